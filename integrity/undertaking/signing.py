"""Offering an undertaking, signing it on either side, taking it back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from integrity.measures.queries import File, lock_file
from integrity.screening.models import Candidacy
from integrity.screening.queries import lock_candidacy
from integrity.screening.rules import is_secretary
from integrity.undertaking.announcing import announce_offer, announce_signature, announce_taking_back, announce_talk
from integrity.undertaking.models import Undertaking
from integrity.undertaking.queries import agreed_measures, edition_for
from integrity.undertaking.rules import may_ask_to_talk, may_be_offered
from integrity.undertaking.text import compose, hash_of
from integrity.undertaking.workflow import UNDERTAKING
from portal.audit.models import Act
from portal.audit.record import record
from portal.walls.actor import Actor, demand
from portal.workflow.door import perform


def offer(actor: Actor, candidacy: Candidacy) -> bool:
    """Offer the text of now to the candidate, for the first time or again; a double click offers once.

    Returns whether this call did it. Raises Refused.
    """
    with transaction.atomic():
        lock_candidacy(candidacy)
        demand(is_secretary(actor) or may_be_offered(candidacy))
        facts = _as_of_now(candidacy)
        undertaking, offered = Undertaking.objects.get_or_create(
            dossier=candidacy.dossier, defaults={"tenant_id": candidacy.tenant_id, **facts}
        )
        if offered:
            record(actor, Act.MOVED, "undertaking.offer", dossier_id=candidacy.dossier_id, subject=str(undertaking.pk))
        else:
            offered = perform(UNDERTAKING, "offer", undertaking, actor, **facts)
        if offered:
            announce_offer(candidacy.dossier)
    return offered


def sign(actor: Actor, undertaking: Undertaking) -> bool:
    """Sign as the candidate the text that `undertaking` was fetched with. Raises Refused, or ChangedMeanwhile.

    The caller has compared its hash with the one that was on the page.
    """
    with transaction.atomic():
        signed = _move(actor, undertaking, "sign", signed_at=timezone.now(), talk_asked_at=None)
        if signed:
            announce_signature(undertaking.dossier)
    return signed


def countersign(actor: Actor, undertaking: Undertaking) -> bool:
    """Sign for the board; as `sign`."""
    return _move(actor, undertaking, "countersign", countersigned_at=timezone.now(), countersigned_by_id=actor.user_id)


def take_back(actor: Actor, undertaking: Undertaking, version: int | None) -> bool:
    """Take the text back; a signature below it is void, and the candidate is told so. As `sign`.

    version: what the actor saw.
    """
    was_signed = undertaking.signed_at
    with transaction.atomic():
        taken = _move(
            actor,
            undertaking,
            "take_back",
            version,
            signed_at=None,
            void_signed_at=was_signed or undertaking.void_signed_at,
            talk_asked_at=None,
        )
        if taken and was_signed is not None:
            announce_taking_back(undertaking.dossier)
    return taken


@transaction.atomic
def ask_to_talk(actor: Actor, undertaking: Undertaking) -> None:
    """Note that the candidate wants to talk before signing; asking twice is asking once. Raises Refused."""
    lock_file(File(undertaking.dossier))
    undertaking.refresh_from_db(fields=["status"])
    demand(may_ask_to_talk(actor, undertaking))
    asked = Undertaking.objects.visible_to(actor).filter(pk=undertaking.pk, talk_asked_at=None)
    if asked.update(talk_asked_at=timezone.now()):
        record(actor, Act.WROTE, "undertaking.talk_asked", subject=str(undertaking.pk))
        announce_talk(undertaking.dossier)


@transaction.atomic
def note_talk(actor: Actor, undertaking: Undertaking) -> None:
    """Note that the talk was held. Raises Refused."""
    lock_file(File(undertaking.dossier))
    demand(is_secretary(actor))
    held = Undertaking.objects.visible_to(actor).filter(pk=undertaking.pk, talk_asked_at__isnull=False)
    if held.update(talk_asked_at=None):
        record(
            actor,
            Act.WROTE,
            "undertaking.talk_held",
            dossier_id=undertaking.dossier_id,
            subject=str(undertaking.pk),
        )


def _move(actor: Actor, undertaking: Undertaking, move: str, version: int | None = None, **changes: Any) -> bool:
    return perform(UNDERTAKING, move, undertaking, actor, version=version or undertaking.version, **changes)


def _as_of_now(candidacy: Candidacy) -> dict[str, Any]:
    edition = edition_for(candidacy)
    text = compose(candidacy, edition, agreed_measures(candidacy.dossier))
    return {
        "edition": edition,
        "text": text,
        "language": text["language"],
        "text_hash": hash_of(text),
        "offered_at": timezone.now(),
    }
