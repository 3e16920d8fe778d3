"""The only writer of editions."""

from dataclasses import dataclass, field

from django.utils import timezone

from portal.audit.models import Act
from portal.audit.record import record
from portal.questionnaires.enums import EditionStatus
from portal.questionnaires.models import Edition, EditionUse
from portal.questionnaires.registry import instrument_files
from portal.questionnaires.source import Instrument, read_instrument
from portal.walls.actor import NOBODY
from portal.walls.scope import Scope, within


class EditionChanged(Exception):
    """A published edition whose file says something else now."""


@dataclass
class Loaded:
    """What a run did, as "slug number"."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


def load_instruments() -> Loaded:
    """Load every registered instrument file in one transaction; running it twice changes nothing.

    Raises source.Malformed, and EditionChanged when a published edition was edited; then nothing is
    loaded.
    """
    loaded = Loaded()
    instruments = [read_instrument(path) for path in instrument_files()]
    with within(Scope(system=True)):
        for instrument in instruments:
            _load(instrument, loaded)
    return loaded


def withdraw_edition(slug: str, number: int) -> Edition:
    """Give an edition to nobody new; who started it finishes it. Raises Edition.DoesNotExist."""
    with within(Scope(system=True)):
        edition = Edition.objects.select_for_update().get(slug=slug, number=number)
        if edition.withdrawn_at is None:
            edition.withdrawn_at = timezone.now()
            edition.save(update_fields=["withdrawn_at"])
            record(NOBODY, Act.WROTE, "questionnaire.edition_withdrawn", subject=str(edition))
    return edition


def _load(instrument: Instrument, loaded: Loaded) -> None:
    slug, number, checksum = instrument.data["slug"], instrument.data["edition"], instrument.checksum
    edition = Edition.objects.select_for_update().filter(slug=slug, number=number).first()
    if edition is not None and edition.checksum == checksum:
        loaded.same.append(str(edition))
        return
    if edition is not None and edition.published_at is not None:
        raise EditionChanged(
            f"{instrument.file}: edition {number} of {slug} is published and may not change; "
            f"save the new text as {slug}-{number + 1}.yaml with edition: {number + 1}"
        )
    (loaded.new if edition is None else loaded.changed).append(f"{slug} {number}")
    _write(edition or Edition(slug=slug, number=number), instrument)


def _write(edition: Edition, instrument: Instrument) -> None:
    data, now = instrument.data, timezone.now()
    edition.kind, edition.status, edition.source = data["kind"], data["status"], data["source"]["nl"].strip()
    edition.content, edition.checksum, edition.loaded_at = data, instrument.checksum, now
    edition.published_at = None if edition.status == EditionStatus.DRAFT else now
    edition.save()
    EditionUse.objects.get_or_create(edition=edition)
    record(NOBODY, Act.WROTE, "questionnaire.edition", subject=str(edition))
