"""Making, answering and taking back an objection."""

from calendar import monthrange
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import Act
from portal.audit.record import record, role_of
from portal.notices.send import notify_person
from portal.privacy.dossiers import lock_files
from portal.privacy.models import Dossier
from portal.retention.kinds import kind_of
from portal.rights.enums import ObjectionStatus
from portal.rights.models import Objection
from portal.rights.rules import is_own
from portal.rights.workflow import MADE_NOTICE, OBJECTION
from portal.walls.actor import Actor, demand
from portal.workflow.door import ChangedMeanwhile, perform

UPHOLD, REJECT = "uphold", "reject"


def answered_before(made: date) -> date:
    """Return the last day for an answer: within one month (AVG article 12, paragraph 3)."""
    year, month = (made.year, made.month + 1) if made.month < 12 else (made.year + 1, 1)
    return date(year, month, min(made.day, monthrange(year, month)[1]))


def make_objection(actor: Actor, dossier: Dossier, text: str) -> Objection:
    """Make an objection of the person of `dossier` and tell the desk; while one is open, return that one.

    Raises Refused for anybody else, and Erased when the dossier went meanwhile.
    """
    objection = Objection(tenant_id=dossier.tenant_id, dossier=dossier, text=text)
    demand(is_own(actor, objection))
    with transaction.atomic():
        # Two clicks at one moment wait for each other here, and both for an erasing.
        lock_files([dossier.pk])
        waiting = Objection.objects.filter(dossier=dossier, status=ObjectionStatus.MADE).first()
        if waiting is not None:
            return waiting
        objection.save(force_insert=True)
        record(actor, Act.WROTE, "objection.made", dossier_id=dossier.pk, subject=str(objection.pk))
        _tell_the_desk(objection)
    return objection


def answer_objection(actor: Actor, objection: Objection, move: str, answer: str, version: int | None) -> None:
    """Uphold or reject (`move`) an objection with an answer; sending the same twice changes nothing.

    version: what the actor saw. Raises Refused, or ChangedMeanwhile when it was answered otherwise or taken back.
    """
    by = {"answer": answer, "answered_at": timezone.now(), "answered_by_role": role_of(actor)}
    # Without a version somebody else's answer could pass for a second click on this one.
    done = perform(OBJECTION, move, objection, actor, version=version or 0, **by)
    if not done and objection.answer != answer:
        raise ChangedMeanwhile


def take_back(actor: Actor, objection: Objection) -> bool:
    """Take an objection back; returns False when it was done already. Raises Refused when it was answered."""
    return perform(OBJECTION, "take_back", objection, actor)


def _tell_the_desk(objection: Objection) -> None:
    dossier, path = objection.dossier, reverse("objection", args=[objection.pk])
    for user_id in kind_of(dossier).colleagues(dossier):
        notify_person(user_id, dossier.tenant_id, MADE_NOTICE, path=path, reference=dossier.reference)
