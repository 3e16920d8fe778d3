"""The only writer of card sets."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils import timezone

from integrity.cards.models import CardSet
from integrity.cards.source import CardFile, card_files, read_cards
from portal.audit.models import Act
from portal.audit.record import record
from portal.questionnaires.enums import EditionStatus
from portal.questionnaires.loading import EditionChanged, Loaded
from portal.walls.actor import NOBODY
from portal.walls.scope import Scope, within


def load_cards(paths: Iterable[Path] | None = None) -> Loaded:
    """Load every file of cards in one transaction; running it twice changes nothing.

    Raises source.Malformed, and EditionChanged when a published edition was edited; then nothing is
    loaded.
    """
    loaded = Loaded()
    files = [read_cards(path) for path in (card_files() if paths is None else paths)]
    with within(Scope(system=True)):
        for file in files:
            _load(file, loaded)
    return loaded


def _load(file: CardFile, loaded: Loaded) -> None:
    slug, number = file.data["slug"], file.deck.edition
    name = f"{slug} {number}"
    known = CardSet.objects.select_for_update().filter(slug=slug, number=number).first()
    if known is not None and known.checksum == file.checksum:
        loaded.same.append(name)
        return
    if known is not None and known.published_at is not None:
        raise EditionChanged(
            f"{file.file}: edition {number} of {slug} is published and may not change; "
            f"save the new text as {slug}-{number + 1}.yaml with edition: {number + 1}"
        )
    (loaded.new if known is None else loaded.changed).append(name)
    CardSet.objects.update_or_create(slug=slug, number=number, defaults=_columns(file))
    record(NOBODY, Act.WROTE, "cards.edition", subject=name)


def _columns(file: CardFile) -> dict[str, Any]:
    now, status = timezone.now(), file.data["status"]
    return {
        "status": status,
        "source": file.deck.source.nl,
        "content": file.data,
        "checksum": file.checksum,
        "loaded_at": now,
        "published_at": None if status == EditionStatus.DRAFT else now,
    }
