"""Telling people that there is something about a measure. A notice says where to look, never what."""

from django.urls import reverse

from integrity.measures.enums import Owner
from integrity.measures.models import Measure
from integrity.screening.models import Candidacy
from integrity.screening.queries import colleagues_of, secretaries_of
from portal.notices.send import notify_dossier, notify_person
from portal.organisations.enums import Role
from portal.privacy.models import Dossier

PROPOSED, TALK, DUE, OWN_DUE = "measure_proposed", "measure_talk", "measure_due", "measure_own_due"


def announce_proposal(dossier: Dossier) -> None:
    """Tell the candidate that there is a measure to look at."""
    notify_dossier(dossier, PROPOSED, path=reverse("my_measures"))


def announce_talk(dossier: Dossier) -> None:
    """Tell the secretaries that the candidate wants to talk about a measure."""
    _tell(secretaries_of(dossier), dossier, TALK, _page(dossier))


def remind_owner(measure: Measure) -> None:
    """Remind whoever a measure is of.

    The secretary passes it on to a group chair, who has no account here, and to a board that the file is
    not open to: it reads measures only in a signed undertaking, and not when all of it have a tie.
    """
    dossier = measure.dossier
    if measure.owner == Owner.CANDIDATE:
        notify_dossier(dossier, OWN_DUE, path=reverse("my_measures"))
    elif measure.owner == Owner.BOARD and (board := _board_of(dossier)):
        _tell(board, dossier, DUE, reverse("board_undertaking", args=[dossier.reference]))
    else:
        _tell(secretaries_of(dossier), dossier, DUE, _page(dossier))


def _board_of(dossier: Dossier) -> list[int]:
    """Who of the board reads the undertaking, once there is one."""
    signed = Candidacy.objects.filter(dossier=dossier).signed().exists()
    return colleagues_of(dossier, Role.BOARD_MEMBER) if signed else []


def _page(dossier: Dossier) -> str:
    return reverse("measures", args=[dossier.reference])


def _tell(people: list[int], dossier: Dossier, kind: str, path: str) -> None:
    for user_id in people:
        notify_person(user_id, dossier.tenant_id, kind, path=path, reference=dossier.reference)
