"""What the desk's page about one candidate says: the next step, the state, who sees it and until when."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Acknowledgement, Candidacy, SelectionRound
from integrity.screening.workflow import CANDIDACY
from portal.organisations.enums import Role
from portal.privacy.models import Dossier
from portal.questionnaires.enums import ResponseStatus
from portal.questionnaires.models import Response
from portal.retention.kinds import dates_of
from portal.walls.actor import Actor
from portal.workflow.door import open_moves

DECISIONS = ("list", "pass_over")
TONES = {
    ResponseStatus.NOT_STARTED: "neutral",
    ResponseStatus.IN_PROGRESS: "active",
    ResponseStatus.REOPENED: "active",
    ResponseStatus.SUBMITTED: "done",
}


@dataclass(frozen=True)
class Button:
    label: str
    url: str
    kind: str = "secondary"
    post: bool = False


@dataclass(frozen=True)
class NextStep:
    """What is asked of the reader now, with the buttons for it."""

    title: str
    text: str
    tone: str = "info"
    buttons: list[Button] = field(default_factory=list)


def next_step(actor: Actor, candidacy: Candidacy, response: Response | None) -> NextStep:
    """Say what `actor` can do now for this candidate."""
    reference = candidacy.dossier.reference
    if candidacy.status == CandidacyStatus.ADDED:
        return _to_invite(actor, reference)
    returned = response is not None and response.status == ResponseStatus.SUBMITTED
    if candidacy.status == CandidacyStatus.INVITED:
        return _to_read(reference) if returned else _to_wait(actor, reference)
    return NextStep(
        _("De procedure is afgerond"),
        str(CANDIDACY.state(candidacy.status).inside).capitalize() + ".",
        "ok",
        _reading(reference, "secondary") if returned and candidacy.status != CandidacyStatus.WITHDRAWN else [],
    )


def decisions_for(actor: Actor, candidacy: Candidacy) -> list[Button]:
    """The decisions `actor` can take now."""
    return [
        Button(str(move.label), reverse("candidate_confirm", args=[candidacy.dossier.reference, move.name]))
        for move in open_moves(CANDIDACY, actor, candidacy)
        if move.name in DECISIONS
    ]


def trail(selection: SelectionRound, candidacy: Candidacy | None = None) -> list[tuple[str, str]]:
    """Breadcrumbs down to a round, or to one of its candidates."""
    steps = [(_("Selectierondes"), reverse("rounds")), (selection.name, reverse("round_desk", args=[selection.pk]))]
    if candidacy is not None:
        steps.append((candidacy.name, reverse("candidate", args=[candidacy.dossier.reference])))
    return steps


def rows_of(
    candidacy: Candidacy, response: Response | None, acknowledgement: Acknowledgement | None
) -> list[dict[str, str]]:
    """The state of a candidacy as rows of a summary list."""
    invited = date_format(candidacy.invited_at, "j F Y") if candidacy.invited_at else _("nog niet")
    return [
        {"key": _("Stand"), "value": str(CANDIDACY.state(candidacy.status).inside)},
        {"key": _("E-mailadres"), "value": candidacy.email},
        {"key": _("Uitgenodigd"), "value": invited},
        {"key": _("Vuistregels"), "value": read_on(acknowledgement) or _("nog niet bevestigd")},
        {"key": _("Vragenlijst"), "value": response.get_status_display() if response else _("nog niet gevraagd")},
    ]


def facts_of(candidacy: Candidacy, response: Response | None) -> dict[str, str]:
    """Told at the desk: who sees a candidacy, until when, and what comes next."""
    told = _("De kandidaat ziet elke keer dat iemand dit dossier opent.")
    return {
        "who": f"{_('De kandidaat, de secretaris en de selectiecommissie van uw afdeling.')} {told}",
        "erased": erased_on(candidacy.dossier),
        "next": _what_follows(candidacy, response),
    }


def _what_follows(candidacy: Candidacy, response: Response | None) -> str:
    if candidacy.status == CandidacyStatus.ADDED:
        return _("Na de uitnodiging vult de kandidaat de vragenlijst in.")
    if candidacy.status != CandidacyStatus.INVITED:
        return _("Het portaal wist het dossier vanzelf. U hoeft niets te doen.")
    if response is not None and response.status == ResponseStatus.SUBMITTED:
        return _("De selectiecommissie praat met de kandidaat. Daarna legt de secretaris de beslissing vast.")
    return _("De secretaris krijgt bericht als de kandidaat de vragenlijst verstuurt.")


def own_facts_of(candidacy: Candidacy) -> dict[str, str]:
    """Told to the candidate: who sees the own file, until when, and what comes next."""
    running = candidacy.status in (CandidacyStatus.ADDED, CandidacyStatus.INVITED)
    return {
        "who": _("U, de secretaris en de selectiecommissie van de afdeling. Niet de gemeente en niet het ministerie."),
        "erased": erased_on(candidacy.dossier),
        "next": _("Na uw vragenlijst praat de selectiecommissie met u. Daarna beslist de afdeling.")
        if running
        else _("Het portaal wist uw dossier vanzelf. U hoeft niets te doen."),
    }


def erased_on(dossier: Dossier) -> str:
    """When a dossier goes, as a sentence."""
    if dossier.hold_reason:
        return _("Dit dossier blijft langer bewaard: %(reason)s") % {"reason": dossier.hold_reason}
    dates = dates_of(dossier)
    day = date_format(dates.erase_on, "j F Y")
    if dates.started:
        return _("Op %(day)s. Twee weken ervoor komt er een bericht.") % {"day": day}
    told = {"days": settings.CANDIDACY_KEPT_DAYS, "day": day}
    return _("%(days)s dagen na de beslissing, en uiterlijk op %(day)s.") % told


def _to_invite(actor: Actor, reference: str) -> NextStep:
    if not actor.has(Role.PARTY_SECRETARY):
        return NextStep(_("Nog niet uitgenodigd"), _("De secretaris nodigt de kandidaat uit."))
    button = Button(_("Uitnodigen"), reverse("candidate_invite", args=[reference]), "primary", post=True)
    text = _("De kandidaat krijgt een e-mail met een persoonlijke link. In de e-mail staat geen naam en geen inhoud.")
    return NextStep(_("Nodig de kandidaat uit"), text, buttons=[button])


def _to_wait(actor: Actor, reference: str) -> NextStep:
    buttons = []
    if actor.has(Role.PARTY_SECRETARY):
        buttons = [Button(_("Nieuwe link sturen"), reverse("candidate_link", args=[reference]), post=True)]
    text = _("De kandidaat vult de vragenlijst in. U ziet de antwoorden zodra die verstuurd zijn.")
    return NextStep(_("Wachten op de kandidaat"), text, buttons=buttons)


def _to_read(reference: str) -> NextStep:
    text = _("Lees de antwoorden en bereid het gesprek voor.")
    return NextStep(_("De vragenlijst is binnen"), text, "ok", _reading(reference, "primary"))


def _reading(reference: str, kind: str) -> list[Button]:
    return [
        Button(_("Antwoorden lezen"), reverse("candidate_answers", args=[reference]), kind),
        Button(_("Dossier als PDF"), reverse("candidate_report", args=[reference]), post=True),
    ]


def read_on(acknowledgement: Acknowledgement | None) -> str:
    """Which edition of the rules was read, and when; empty when none was."""
    if acknowledgement is None:
        return ""
    told = {"day": date_format(timezone.localtime(acknowledgement.at), "j F Y"), "n": acknowledgement.edition.number}
    return _("gelezen op %(day)s (editie %(n)s)") % told


def tasks_of(
    candidacy: Candidacy, response: Response | None, acknowledgement: Acknowledgement | None
) -> list[dict[str, str]]:
    """The candidate's task list, as rows of the task list component."""
    if response is None:
        return []
    return [
        _rules_task(acknowledgement),
        _self_assessment_task(candidacy),
        {
            "title": _("Vragenlijst integriteit"),
            "url": reverse("my_questionnaire"),
            "hint": _("Ongeveer 45 minuten. U kunt stoppen en later verdergaan, ook op een ander apparaat."),
            "label": response.get_status_display().capitalize(),
            "tone": TONES[response.status],
        },
    ]


def step_of(response: Response | None) -> str:
    """The words on the candidate's one button; empty when nothing is asked."""
    if response is None or response.status == ResponseStatus.SUBMITTED:
        return ""
    started = response.status != ResponseStatus.NOT_STARTED
    return _("Ga verder met de vragenlijst") if started else _("Begin met de vragenlijst")


def _rules_task(acknowledgement: Acknowledgement | None) -> dict[str, str]:
    return {
        "title": _("Vuistregels integriteit"),
        "url": reverse("my_rules"),
        "hint": read_on(acknowledgement).capitalize() or _("Ongeveer 10 minuten lezen. Daarna bevestigt u het."),
        "label": _("Klaar") if acknowledgement else _("Nog niet begonnen"),
        "tone": "done" if acknowledgement else "neutral",
    }


def _self_assessment_task(candidacy: Candidacy) -> dict[str, str]:
    done = candidacy.self_assessed_on
    hint = _("Alleen voor uzelf. Niemand ziet uw antwoorden en ze worden niet bewaard.")
    return {
        "title": _("Zelfassessment"),
        "url": reverse("my_self_assessment"),
        "hint": hint,
        "label": _("Gedaan") if done else _("Niet verplicht"),
        "tone": "done" if done else "neutral",
    }
