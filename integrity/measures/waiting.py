"""What waits for the people at the desk because of measures."""

from collections import Counter

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrity.measures.models import Measure
from integrity.measures.queries import GOING_ON, due, visible_files
from portal.organisations.enums import Role
from portal.organisations.home import Waiting
from portal.walls.actor import Actor


def waiting_for_desk(actor: Actor) -> list[Waiting]:
    """Candidates who want to talk about a measure; for the secretary also what is due, for each round."""
    measures = Measure.objects.visible_to(actor).filter(GOING_ON, dossier__in=visible_files(actor))
    waiting = _to_talk(measures.filter(talk_asked_at__isnull=False))
    return [*waiting, *_due(due(measures, localdate()))] if actor.has(Role.PARTY_SECRETARY) else waiting


def _to_talk(measures: QuerySet[Measure]) -> list[Waiting]:
    references = sorted(set(measures.values_list("dossier__reference", flat=True)))
    if not references:
        return []
    number, single = len(references), len(references) == 1
    title = ngettext(
        "%(n)s kandidaat wil over een maatregel praten", "%(n)s kandidaten willen over een maatregel praten", number
    )
    return [
        Waiting(
            title=title % {"n": number},
            text=_("Spreek af wanneer. Daarna past u de maatregel aan of laat u die zo."),
            url=reverse("measures", args=references) if single else reverse("rounds"),
            action=_("Naar de maatregelen") if single else _("Naar de selectierondes"),
            count=number,
        )
    ]


def _due(measures: QuerySet[Measure]) -> list[Waiting]:
    rounds = measures.values_list(Coalesce("dossier__candidacy__round", "dossier__kept_file__round"), flat=True)
    return [
        Waiting(
            title=ngettext("%(n)s maatregel is aan de beurt", "%(n)s maatregelen zijn aan de beurt", number)
            % {"n": number},
            text=_("De datum is bereikt. Kijk of het is gedaan, of plan wanneer u er opnieuw naar kijkt."),
            url=f"{reverse('round_measures', args=[selection])}?when=due",
            action=_("Naar de maatregelen"),
            count=number,
        )
        for selection, number in Counter(rounds).items()
    ]
