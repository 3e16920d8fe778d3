"""Opening a dossier."""

from datetime import datetime

from portal.privacy.keys import create_dossier_key
from portal.privacy.models import Dossier


def open_dossier(tenant_id: int, kind: str) -> Dossier:
    """Open a dossier of `kind` ("integrity.candidacy", …) with a key of its own.

    The key is written first: a key without dossier is harmless, a dossier without key is not.
    """
    dossier = Dossier(tenant_id=tenant_id, kind=kind)
    create_dossier_key(dossier.id, tenant_id)
    dossier.save(force_insert=True)
    return dossier


def start_clock(dossier: Dossier, at: datetime) -> None:
    """Let the retention period of a dossier count from `at`."""
    dossier.clock_started_at, dossier.warned_at = at, None
    dossier.save(update_fields=["clock_started_at", "warned_at"])
