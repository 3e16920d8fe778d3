"""What is next for a candidate, and a decision while something is still open."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from integrity.background.enums import CertificateStatus
from integrity.background.models import Certificate
from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy
from tests.cast import Cast
from tests.screening import CandidateSession, decide

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def desk(cast: Cast) -> Client:
    return cast.a_secretary.client()


def use(cast: Cast, candidacy: Candidacy, *instruments: str) -> None:
    with cast.branch_a.scope():
        others = candidacy.round.instruments.exclude(instrument__in=instruments)
        others.update(used=False, reason="Niet in deze proef.")


def next_step(client: Client, candidacy: Candidacy) -> tuple[str, str]:
    told = client.get(reverse("candidate", args=[candidacy.dossier.reference])).context["next_step"]
    return told.title, told.text


def confirm(client: Client, candidacy: Candidacy, step: str) -> list[dict[str, Any]]:
    page = client.post(reverse("candidate_confirm", args=[candidacy.dossier.reference]), {"step": step})
    return page.context["alerts"]


def test_the_page_says_who_is_to_act(cast: Cast, desk: Client, candidacy: Candidacy) -> None:
    use(cast, candidacy, "questionnaire", "open_sources")
    assert next_step(desk, candidacy) == (
        "Wachten op de kandidaat",
        "De kandidaat is aan zet: Vragenlijst. Intussen kunt u aan de slag met: Open bronnen.",
    )
    fill_in(candidacy.dossier, -1)
    assert next_step(desk, candidacy)[0] == "De vragenlijst is binnen"
    desk.get(reverse("candidate_answers", args=[candidacy.dossier.reference]))
    assert next_step(desk, candidacy) == ("U bent aan zet: antecedenten: open bronnen", "Nog niet bekeken.")
    use(cast, candidacy, "questionnaire")
    assert next_step(desk, candidacy)[0] == "Alles is klaar"


def test_a_returned_questionnaire_waits_until_each_has_read_it(cast: Cast, desk: Client, candidacy: Candidacy) -> None:
    fill_in(candidacy.dossier, -1)
    member = cast.a_member.client()

    def waits(client: Client) -> bool:
        return any("binnen" in one.title for one in client.get(reverse("home")).context["waiting"])

    assert (waits(desk), waits(member)) == (True, True)
    member.get(reverse("candidate_answers", args=[candidacy.dossier.reference]))
    assert (waits(desk), waits(member)) == (True, False)


def test_a_decision_tells_what_is_still_open(cast: Cast, desk: Client, candidacy: Candidacy) -> None:
    use(cast, candidacy, "rules", "questionnaire", "open_sources")
    assert confirm(desk, candidacy, "pass_over") == [
        {
            "title": "Nog niet klaar",
            "text": "U kunt toch beslissen. Daarna vraagt het portaal niemand meer om dit te doen.",
            "points": [
                "Vuistregels: nog niet gelezen. De kandidaat is aan zet.",
                "Vragenlijst: nog niet begonnen. De kandidaat is aan zet.",
                "Open bronnen: nog niet bekeken.",
            ],
        }
    ]


def test_after_a_decision_nobody_is_asked_any_more(cast: Cast, desk: Client, candidacy: Candidacy) -> None:
    decide(desk, candidacy.dossier.reference, "list")
    own = CandidateSession(cast.branch_a, candidacy.dossier_id).client()
    assert [str(task.title) for task in own.get(reverse("my_file")).context["tasks"]] == []
    assert own.post(reverse("my_rules"), {"edition": "1", "read": "on"}).status_code == 403
    assert desk.get(reverse("round_desk", args=[candidacy.round_id]) + "?waits_for=candidate").context["rows"] == []
    assert desk.get(reverse("candidate", args=[candidacy.dossier.reference])).context["next_step"].buttons == []


def test_in_two_windows_the_second_reads_how_it_was_decided(cast: Cast, desk: Client, candidacy: Candidacy) -> None:
    reference = candidacy.dossier.reference
    decide(cast.a_secretary.client(), reference, "list")
    seen = {"step": "pass_over", "version": candidacy.version}
    told = []
    for name in ("candidate_decide", "candidate_confirm"):
        page = desk.post(reverse(name, args=[reference]), seen, follow=True)
        assert page.redirect_chain == [(reverse("candidate", args=[reference]), 302)]
        told += [str(message) for message in page.context["messages"]]
    assert told == [
        "Iemand anders heeft dit intussen gewijzigd. Hieronder staat de nieuwste stand. Kijk of uw stap nog nodig is.",
        "Deze stap kan nu niet, want de stand is “op de lijst”.",
    ]
    with cast.branch_a.scope():
        candidacy.refresh_from_db()
    assert candidacy.status == "listed"


@pytest.mark.parametrize(
    ("status", "talked_on", "step", "told"),
    [
        (CertificateStatus.NOT_PROVIDED, None, "list", True),
        (CertificateStatus.NOT_PROVIDED, None, "pass_over", False),
        (CertificateStatus.NOT_PROVIDED, "2030-01-03", "list", False),
        (CertificateStatus.SEEN, None, "list", False),
    ],
)
def test_the_board_talks_before_somebody_without_certificate_is_listed(
    cast: Cast, desk: Client, candidacy: Candidacy, status: str, talked_on: str | None, step: str, told: bool
) -> None:
    with cast.branch_a.scope():
        Certificate.objects.create(
            tenant_id=cast.branch_a.pk, dossier=candidacy.dossier, status=status, talked_on=talked_on
        )
    titles = [alert["title"] for alert in confirm(desk, candidacy, step)]
    assert ("Praat eerst met de kandidaat" in titles) == told
