"""What waits because of undertakings: for the board, and for the secretary."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrity.measures.enums import Owner
from integrity.measures.models import Measure
from integrity.measures.queries import due, visible_files
from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy
from integrity.undertaking.enums import UndertakingStatus
from integrity.undertaking.models import Undertaking
from integrity.undertaking.queries import signed_for_board
from portal.organisations.home import Waiting
from portal.walls.actor import Actor


def waiting_for_board(actor: Actor) -> list[Waiting]:
    """What is to be countersigned, and measures of the board that are due."""
    return [*_to_countersign(actor), *_due(actor)]


def waiting_for_secretary(actor: Actor) -> list[Waiting]:
    """Candidates who want to talk before they sign."""
    running = visible_files(actor).filter(candidacy__status=CandidacyStatus.INVITED)
    asked = Undertaking.objects.visible_to(actor).filter(dossier__in=running, talk_asked_at__isnull=False)
    references = list(asked.values_list("dossier__reference", flat=True))
    if not references:
        return []
    number, single = len(references), len(references) == 1
    title = ngettext(
        "%(n)s kandidaat wil praten voor het ondertekenen",
        "%(n)s kandidaten willen praten voor het ondertekenen",
        number,
    )
    return [
        Waiting(
            title=title % {"n": number},
            text=_("Spreek af wanneer. Is er iets veranderd? Trek de verklaring dan in en bied een nieuwe tekst aan."),
            url=reverse("undertaking", args=references) if single else reverse("rounds"),
            action=_("Naar de verklaring") if single else _("Naar de selectierondes"),
            count=number,
        )
    ]


def _to_countersign(actor: Actor) -> list[Waiting]:
    signed = signed_for_board(actor).filter(status=UndertakingStatus.SIGNED)
    references = list(signed.values_list("dossier__reference", flat=True))
    if not references:
        return []
    number = len(references)
    title = ngettext(
        "%(n)s verklaring wacht op een handtekening van het bestuur",
        "%(n)s verklaringen wachten op een handtekening van het bestuur",
        number,
    )
    return [
        _waiting(
            title, _("De kandidaat heeft al getekend. Lees de verklaring en teken namens het bestuur."), references
        )
    ]


def _due(actor: Actor) -> list[Waiting]:
    open_to = Measure.objects.visible_to(actor).filter(dossier__candidacy__in=Candidacy.objects.signed_for(actor))
    references = list(due(open_to, localdate()).filter(owner=Owner.BOARD).values_list("dossier__reference", flat=True))
    if not references:
        return []
    title = ngettext(
        "%(n)s maatregel van het bestuur is aan de beurt",
        "%(n)s maatregelen van het bestuur zijn aan de beurt",
        len(references),
    )
    return [_waiting(title, _("Lees in de verklaring wat het bestuur heeft afgesproken."), references)]


def _waiting(title: str, text: str, references: list[str]) -> Waiting:
    """Lead to the undertaking itself when there is only one."""
    single = len(set(references)) == 1
    return Waiting(
        title=title % {"n": len(references)},
        text=text,
        url=reverse("board_undertaking", args=references[:1]) if single else reverse("board_undertakings"),
        action=_("Naar de verklaring") if single else _("Naar de verklaringen"),
        count=len(references),
    )
