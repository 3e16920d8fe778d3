"""The conversation sheet at the desk: composing it, how to raise a topic, and the paper."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.interview.enums import TopicSource
from integrity.interview.forms import NoteForm
from integrity.interview.guide import ONLY_SPOKEN
from integrity.interview.models import Interview
from integrity.interview.pages import CANDIDATE_READS, day_of, hours_of, sheet_facts
from integrity.interview.preparing import DOWN, UP, add, move, note, remove
from integrity.interview.queries import interview_of
from integrity.interview.rules import NO_NOTE, may_prepare, may_read_sheet
from integrity.interview.sheet import Group, Item, Sheet, sheet_of
from integrity.interview.workflow import SHEET_REPORT
from integrity.screening.presenting import trail
from integrity.screening.rules import READERS
from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.access import requires
from portal.reports.order import order_report
from portal.walls.actor import demand
from portal.workflow.door import ChangedMeanwhile
from portal.workflow.versions import version_seen

Crumbs = list[tuple[str, str]]


@require_GET
@requires(*READERS)
def interview_sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """The topics in order, and what can be added."""
    interview = interview_of(request.actor, reference)
    sheet = _read(request, interview)
    context = {
        "candidacy": interview.dossier.candidacy,
        "breadcrumbs": _crumbs(interview),
        "interview": interview,
        "when": f"{day_of(interview.at)}, {hours_of(interview)}",
        "sheet": sheet,
        "only_spoken": ONLY_SPOKEN,
        "groups": _groups(sheet),
        "candidate_reads": CANDIDATE_READS,
        "may_prepare": may_prepare(request.actor, interview) is None,
        "facts": sheet_facts(request.actor, interview),
    }
    return render(request, "integrity/interview/sheet.html", context)


def _groups(sheet: Sheet) -> list[Group]:
    """What can be added, by source; what suits this candidate stands out."""
    guide, cards = sheet.offered(TopicSource.GUIDE), sheet.offered(TopicSource.CARD)
    fitting = frozenset(item.address for item in guide if sheet.material.fits(item))
    suggested = frozenset(item.address for item in cards if item.key in sheet.suggested_cards)
    groups = [
        Group(_("Bevindingen uit open bronnen"), sheet.offered(TopicSource.FINDING)),
        Group(_("Antwoorden die vragen oproepen"), sheet.offered(TopicSource.ANSWER)),
        Group(_("Onderwerpen uit de leidraad"), guide, fitting),
        Group(_("Dilemmakaarten"), sorted(cards, key=lambda item: item.address not in suggested), suggested),
    ]
    return [group for group in groups if group.items]


@require_POST
@requires(*READERS)
def interview_sheet_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the ticked topics on the sheet."""
    number = add(request.actor, interview_of(request.actor, reference), request.POST.getlist("topic"))
    if number:
        text = ngettext("%(n)s onderwerp staat erbij.", "%(n)s onderwerpen staan erbij.", number)
        messages.success(request, text % {"n": number})
    else:
        messages.warning(request, _("Er is niets toegevoegd. Vink eerst onderwerpen aan."))
    return redirect("interview_sheet", reference)


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def interview_topic(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """One topic with all there is to say about it and, unless it is only for the conversation, how to raise it."""
    interview = interview_of(request.actor, reference)
    sheet = _read(request, interview)
    item = sheet.find(pk) or _missing()
    if request.method == "POST":
        demand(NO_NOTE if item.only_spoken else None)
    form = None if item.only_spoken else NoteForm(request.POST or None, initial={"note": item.note})
    if form is not None and form.is_valid() and _noted(request, interview, item, form):
        return redirect(_place(reference, pk))
    return _topic_page(request, interview, item, form)


def _topic_page(request: HttpRequest, interview: Interview, item: Item, form: NoteForm | None) -> HttpResponse:
    if form is not None and form.non_field_errors():
        item = sheet_of(interview).find(item.pk) or _missing()
    back = reverse("interview_sheet", args=[interview.dossier.reference])
    context = {
        "candidacy": interview.dossier.candidacy,
        "breadcrumbs": [*_crumbs(interview), (_("Gespreksblad"), back)],
        "item": item,
        "form": form if may_prepare(request.actor, interview) is None else None,
        "version": item.row.version if item.row else 0,
        "only_spoken": ONLY_SPOKEN,
        "candidate_reads": CANDIDATE_READS,
        "facts": sheet_facts(request.actor, interview),
        "back": back,
    }
    return render(request, "integrity/interview/topic.html", context)


def _noted(request: HttpRequest, interview: Interview, item: Item, form: NoteForm) -> bool:
    """Keep the note; when somebody wrote another one meanwhile, say so and leave what was typed."""
    version = version_seen(request.POST.get("version", ""))
    try:
        note(request.actor, interview, item.pk, form.cleaned_data["note"], version)
    except ChangedMeanwhile:
        form.add_error(None, _("Iemand anders schreef hier intussen iets. Kijk wat u wilt bewaren en sla opnieuw op."))
        return False
    messages.success(request, _("Bewaard."))
    return True


@require_POST
@requires(*READERS)
def interview_topic_move(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Put a topic one place up or down."""
    where = UP if request.POST.get("to") == UP else DOWN
    move(request.actor, interview_of(request.actor, reference), pk, where)
    return redirect(_place(reference, pk))


@require_POST
@requires(*READERS)
def interview_topic_remove(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Take a topic off the sheet."""
    remove(request.actor, interview_of(request.actor, reference), pk)
    return redirect("interview_sheet", reference)


@require_POST
@requires(*READERS)
def interview_sheet_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """Order the sheet on paper, for the two interviewers."""
    dossier = interview_of(request.actor, reference).dossier
    report = order_report(request.actor, SHEET_REPORT, dossier=dossier)
    return redirect("report_status", report.pk)


def _read(request: HttpRequest, interview: Interview) -> Sheet:
    demand(may_read_sheet(request.actor, interview))
    dossier = interview.dossier
    record(request.actor, Act.READ, "interview.sheet", dossier_id=dossier.pk, subject=dossier.reference)
    return sheet_of(interview)


def _place(reference: str, pk: UUID) -> str:
    """To a topic on the sheet."""
    return f"{reverse('interview_sheet', args=[reference])}#onderwerp-{pk}"


def _crumbs(interview: Interview) -> Crumbs:
    candidacy, page = interview.dossier.candidacy, reverse("interview", args=[interview.dossier.reference])
    return [*trail(candidacy.round, candidacy), (_("Gesprek"), page)]


def _missing() -> Item:
    raise Http404
