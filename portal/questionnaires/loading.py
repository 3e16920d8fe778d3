"""Editions from files: those that come with the portal, and those an operator has."""

from dataclasses import dataclass, field
from pathlib import Path

from portal.questionnaires.editing import replace, take_in, write
from portal.questionnaires.enums import EditionOrigin, EditionPhase, EditionStatus
from portal.questionnaires.models import Edition
from portal.questionnaires.publishing import OPERATOR, publish, withdraw
from portal.questionnaires.registry import instrument_files
from portal.questionnaires.source import Instrument, read_instrument
from portal.walls.scope import Scope, within


class EditionChanged(Exception):
    """A published edition whose file says something else now."""


@dataclass
class Loaded:
    """What a run did, as "slug number". left: files the ministry went past with editions of its own."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def load_instruments() -> Loaded:
    """Load every registered instrument file in one transaction, and publish what is no draft.

    Running it twice changes nothing. Raises source.Malformed, and EditionChanged when a published edition
    was edited; then nothing is loaded.
    """
    return load_all([read_instrument(path) for path in instrument_files()])


def load_all(instruments: list[Instrument]) -> Loaded:
    """Load instruments that were read already; else as `load_instruments`."""
    loaded = Loaded()
    with within(Scope(system=True)):
        for instrument in sorted(instruments, key=lambda one: one.data["edition"]):
            _load(instrument, loaded)
    return loaded


def load_file(path: Path, *, publishing: bool) -> Edition:
    """Load one file that does not come with the portal, as an editor does in the browser.

    An edition that is not published is replaced. Raises source.Malformed and Refused; then nothing is loaded.
    """
    instrument = read_instrument(path)
    with within(Scope(system=True)):
        unpublished = Edition.objects.filter(phase=EditionPhase.LOADED)
        there = unpublished.filter(slug=instrument.data["slug"], number=instrument.data["edition"]).first()
        if there is None:
            edition = take_in(OPERATOR, instrument)
        else:
            edition = replace(OPERATOR, there, instrument, there.version)
        if publishing:
            publish(OPERATOR, edition)
    return edition


def withdraw_edition(slug: str, number: int) -> Edition:
    """Give an edition to nobody new; who started it finishes it. Raises Edition.DoesNotExist and Refused."""
    with within(Scope(system=True)):
        edition = Edition.objects.get(slug=slug, number=number)
        withdraw(OPERATOR, edition)
    return edition


def _load(instrument: Instrument, loaded: Loaded) -> None:
    slug, number = instrument.data["slug"], instrument.data["edition"]
    edition = Edition.objects.select_for_update().filter(slug=slug, number=number).first()
    if edition is not None and edition.checksum == instrument.checksum:
        loaded.same.append(str(edition))
    elif _is_passed(slug, number, edition):
        loaded.left.append(f"{slug} {number}")
    elif edition is not None and edition.phase != EditionPhase.LOADED:
        raise EditionChanged(
            f"{instrument.file}: edition {number} of {slug} is published and may not change; "
            f"save the new text as {slug}-{number + 1}.yaml with edition: {number + 1}"
        )
    else:
        (loaded.new if edition is None else loaded.changed).append(f"{slug} {number}")
        _write(edition or Edition(slug=slug, number=number, origin=EditionOrigin.PORTAL), instrument)


def _is_passed(slug: str, number: int, edition: Edition | None) -> bool:
    """The ministry has this number itself, or went on from it; the portal does not come between."""
    if edition is not None:
        return edition.origin == EditionOrigin.MINISTRY
    return Edition.objects.filter(slug=slug, number__gt=number, published_at__isnull=False).exists()


def _write(edition: Edition, instrument: Instrument) -> None:
    write(OPERATOR, edition, instrument)
    if edition.status != EditionStatus.DRAFT:
        publish(OPERATOR, edition)
