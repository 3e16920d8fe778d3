"""What is said of what comes next keeps up with the procedure; so does the dossier on paper."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from integrity.interview.models import Interview
from integrity.screening.demo import fill_in
from integrity.screening.enums import Instrument
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.reports import DOSSIER_REPORT, OWN_COPY
from portal.reports.models import Report
from portal.walls.scope import Scope, within
from tests.cast import Cast
from tests.interviews import in_days, plan, second_member
from tests.screening import CandidateSession, add, decide, start_round

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def leave_out(cast: Cast, selection: SelectionRound, *instruments: Instrument) -> None:
    with cast.branch_a.scope():
        left = selection.instruments.filter(instrument__in=instruments)
        left.update(used=False, reason="Wij zijn met z'n tweeën.")


def desk_of(client: Client, candidacy: Candidacy) -> str:
    return client.get(reverse("candidate", args=[candidacy.dossier.reference])).text


def printed(report: Report) -> str:
    """What its maker would put on it."""
    with within(Scope(tenant=report.tenant_id, dossier=report.dossier_id)):
        told = {"report": report, "title": "x", "organisation_name": "x"}
        kind = OWN_COPY if report.kind == OWN_COPY.name else DOSSIER_REPORT
        return render_to_string("reports/candidacy.html", {**kind.context(report), **told})


def test_after_the_interview_nobody_is_told_that_it_will_come(cast: Cast) -> None:
    second = second_member(cast)
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    desk, own = cast.a_secretary.client(), CandidateSession(cast.branch_a, candidacy.dossier_id).client()
    fill_in(candidacy.dossier, -1)
    plan(cast, second, candidacy, in_days(7))
    page = desk_of(desk, candidacy)
    assert "bereid het gesprek voor" in page and "De selectiecommissie praat met de kandidaat." in page
    assert "praat de selectiecommissie met u" in own.get(reverse("my_file")).text
    with cast.branch_a.scope():
        Interview.objects.update(held_on=timezone.localdate() - timedelta(days=1), status="held")
    page = desk_of(desk, candidacy)
    assert "Lees de antwoorden." in page and "bereid het gesprek voor" not in page
    assert "praat met de kandidaat" not in page and "legt de secretaris de beslissing vast" in page
    page = own.get(reverse("my_file")).text
    assert "praat de selectiecommissie met u" not in page and "Als alles klaar is, beslist de afdeling." in page


def test_what_a_round_leaves_out_is_not_announced(cast: Cast) -> None:
    selection = start_round(cast, cast.a_secretary)
    leave_out(cast, selection, Instrument.QUESTIONNAIRE, Instrument.INTERVIEW)
    added = add(cast.a_secretary, selection, "Bo Smit")
    invited = add(cast.a_secretary, selection, "Kim Janssen", invite=True)
    desk = cast.a_secretary.client()
    for candidacy in (added, invited):
        page = desk_of(desk, candidacy)
        assert "de vragenlijst" not in page and "praat met de kandidaat" not in page
    own = CandidateSession(cast.branch_a, invited.dossier_id).client()
    assert "praat de selectiecommissie met u" not in own.get(reverse("my_file")).text


def test_a_round_without_questionnaire_has_a_dossier_on_paper(cast: Cast) -> None:
    selection = start_round(cast, cast.a_secretary)
    leave_out(cast, selection, Instrument.QUESTIONNAIRE)
    candidacy = add(cast.a_secretary, selection, "Kim Janssen", invite=True)
    client, reference = cast.a_secretary.client(), candidacy.dossier.reference
    assert reverse("candidate_report", args=[reference]) in desk_of(client, candidacy)
    assert client.post(reverse("candidate_report", args=[reference])).status_code == 302
    with cast.branch_a.scope():
        text = printed(Report.objects.get())
    assert "geen antwoorden op een vragenlijst" in text and "nog niet verstuurd" not in text


def test_answers_that_were_not_sent_stay_off_it_when_the_questionnaire_is_left_out(cast: Cast) -> None:
    selection = start_round(cast, cast.a_secretary)
    candidacy = add(cast.a_secretary, selection, "Kim Janssen", invite=True)
    fill_in(candidacy.dossier, 3)
    client, reference = cast.a_secretary.client(), candidacy.dossier.reference
    assert client.post(reverse("candidate_report", args=[reference])).status_code == 403
    leave_out(cast, selection, Instrument.QUESTIONNAIRE)
    assert client.post(reverse("candidate_report", args=[reference])).status_code == 302
    with cast.branch_a.scope():
        report = Report.objects.get()
        text, edition = printed(report), DOSSIER_REPORT.edition(report)
    assert "Zwemclub De Otters" not in text and "Werk en nevenfuncties" not in text and edition == ""


def test_one_candidate_waits_and_two_wait(cast: Cast) -> None:
    selection = start_round(cast, cast.a_secretary)
    client, labels = cast.a_secretary.client(), []
    for name in ("Kim Janssen", "Noor Bakker"):
        add(cast.a_secretary, selection, name, invite=True)
        counts = client.get(reverse("round_desk", args=[selection.pk])).context["counts"]
        labels.append([str(count.label) for count in counts][:2])
    assert labels == [
        ["wacht op de kandidaat", "wacht op u of de commissie"],
        ["wachten op de kandidaat", "wachten op u of de commissie"],
    ]


def test_the_questionnaire_and_its_answers_on_paper_say_whose_text_it_is(cast: Cast) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    model = "niet die van de officiële handreiking"
    own = CandidateSession(cast.branch_a, candidacy.dossier_id).client()
    page = own.get(reverse("my_questionnaire")).text
    assert model in page and "Editie 1, model." in page
    fill_in(candidacy.dossier, -1)
    cast.a_secretary.client().post(reverse("candidate_report", args=[candidacy.dossier.reference]))
    with cast.branch_a.scope():
        assert model in printed(Report.objects.get())


def test_a_decision_is_told_with_its_day_and_who_took_it(cast: Cast) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    fill_in(candidacy.dossier, -1)
    client, reference = cast.a_secretary.client(), candidacy.dossier.reference
    assert "vastgelegd op" not in desk_of(client, candidacy)
    decide(client, reference, "list")
    day = date_format(timezone.localdate(), "j F Y")
    assert f"op de lijst, vastgelegd op {day} (secretaris)" in desk_of(client, candidacy)
    client.post(reverse("candidate_report", args=[reference]))
    with cast.branch_a.scope():
        assert f"Op de lijst, vastgelegd op {day} (secretaris)" in printed(Report.objects.get())
    own = CandidateSession(cast.branch_a, candidacy.dossier_id)
    own.client().post(reverse("my_report"))
    with own.scope():
        assert f"U staat op de lijst, vastgelegd op {day}" in printed(Report.objects.get(kind=OWN_COPY.name))


@pytest.mark.parametrize(("language", "name"), [("nl", "dossier-kandidaat"), ("en", "candidate-file")])
def test_the_name_of_the_file_is_in_the_language_of_the_paper(cast: Cast, language: str, name: str) -> None:
    candidacy = add(cast.a_secretary, start_round(cast, cast.a_secretary), "Kim Janssen", invite=True)
    fill_in(candidacy.dossier, -1)
    path = reverse("candidate_report", args=[candidacy.dossier.reference])
    cast.a_secretary.client().post(path, headers={"accept-language": language})
    with cast.branch_a.scope():
        assert DOSSIER_REPORT.filename(Report.objects.get()) == f"{candidacy.dossier.reference}-{name}.pdf"
