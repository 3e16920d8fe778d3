"""The self-assessment: open to all, answered in words, and nothing of it is kept anywhere."""

import html
import logging
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from integrity.screening.demo import fill_in
from integrity.screening.models import Candidacy
from integrity.screening.self_assessment import SELF_ASSESSMENT_SLUG, outcome_of
from portal.audit.models import Event
from portal.questionnaires.models import Edition
from tests.cast import Cast
from tests.screening import CandidateSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
THOUGHT = "Kanarie-gedachte die nergens mag blijven"
PAGE = "/zelfassessment/"


def edition() -> Edition:
    return Edition.objects.get(slug=SELF_ASSESSMENT_SLUG)


def answers(choice: str) -> dict[str, str]:
    """The same choice everywhere, and a canary in every field for text."""
    questions = [question for _section, question in edition().questionnaire.questions()]
    return {question.id: choice if question.options else THOUGHT for question in questions}


def rows_written() -> dict[str, int]:
    """Rows written so far in this transaction, per table; PostgreSQL counts those behind walls too."""
    found = {}
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
            found |= {f"{alias}.{table}": rows for table, rows in cursor.fetchall()}
    return found


def writes(queries: CaptureQueriesContext) -> list[str]:
    return [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE", "TRUNCATE", "COPY"}]


def redis_holds() -> dict[bytes, Any]:
    server = cache._cache.get_client(write=True)
    return {key: server.dump(key) for key in server.scan_iter("*")}


def visitors(cast: Cast, session: CandidateSession) -> dict[str, Client]:
    return {"visitor": Client(), "secretary": cast.a_secretary.client(), "candidate": session.client()}


@pytest.mark.parametrize("who", ["visitor", "secretary", "candidate"])
def test_nothing_is_stored_of_anyone(
    cast: Cast, session: CandidateSession, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = visitors(cast, session)[who]
    assert len(rows_written()) > 20
    before, redis, cookies = rows_written(), redis_holds(), dict(client.cookies)
    with (
        caplog.at_level(logging.DEBUG),
        CaptureQueriesContext(connection) as queries,
        CaptureQueriesContext(connections["keys"]) as of_keys,
    ):
        caplog.clear()
        pages = [client.get(PAGE), client.post(PAGE, answers("mostly"))]
    assert [page.status_code for page in pages] == [200, 200]
    assert THOUGHT in pages[1].text
    for page in pages:
        assert page.cookies == {}
        assert "no-store" in page.headers["Cache-Control"]
    assert (writes(queries), list(of_keys)) == ([], [])
    assert not any(THOUGHT in query["sql"] or "django_session" in query["sql"] for query in queries)
    assert (rows_written(), dict(client.cookies)) == (before, cookies)
    # Keys of other tests may have had their time meanwhile; none came and none changed.
    assert redis_holds().items() <= redis.items()
    assert THOUGHT not in caplog.text and "mostly" not in caplog.text


def test_the_page_knows_nobody(cast: Cast, session: CandidateSession) -> None:
    plain = Client().get(PAGE).text
    for client in visitors(cast, session).values():
        assert client.get(PAGE).text == plain
    assert "csrfmiddlewaretoken" not in plain


def test_it_needs_no_token_and_no_cookie(cast: Cast) -> None:
    assert Client(enforce_csrf_checks=True).post(PAGE, answers("mostly")).status_code == 200


def test_the_answer_is_words_per_theme_and_never_a_number(cast: Cast) -> None:
    tree = edition().questionnaire
    for choice, band in (("not_at_all", 0), ("completely", -1)):
        page = html.unescape(Client().post(PAGE, answers(choice)).text)
        main = page[page.index("<main ") : page.index('<p class="edition-source"')]
        for section, feedback in zip(tree.sections, tree.feedback, strict=True):
            assert str(section.title) in main
            assert str(feedback.bands[band].text).splitlines()[0] in main
        assert not any(character.isdigit() for character in strip_tags(main))


def test_there_are_statements_and_themes_enough(cast: Cast) -> None:
    statements = [question for _s, question in edition().questionnaire.questions() if question.theme]
    assert len(statements) >= 24 and len({question.theme for question in statements}) >= 6


def test_a_theme_without_answers_says_so(cast: Cast) -> None:
    first = edition().questionnaire.sections[0].questions[0].id
    outcome = outcome_of(edition(), {first: "completely"})
    assert [bool(theme.text) for theme in outcome] == [True] + [False] * (len(outcome) - 1)
    assert "Over dit onderwerp koos u niets." in Client().post(PAGE, {first: "completely"}).text


def test_an_empty_form_comes_back_with_a_word(cast: Cast) -> None:
    assert "U hebt nog niets gekozen" in Client().post(PAGE, {}).text


def test_what_does_not_fit_comes_back_as_typed(cast: Cast) -> None:
    page = Client().post(PAGE, {"motivation_reflection": "x" * 1001, "motivation_own_reason": "mostly"})
    assert "Er is iets niet goed ingevuld" in page.text and "x" * 1001 in page.text
    assert Client().post(PAGE, {"motivation_own_reason": "9"}).status_code == 200


def test_typed_html_stays_text(cast: Cast) -> None:
    page = Client().post(PAGE, {"motivation_reflection": "<script>alert(1)</script>"}).text
    assert "&lt;script&gt;alert" in page and "<script>alert" not in page


def test_the_other_language_is_a_link_away(cast: Cast) -> None:
    page = Client().get(PAGE, {"taal": "en"})
    assert "Self-assessment: is this office for me?" in page.text and page.cookies == {}
    assert Client().get(PAGE, {"taal": "de"}).status_code == 404


def test_other_ways_of_asking_are_refused(cast: Cast) -> None:
    assert Client().put(PAGE).status_code == 405


def test_the_exit_leads_outside_the_portal(cast: Cast, settings: Any) -> None:
    for page in (Client().get(PAGE), Client().post(PAGE, answers("mostly"))):
        assert f'href="{settings.QUICK_EXIT_URL}"' in page.text and "data-quick-exit" in page.text


def test_the_tick_is_the_persons_own_and_keeps_a_day(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    client, tick = session.client(), reverse("my_self_assessment_tick")
    assert reverse("self_assessment") in client.get(reverse("my_self_assessment")).text
    with session.scope():
        events = Event.objects.count()
    assert client.post(tick, {"done": "yes"}).url == reverse("my_file")
    assert "Gedaan" in client.get(reverse("my_file")).text
    with session.scope():
        candidacy.refresh_from_db()
        assert type(candidacy.self_assessed_on).__name__ == "date"
        assert Event.objects.count() == events
    client.post(tick)
    with session.scope():
        candidacy.refresh_from_db()
        assert candidacy.self_assessed_on is None


def test_the_desk_does_not_see_the_tick(cast: Cast, candidacy: Candidacy, session: CandidateSession) -> None:
    session.client().post(reverse("my_self_assessment_tick"), {"done": "yes"})
    client = cast.a_secretary.client()
    for address in (
        reverse("candidate", args=[candidacy.dossier.reference]),
        reverse("round_desk", args=[candidacy.round_id]),
    ):
        assert "elfassessment" not in client.get(address).text
    assert client.post(reverse("my_self_assessment_tick"), {"done": "yes"}).status_code == 403


def test_a_report_ordered_again_does_not_tell_of_the_tick(
    cast: Cast, candidacy: Candidacy, session: CandidateSession
) -> None:
    fill_in(candidacy.dossier, -1)
    desk, own = cast.a_secretary.client(), session.client()
    urls = {desk: reverse("candidate_report", args=[candidacy.dossier.reference]), own: reverse("my_report")}
    before = {client: client.post(url).url for client, url in urls.items()}
    own.post(reverse("my_self_assessment_tick"), {"done": "yes"})
    after = {client: client.post(url).url for client, url in urls.items()}
    assert (after[desk] == before[desk], after[own] == before[own]) == (True, False)


def test_no_model_could_hold_an_answer() -> None:
    names = {model.__name__.lower() for model in apps.get_models()}
    assert not any("selfassessment" in name for name in names)


def test_the_proof_notices_a_row_that_is_written(cast: Cast, session: CandidateSession) -> None:
    before = rows_written()
    session.client().post(reverse("my_self_assessment_tick"), {"done": "yes"})
    changed = {table for table, rows in rows_written().items() if rows != before[table]}
    assert "default.integrity_candidacy" in changed
