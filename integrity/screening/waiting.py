"""What waits for the people at the desk."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy, SelectionRound
from portal.organisations.enums import Role
from portal.organisations.home import Waiting
from portal.walls.actor import Actor


def waiting_for_desk(actor: Actor) -> list[Waiting]:
    """Rounds to start, candidates to invite."""
    if not actor.has(Role.PARTY_SECRETARY):
        return []
    if not SelectionRound.objects.visible_to(actor).exists():
        return [
            Waiting(
                title=_("Start uw eerste selectieronde"),
                text=_("Een ronde is één kandidatenlijst voor één verkiezing."),
                url=reverse("round_new"),
                action=_("Ronde starten"),
            )
        ]
    added = Candidacy.objects.visible_to(actor).filter(status=CandidacyStatus.ADDED, dossier__erased_at=None).count()
    if not added:
        return []
    title = ngettext("%(n)s kandidaat wacht op een uitnodiging", "%(n)s kandidaten wachten op een uitnodiging", added)
    return [
        Waiting(
            title=title % {"n": added},
            text=_("Zij krijgen pas bericht als u hen uitnodigt."),
            url=reverse("rounds"),
            action=_("Naar de selectierondes"),
            count=added,
        )
    ]
