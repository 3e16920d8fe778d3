"""The life of an edition. Its phase changes through `perform` with this table only."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.organisations.enums import Role
from portal.questionnaires.enums import EditionPhase, EditionStatus
from portal.questionnaires.models import Edition, EditionUse
from portal.walls.actor import Actor, Reason
from portal.workflow.door import perform
from portal.workflow.moves import Move, Procedure, State

# Whoever has the command line; no organisation gives this role.
OPERATOR = Actor(name="operator", roles=frozenset({"operator"}))
ONLY_EDITORS = _("Alleen een redacteur van het ministerie kan dit.")
ONLY_OPERATORS = _("Intrekken gaat met een beheercommando. Vraag het wie het portaal beheert.")
STILL_DRAFT = _("In het bestand staat “status: draft”. Zet daar “model” of “official” en vervang het bestand.")
NEWER_PUBLISHED = _(
    "Er is intussen een nieuwere editie gepubliceerd. Laad dit bestand opnieuw met een hoger nummer en gooi deze weg."
)


def may_edit(actor: Actor, edition: Edition | None = None) -> Reason:
    """The ministry's editors, and who loads a file at the command line."""
    return None if actor.has(Role.EDITOR) or actor == OPERATOR else ONLY_EDITORS


def _is_operator(actor: Actor, edition: Edition) -> Reason:
    return None if actor == OPERATOR else ONLY_OPERATORS


def _can_follow(actor: Actor, edition: Edition) -> Reason:
    """A published edition is no draft, and the newest of its instrument."""
    if edition.status == EditionStatus.DRAFT:
        return STILL_DRAFT
    newer = Edition.objects.published(edition.slug).filter(number__gt=edition.number)
    return NEWER_PUBLISHED if newer.exists() else None


def _start_counting(actor: Actor, edition: Edition) -> None:
    EditionUse.objects.create(edition=edition)


EDITION = Procedure(
    name="edition",
    model=lambda: Edition,
    field="phase",
    states=tuple(State(phase, phase.label, phase.label) for phase in EditionPhase),
    moves=(
        Move(
            "publish",
            frozenset({EditionPhase.LOADED}),
            EditionPhase.PUBLISHED,
            _("Publiceren"),
            may=may_edit,
            guard=_can_follow,
            effects=(_start_counting,),
        ),
        Move(
            "withdraw",
            frozenset({EditionPhase.PUBLISHED}),
            EditionPhase.WITHDRAWN,
            _("Intrekken"),
            may=_is_operator,
        ),
    ),
)


def publish(actor: Actor, edition: Edition, version: int | None = None) -> bool:
    """Give `edition` to everybody who starts from now on. Returns False when that was done already."""
    return perform(EDITION, "publish", edition, actor, version=version, published_at=timezone.now())


def withdraw(actor: Actor, edition: Edition) -> bool:
    """Give `edition` to nobody new; who started it finishes it. Returns False when that was done already."""
    return perform(EDITION, "withdraw", edition, actor, withdrawn_at=timezone.now())
