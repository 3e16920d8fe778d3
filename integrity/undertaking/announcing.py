"""Telling people that there is something about an undertaking. A notice says where to look, never what."""

from django.urls import reverse

from integrity.screening.queries import colleagues_of, secretaries_of
from portal.notices.send import notify_dossier, notify_person
from portal.organisations.enums import Role
from portal.privacy.models import Dossier

OFFERED, TAKEN_BACK = "undertaking_offered", "undertaking_taken_back"
SIGNED, TALK = "undertaking_signed", "undertaking_talk"


def announce_offer(dossier: Dossier) -> None:
    """Tell the candidate that there is an undertaking to read."""
    notify_dossier(dossier, OFFERED, path=reverse("my_undertaking"))


def announce_taking_back(dossier: Dossier) -> None:
    """Tell the candidate that a signed undertaking was taken back."""
    notify_dossier(dossier, TAKEN_BACK, path=reverse("my_undertaking"))


def announce_signature(dossier: Dossier) -> None:
    """Tell the board that there is an undertaking to countersign."""
    for user_id in colleagues_of(dossier, Role.BOARD_MEMBER):
        _tell(user_id, dossier, SIGNED, reverse("board_undertaking", args=[dossier.reference]))


def announce_talk(dossier: Dossier) -> None:
    """Tell the secretaries that the candidate wants to talk before signing."""
    for user_id in secretaries_of(dossier):
        _tell(user_id, dossier, TALK, reverse("undertaking", args=[dossier.reference]))


def _tell(user_id: int, dossier: Dossier, kind: str, path: str) -> None:
    notify_person(user_id, dossier.tenant_id, kind, path=path, reference=dossier.reference)
