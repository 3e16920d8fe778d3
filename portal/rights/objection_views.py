"""Objections: the pages of the person who makes one, and of the desk that answers."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.accounts.destinations import url_for_dossier
from portal.accounts.limits import Limit
from portal.audit.models import Act
from portal.audit.record import record
from portal.organisations.access import candidate_only, requires
from portal.privacy.models import Dossier
from portal.retention.kinds import erased_on
from portal.rights.desks import desk_of
from portal.rights.forms import AnswerForm, ObjectionForm
from portal.rights.models import Objection
from portal.rights.objections import answer_objection, answered_before, make_objection, take_back
from portal.rights.presenting import day_in_words, for_the_desk, for_the_person, last_day
from portal.rights.queries import objection_at_desk, objections_about, objections_for, own_dossier
from portal.rights.rules import has_a_desk, may_answer
from portal.walls.actor import demand
from portal.workflow.door import ChangedMeanwhile
from portal.workflow.versions import version_seen

PER_PAGE = 50
# Each one mails the desk.
OBJECTIONS = Limit("objections", 5, 24 * 3600, lenient=True)
TOO_OFTEN = gettext_lazy("U hebt vandaag al vaak bezwaar gemaakt. Bewaar uw tekst en probeer het morgen opnieuw.")
WAITS_ALREADY = gettext_lazy(
    "U hebt al een bezwaar dat op antwoord wacht. Wacht op het antwoord, of trek dat bezwaar eerst in."
)


@require_GET
@candidate_only
def my_objections(request: HttpRequest) -> HttpResponse:
    """The own objections with their answers, and where to go when those do not help."""
    dossier = own_dossier(request.actor)
    found = [for_the_person(one) for one in objections_about(request.actor, dossier)]
    context = {
        "breadcrumbs": [(_("Uw dossier"), url_for_dossier(dossier))],
        "dossier": dossier,
        "dossier_url": url_for_dossier(dossier),
        "organisation": request.actor.tenant_name,
        "desk": desk_of(dossier),
        "objections": found,
        "waits": any(one.is_open for one in found),
        "erased": erased_on(dossier),
    }
    return render(request, "portal/rights/my_objections.html", context)


@require_http_methods(["GET", "POST"])
@candidate_only
def my_objection_new(request: HttpRequest) -> HttpResponse:
    """Write an objection and send it."""
    dossier = own_dossier(request.actor)
    form = ObjectionForm(request.POST or None)
    if form.is_valid() and _made(request, dossier, form):
        messages.success(request, _("Uw bezwaar is verstuurd. Hieronder staat wanneer u antwoord krijgt."))
        return redirect("my_objections")
    until = day_in_words(answered_before(localdate()))
    context = {
        "title": _("Bezwaar maken"),
        "breadcrumbs": [(_("Uw dossier"), url_for_dossier(dossier)), (_("Uw bezwaren"), reverse("my_objections"))],
        "intro": _("U hoeft geen wetten te noemen. Vertel het in uw eigen woorden."),
        "form": form,
        "action_label": _("Bezwaar versturen"),
        "cancel_url": reverse("my_objections"),
        "facts": {
            "who": _("U en %(who)s. Anderen zien alleen dat er een bezwaar is.") % {"who": desk_of(dossier).who},
            "erased": _("Samen met uw dossier."),
            "next": _("U krijgt antwoord, uiterlijk op %(day)s. Tot dan kunt u het intrekken.") % {"day": until},
        },
    }
    return render(request, "portal/form.html", context)


def _made(request: HttpRequest, dossier: Dossier, form: ObjectionForm) -> bool:
    """Make the objection; False, with the fault in the form, when there is one already or when it comes too often."""
    text = form.cleaned_data["text"]
    if not OBJECTIONS.allows(str(dossier.pk)):
        form.add_error(None, TOO_OFTEN)
    elif make_objection(request.actor, dossier, text).text != text:
        form.add_error(None, WAITS_ALREADY)
    return form.is_valid()


@require_POST
@candidate_only
def my_objection_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an objection back."""
    dossier = own_dossier(request.actor)
    objection = get_object_or_404(Objection.objects.visible_to(request.actor), pk=pk, dossier=dossier)
    if take_back(request.actor, objection):
        messages.success(request, _("U hebt uw bezwaar ingetrokken."))
    return redirect("my_objections")


@require_GET
@requires()
def objections(request: HttpRequest) -> HttpResponse:
    """The objections of the organisation by reference: those that wait first. No names, no content."""
    demand(has_a_desk(request.actor))
    rows = objections_for(request.actor).order_by("answered_at", "made_at")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = [(one, last_day(one)) for one in page]
    return render(request, "portal/rights/objections.html", {"rows": shown, "page": page})


@require_http_methods(["GET", "POST"])
@requires()
def objection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read one objection and answer it."""
    found = objection_at_desk(request.actor, pk)
    demand(may_answer(request.actor, found))
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        version = version_seen(request.POST.get("version", ""))
        typed = form.cleaned_data
        try:
            answer_objection(request.actor, found, typed["decision"], typed["answer"], version)
        except ChangedMeanwhile:
            return _show(request, objection_at_desk(request.actor, pk), form, unsent=typed["answer"])
        messages.success(request, _("Uw antwoord is verstuurd. De ander krijgt bericht dat het er staat."))
        return redirect("objection", pk)
    return _show(request, found, form)


def _show(request: HttpRequest, found: Objection, form: AnswerForm, unsent: str = "") -> HttpResponse:
    """The page of one objection. unsent: an answer that came too late, so that nobody loses what they wrote."""
    dossier = found.dossier
    page = desk_of(dossier).page(dossier)
    named = _("Dossier %(reference)s") % {"reference": dossier.reference}
    record(request.actor, Act.READ, "objection", dossier_id=dossier.pk, subject=str(found.pk))
    context = {
        "breadcrumbs": [(_("Bezwaren"), reverse("objections")), (named, page)],
        "dossier_url": page,
        "shown": for_the_desk(found),
        "form": form,
        "unsent": unsent,
        "desk": desk_of(dossier),
        "erased": erased_on(dossier),
    }
    return render(request, "portal/rights/objection.html", context, status=409 if unsent else 200)
