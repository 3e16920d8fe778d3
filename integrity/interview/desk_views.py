"""The desk's pages about one interview: the appointment, that it was held, and the end of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.interview.enums import InterviewStatus
from integrity.interview.forms import HoldForm
from integrity.interview.holding import conclude, hold, open_findings
from integrity.interview.models import Interview
from integrity.interview.pages import buttons_for, entry_of, facts_of, rows_of
from integrity.interview.queries import find_interview, interview_of
from integrity.interview.rules import unfit
from integrity.interview.workflow import INTERVIEW
from integrity.screening.presenting import trail
from integrity.screening.queries import candidacy_of
from integrity.screening.rules import READERS, is_running
from portal.accounts.models import User
from portal.audit.models import Act
from portal.audit.record import record
from portal.calendars import calendar_response
from portal.organisations.access import requires
from portal.retention.kinds import erased_on
from portal.walls.actor import Refused, demand
from portal.workflow.door import refusal
from portal.workflow.versions import version_seen

# What concluding brings, for the page that asks to confirm it.
CONCLUDING = [
    gettext_lazy("Het gespreksblad verdwijnt, met alle voorbereiding en de PDF’s ervan."),
    gettext_lazy("Van het gesprek blijft alleen de datum staan, en wie het voerden."),
    gettext_lazy("Maatregelen legt u apart vast. Dat kan voor en na het afronden."),
    gettext_lazy("Vernietig ook het papier. U kunt dit niet terugdraaien."),
]


@require_GET
@requires(*READERS)
def interview(request: HttpRequest, reference: str) -> HttpResponse:
    """When, where and with whom; what is next."""
    candidacy = candidacy_of(request.actor, reference)
    record(request.actor, Act.READ, "interview", dossier_id=candidacy.dossier_id, subject=reference)
    found = find_interview(request.actor, candidacy)
    wanting = unfit([found] if found else []).get(candidacy.dossier_id, [])
    context = {
        "candidacy": candidacy,
        "breadcrumbs": trail(candidacy.round, candidacy),
        "interview": found,
        "ended": is_running(candidacy) is not None,
        "rows": rows_of(found) if found else [],
        "wanting": _(" en ").join(User.objects.filter(pk__in=wanting).values_list("name", flat=True)),
        "buttons": buttons_for(request.actor, candidacy, found),
        "open_findings": len(open_findings(candidacy.dossier)),
        "facts": facts_of(candidacy, found),
    }
    return render(request, "integrity/interview/interview.html", context)


@require_GET
@requires(*READERS)
def interview_calendar(request: HttpRequest, reference: str) -> HttpResponse:
    """The appointment for an interviewer's own calendar."""
    found = interview_of(request.actor, reference)
    record(request.actor, Act.READ, "interview", dossier_id=found.dossier_id, subject=reference)
    return calendar_response([entry_of(found, reverse("interview", args=[reference]))], f"{reference}-gesprek")


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def interview_held(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that the interview was held, and which findings were discussed in it."""
    found = interview_of(request.actor, reference)
    if found.status in (InterviewStatus.HELD, InterviewStatus.CONCLUDED):
        return redirect("interview", reference)
    demand(refusal(INTERVIEW, INTERVIEW.move("hold"), request.actor, found))
    candidacy, findings = found.dossier.candidacy, open_findings(found.dossier)
    form = HoldForm(findings, request.POST or None, initial={"held_on": timezone.localtime(found.at).date()})
    if form.is_valid() and _held(request, found, form):
        return redirect("interview", reference)
    record(request.actor, Act.READ, "interview.sheet", dossier_id=candidacy.dossier_id, subject=reference)
    context = {
        "candidacy": candidacy,
        "breadcrumbs": [*trail(candidacy.round, candidacy), (_("Gesprek"), reverse("interview", args=[reference]))],
        "form": form,
        "version": found.version,
        "back": reverse("interview", args=[reference]),
        "erased": erased_on(candidacy.dossier),
    }
    return render(request, "integrity/interview/held.html", context)


def _held(request: HttpRequest, found: Interview, form: HoldForm) -> bool:
    version = version_seen(request.POST.get("version", ""))
    try:
        hold(request.actor, found, version, form.cleaned_data["held_on"], form.discussed)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return False
    messages.success(request, _("Vastgelegd. Rond het gesprek nu af, dan blijven alleen de maatregelen."))
    return True


@require_GET
@requires(*READERS)
def interview_conclude_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what remains and what goes, before it goes."""
    found = interview_of(request.actor, reference)
    if found.status == InterviewStatus.CONCLUDED:
        return redirect("interview", reference)
    demand(refusal(INTERVIEW, INTERVIEW.move("conclude"), request.actor, found))
    candidacy, left = found.dossier.candidacy, len(open_findings(found.dossier))
    record(request.actor, Act.READ, "candidacy.name", dossier_id=candidacy.dossier_id, subject=reference)
    text = ngettext(
        "Let op: er is nog %(n)s bevinding die niet is besproken.",
        "Let op: er zijn nog %(n)s bevindingen die niet zijn besproken.",
        left,
    )
    context = {
        "title": _("Gesprek met %(name)s afronden?") % {"name": candidacy.name},
        "text": text % {"n": left} if left else _("Na een gesprek blijven alleen de afspraken: de maatregelen."),
        "points": CONCLUDING,
        "action_url": reverse("interview_conclude", args=[reference]),
        "action_label": _("Ja, afronden en wissen"),
        "cancel_url": reverse("interview", args=[reference]),
        "tone": "urgent",
        "breadcrumbs": trail(candidacy.round, candidacy),
        "hidden": {"version": found.version},
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(*READERS)
def interview_conclude(request: HttpRequest, reference: str) -> HttpResponse:
    """Close the interview; the preparation is erased."""
    found = interview_of(request.actor, reference)
    if conclude(request.actor, found, version_seen(request.POST.get("version", ""))):
        messages.success(request, _("Het gesprek is afgerond. De voorbereiding is gewist. Leg nu de maatregelen vast."))
    return redirect("measures", reference)
