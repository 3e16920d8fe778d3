"""Ordering, making, fetching and erasing reports."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import Act, Event
from portal.organisations.middleware import PERSONAL_DOSSIER, PERSONAL_TENANT
from portal.privacy.dossiers import open_dossier
from portal.privacy.encryption import Unreadable
from portal.privacy.keys import forget_keys
from portal.privacy.models import Dossier, DossierKey
from portal.reports import kinds as registry
from portal.reports.files import erase_reports, read_file
from portal.reports.kinds import ReportKind, register
from portal.reports.models import Report, Status
from portal.reports.order import order_report
from portal.reports.processing_register import REGISTER
from portal.reports.render import MOST_TRIES, expire, render, sweep
from portal.walls.actor import Actor, Refused
from portal.walls.scope import Scope, within
from tests.cast import Cast, Person

CANARY = "kanarie"
pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def kind() -> Iterator[dict[str, Any]]:
    """A kind whose content and fingerprint the test sets."""
    before = dict(registry._kinds)
    state: dict[str, Any] = {"fingerprint": "1", "error": None}

    def context(report: Report) -> dict[str, Any]:
        if state["error"] is not None:
            raise state["error"]
        return {"title": CANARY}

    register(
        ReportKind(
            name="test.kind",
            title="Proef",
            template="reports/base.html",
            context=context,
            may=lambda actor, report: None if actor.is_known else "Nee.",
            fingerprint=lambda dossier, subject: state["fingerprint"],
        )
    )
    yield state
    registry._kinds.clear()
    registry._kinds.update(before)


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    with cast.branch_a.scope():
        return open_dossier(cast.branch_a.pk, "test.kind")


def ordered(person: Person, dossier: Dossier | None = None, **options: str) -> Report:
    with person.scope():
        return order_report(person.actor, "test.kind", dossier=dossier, **options)


def fresh(report: Report) -> Report:
    with within(Scope(system=True)):
        return Report.objects.get(pk=report.pk)


def candidate(client: Any, dossier: Dossier) -> Any:
    session = client.session
    session[PERSONAL_DOSSIER], session[PERSONAL_TENANT] = str(dossier.pk), dossier.tenant_id
    session.save()
    return client


def test_the_same_content_asked_twice_is_one_report(cast: Cast, dossier: Dossier, kind: dict[str, Any]) -> None:
    first, again = ordered(cast.a_secretary, dossier), ordered(cast.a_secretary, dossier)
    assert first == again
    kind["fingerprint"] = "2"
    assert ordered(cast.a_secretary, dossier) != first
    assert ordered(cast.a_secretary, dossier, language="en") != first
    assert ordered(cast.a_member, dossier) != first


def test_who_may_not_is_told_why(cast: Cast) -> None:
    with cast.a_secretary.scope(), pytest.raises(Refused):
        order_report(cast.a_secretary.actor, REGISTER)
    with pytest.raises(Refused):
        order_report(Actor(tenant_id=cast.branch_a.pk), "test.kind")


def test_a_finished_report_opens_and_its_file_is_ciphertext(cast: Cast, dossier: Dossier) -> None:
    report = ordered(cast.a_secretary, dossier)
    assert (render(report.pk), render(report.pk)) == (True, False)
    report = fresh(report)
    with default_storage.open(report.file) as file:
        raw = file.read()
    assert b"%PDF" not in raw
    with cast.branch_a.scope():
        pdf = read_file(fresh(report))
    assert (pdf[:5], len(pdf), report.status) == (b"%PDF-", report.size, Status.DONE)


@pytest.mark.parametrize("where", [0, 40, -1])
def test_one_flipped_bit_in_the_file_is_refused(where: int, cast: Cast, dossier: Dossier) -> None:
    report = ordered(cast.a_secretary, dossier)
    render(report.pk)
    report = fresh(report)
    with default_storage.open(report.file) as file:
        raw = bytearray(file.read())
    raw[where] ^= 1
    default_storage.delete(report.file)
    default_storage.save(report.file, ContentFile(bytes(raw)))
    with pytest.raises(Unreadable), cast.branch_a.scope():
        read_file(report)


def test_a_file_of_another_report_is_refused(cast: Cast, dossier: Dossier) -> None:
    one, other = ordered(cast.a_secretary, dossier), ordered(cast.a_member, dossier)
    render(one.pk)
    render(other.pk)
    one, other = fresh(one), fresh(other)
    one.file, one.checksum = other.file, other.checksum
    with pytest.raises(Unreadable), cast.branch_a.scope():
        read_file(one)


def test_a_report_that_breaks_says_so_and_can_be_tried_again(
    cast: Cast, dossier: Dossier, kind: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    report = ordered(cast.a_secretary, dossier)
    kind["error"] = ValueError(CANARY)
    assert not render(report.pk)
    assert fresh(report).status == Status.FAILED
    assert CANARY not in caplog.text
    client = cast.a_secretary.client()
    assert "niet gemaakt" in client.get(reverse("report_status", args=[report.pk])).content.decode()
    kind["error"] = None
    client.post(reverse("report_retry", args=[report.pk]))
    assert render(report.pk)
    assert fresh(report).status == Status.DONE


def test_ordering_a_failed_report_again_tries_again(cast: Cast, dossier: Dossier, kind: dict[str, Any]) -> None:
    kind["error"] = ValueError()
    report = ordered(cast.a_secretary, dossier)
    render(report.pk)
    ordered(cast.a_secretary, dossier)
    assert (fresh(report).status, fresh(report).attempts) == (Status.QUEUED, 0)


def test_a_passing_fault_is_left_to_the_sweeper_until_it_is_enough(
    cast: Cast, dossier: Dossier, kind: dict[str, Any]
) -> None:
    kind["error"] = OSError("disk full")
    report = ordered(cast.a_secretary, dossier)
    for _attempt in range(MOST_TRIES):
        assert not render(report.pk)
        assert fresh(report).status == Status.RUNNING
    assert not render(report.pk)
    assert fresh(report).status == Status.FAILED


def test_reports_left_lying_are_swept(cast: Cast, dossier: Dossier) -> None:
    queued, lost = ordered(cast.a_secretary, dossier), ordered(cast.a_member, dossier)
    with within(Scope(system=True)):
        Report.objects.filter(pk=lost.pk).update(status=Status.RUNNING)
    assert sweep() == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=11)):
        assert sweep() == 2
        assert sweep() == 0
    assert [render(queued.pk), render(lost.pk)] == [True, True]


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_two_workers_at_once_make_it_once(cast: Cast, dossier: Dossier) -> None:
    report = ordered(cast.a_secretary, dossier)
    made: list[bool] = []

    def work() -> None:
        made.append(render(report.pk))
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(made) == [False, False, False, True]
    assert default_storage.listdir("reports")[1] == [str(report.pk)]


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_a_report_in_a_workers_hands_is_not_swept(cast: Cast, dossier: Dossier) -> None:
    report = ordered(cast.a_secretary, dossier)
    found: list[int] = []

    def look() -> None:
        found.append(sweep())
        connection.close()

    with within(Scope(system=True)):
        Report.objects.select_for_update().get(pk=report.pk)
        with time_machine.travel(timezone.now() + timedelta(minutes=1)):
            other = threading.Thread(target=look)
            other.start()
            other.join()
    assert found == [0]


def test_the_requester_waits_downloads_and_is_logged(cast: Cast, dossier: Dossier) -> None:
    report, client = ordered(cast.a_secretary, dossier), cast.a_secretary.client()
    status, download = (reverse(f"report_{name}", args=[report.pk]) for name in ("status", "download"))
    page = client.get(status)
    assert 'hx-trigger="every 1s"' in page.content.decode()
    assert "Refresh" not in page
    assert client.get(status, {"verversen": "ja"})["Refresh"] == "3"
    assert client.get(download)["Location"] == status
    render(report.pk)
    fragment = client.get(status, headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in fragment
    assert "<html" not in fragment
    answer = client.get(download)
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == f'attachment; filename="{dossier.reference}-proef.pdf"'
    assert "no-store" in answer["Cache-Control"]
    with cast.branch_a.scope():
        assert Event.objects.filter(act=Act.EXPORTED, dossier=dossier, subject=str(report.pk)).count() == 1


@pytest.mark.parametrize("name", ["report_status", "report_download", "report_retry"])
@pytest.mark.parametrize("outsider", ["a_member", "b_secretary", "registrar"])
def test_others_do_not_find_it(name: str, outsider: str, cast: Cast, dossier: Dossier) -> None:
    report, client = ordered(cast.a_secretary, dossier), getattr(cast, outsider).client()
    method = client.post if name == "report_retry" else client.get
    assert method(reverse(name, args=[report.pk])).status_code == 404
    assert method(reverse(name, args=[uuid4()])).status_code == 404


def test_a_candidate_fetches_the_own_copy_and_no_other(cast: Cast, dossier: Dossier, client: Any) -> None:
    with within(Scope(tenant=cast.branch_a.pk, dossier=dossier.pk)):
        own = order_report(Actor(tenant_id=cast.branch_a.pk, dossier_id=dossier.pk), "test.kind", dossier=dossier)
    committees = ordered(cast.a_secretary, dossier)
    render(own.pk)
    candidate(client, dossier)
    assert client.get(reverse("report_download", args=[own.pk])).content.startswith(b"%PDF-")
    assert client.get(reverse("report_status", args=[committees.pk])).status_code == 404


def test_a_file_that_is_gone_can_be_made_again(cast: Cast, dossier: Dossier) -> None:
    report, client = ordered(cast.a_secretary, dossier), cast.a_secretary.client()
    render(report.pk)
    default_storage.delete(fresh(report).file)
    assert client.get(reverse("report_download", args=[report.pk])).status_code == 302
    assert fresh(report).status == Status.FAILED


def test_a_report_expires_with_its_file_and_own_key(cast: Cast, settings: Any) -> None:
    kept, gone = ordered(cast.waterlinge_manager), ordered(cast.waterlinge_privacy_officer)
    render(kept.pk)
    render(gone.pk)
    with within(Scope(system=True)):
        Report.objects.filter(pk=gone.pk).update(expires_at=timezone.now())
    assert (expire(), expire()) == (1, 0)
    assert default_storage.listdir("reports")[1] == [str(kept.pk)]
    assert set(DossierKey.objects.values_list("dossier_id", flat=True)) == {kept.pk}
    forget_keys()
    with cast.waterlinge.scope():
        assert read_file(fresh(kept)).startswith(b"%PDF-")


def test_erasing_a_dossier_takes_its_reports(cast: Cast, dossier: Dossier) -> None:
    report, other = ordered(cast.a_secretary, dossier), ordered(cast.a_secretary)
    render(report.pk)
    render(other.pk)
    with cast.branch_a.scope():
        erase_reports(dossier)
    with within(Scope(system=True)):
        assert list(Report.objects.all()) == [other]
    assert default_storage.listdir("reports")[1] == [str(other.pk)]


def test_the_register_is_ordered_by_its_keepers_only(cast: Cast) -> None:
    order = reverse("register_order")
    assert cast.waterlinge_privacy_officer.client().post(order).status_code == 302
    assert cast.waterlinge_mayor.client().post(order).status_code == 403
