"""What this capability tells the portal about itself, at start-up."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integrity.kept.clocks import follow_term
from integrity.kept.demo import seed
from integrity.kept.distilling import distil
from integrity.kept.models import KEPT_KIND, KeptFile
from integrity.kept.reports import TEMPLATE, content_of, fingerprint_of
from integrity.screening.clocks import register_follower
from integrity.screening.queries import secretaries_of
from integrity.screening.report_sections import register_section
from integrity.screening.rules import is_secretary
from integrity.screening.ties import close_own_files
from portal.accounts.destinations import Recipient, register_destination
from portal.audit.reading import name_events
from portal.organisations.arrivals import register_arrival
from portal.organisations.demo_seeds import register_seeder
from portal.privacy.models import Dossier
from portal.retention.erasure import register_eraser
from portal.retention.kinds import DossierKind, register_kind
from portal.rights.desks import Desk, register_desk

EVENTS = {
    "kept": _("opende de bewaarde feiten"),
    "kept.names": _("zag de naam in de lijst van bewaarde feiten"),
    "kept.made": _("wiste de kandidatuur en bewaarde alleen de feiten"),
    "kept.link": _("stuurde een nieuwe persoonlijke link"),
}


def register() -> None:
    """Register the dossier of kept facts, what makes it, and what it is called in the log."""
    register_destination(KEPT_KIND, url=lambda dossier: reverse("my_kept_file"), address=_recipient)
    register_kind(
        DossierKind(
            name=KEPT_KIND,
            label=_("bewaarde feiten"),
            starts=_("het einde van de zittingsperiode"),
            kept=timedelta(days=settings.KEPT_FACTS_DAYS),
            longest=timedelta(days=settings.KEPT_FACTS_LONGEST_DAYS),
            colleagues=secretaries_of,
        )
    )
    register_desk(
        Desk(
            kind=KEPT_KIND,
            may_answer=is_secretary,
            who=_("de secretaris van de afdeling"),
            page=lambda dossier: reverse("kept_file", args=[dossier.reference]),
        )
    )
    register_section(TEMPLATE, content_of, fingerprint_of)
    register_eraser(distil)
    # After that of candidacies: who is distilled in between is found here.
    register_arrival(partial(close_own_files, KeptFile))
    register_seeder("integrity.kept", seed)
    register_follower(follow_term)
    name_events(EVENTS)


def _recipient(dossier: Dossier) -> Recipient:
    kept = KeptFile.objects.get(dossier=dossier)
    return Recipient(kept.email, kept.name, kept.language)
