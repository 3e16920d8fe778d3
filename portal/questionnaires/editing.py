"""The only writer of what an edition says, as long as it is not published."""

from collections.abc import Iterator
from difflib import get_close_matches

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.models import Act
from portal.audit.record import record
from portal.questionnaires.enums import EditionOrigin, EditionPhase
from portal.questionnaires.kinds import kind_of
from portal.questionnaires.models import Edition
from portal.questionnaires.publishing import may_edit
from portal.questionnaires.rules import Finding
from portal.questionnaires.source import Instrument
from portal.walls.actor import Actor, Refused, demand
from portal.workflow.door import ChangedMeanwhile

PUBLISHED = gettext_lazy("Deze editie is gepubliceerd en verandert niet meer. Een wijziging wordt een nieuwe editie.")


def take_in(actor: Actor, instrument: Instrument) -> Edition:
    """Keep `instrument` as an edition that only editors see; the same file twice is one edition.

    Raises source.Malformed when it does not fit the editions that are here, and Refused.
    """
    demand(may_edit(actor))
    slug, number = instrument.data["slug"], instrument.data["edition"]
    with transaction.atomic():
        # Two who load the same number at one moment come here one after the other.
        list(Edition.objects.select_for_update().filter(slug=slug).values_list("pk"))
        same = Edition.objects.filter(slug=slug, number=number, phase=EditionPhase.LOADED, text=instrument.text)
        if there := same.first():
            return there
        _demand_fit(instrument, _taken(instrument))
        return write(actor, Edition(slug=slug, number=number, origin=EditionOrigin.MINISTRY), instrument)


def replace(actor: Actor, edition: Edition, instrument: Instrument, version: int | None) -> Edition:
    """Let an unpublished edition say what `instrument` says; the same file twice changes nothing more.

    version: what the actor saw. Raises ChangedMeanwhile, Refused, Edition.DoesNotExist once it was thrown
    away, and source.Malformed when it does not fit.
    """
    with transaction.atomic():
        row = _unpublished(actor, edition)
        if row.text == instrument.text:
            return row
        if row.version != version:
            raise ChangedMeanwhile
        _demand_fit(instrument, _another(row, instrument))
        row.version += 1
        return write(actor, row, instrument)


def discard(actor: Actor, edition: Edition, version: int | None) -> bool:
    """Throw an unpublished edition away. Returns False when it was gone. Raises ChangedMeanwhile and Refused."""
    with transaction.atomic():
        try:
            row = _unpublished(actor, edition)
        except Edition.DoesNotExist:
            return False
        if row.version != version:
            raise ChangedMeanwhile
        row.delete()
        record(actor, Act.WROTE, "edition.discarded", subject=str(row))
    return True


def write(actor: Actor, edition: Edition, instrument: Instrument) -> Edition:
    """Save an edition that is not published with all that a file says; the caller has locked what is there."""
    data, known = instrument.data, edition.pk is not None
    edition.kind, edition.status, edition.source = data["kind"], data["status"], data["source"]["nl"].strip()
    edition.content, edition.text, edition.checksum = data, instrument.text, instrument.checksum
    edition.loaded_at = timezone.now()
    edition.save()
    record(actor, Act.WROTE, "edition.replaced" if known else "edition.loaded", subject=str(edition))
    return edition


def _unpublished(actor: Actor, edition: Edition) -> Edition:
    demand(may_edit(actor))
    row = Edition.objects.select_for_update().get(pk=edition.pk)
    if row.phase != EditionPhase.LOADED:
        raise Refused(PUBLISHED)
    return row


def _demand_fit(instrument: Instrument, misfits: Iterator[Finding]) -> None:
    if found := [*misfits, *_gaps(instrument)]:
        raise instrument.refused(found)


def _taken(instrument: Instrument) -> Iterator[Finding]:
    """What keeps a file from becoming an edition of an instrument that is here."""
    data = instrument.data
    there = {edition.number: edition for edition in Edition.objects.filter(slug=data["slug"]).defer("content", "text")}
    if not there:
        yield ("slug",), _unknown(data["slug"])
    elif (kind := next(iter(there.values())).kind) != data["kind"]:
        yield ("kind",), _("“%(slug)s” is van de soort %(kind)s; die blijft zo") % {**data, "kind": kind}
    elif data["edition"] in there and there[data["edition"]].phase == EditionPhase.LOADED:
        reason = _("editie %(edition)s is al geladen; zoek die op bij de edities en vervang daar het bestand")
        yield ("edition",), reason % data
    elif data["edition"] <= max((n for n, one in there.items() if one.published_at is not None), default=0):
        reason = _("dit nummer is al gebruikt; het eerste vrije nummer is %(free)s") % {"free": max(there) + 1}
        yield ("edition",), reason


def _unknown(slug: str) -> str:
    known = sorted(set(Edition.objects.values_list("slug", flat=True)))
    told = {"slug": slug, "known": ", ".join(get_close_matches(slug, known, n=1) or known)}
    return _("er is geen instrument “%(slug)s”; bedoelt u %(known)s?") % told


def _another(edition: Edition, instrument: Instrument) -> Iterator[Finding]:
    """A file of another edition than the one it should replace."""
    for name, value in {"kind": edition.kind, "slug": edition.slug, "edition": edition.number}.items():
        if instrument.data[name] != value:
            told = {"value": value, "edition": edition}
            yield (name,), _("hier hoort %(value)s te staan, want u vervangt het bestand van %(edition)s") % told


def _gaps(instrument: Instrument) -> Iterator[Finding]:
    used = Edition.objects.published(instrument.data["slug"]).first()
    if used is not None and used.kind == instrument.data["kind"]:
        yield from kind_of(used.kind).gaps(used.tree, instrument.tree)
