"""The candidate's own undertaking: read it, sign it, or ask to talk first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from integrity.measures.presenting import own_trail
from integrity.measures.queries import own_file
from integrity.undertaking.forms import SignForm
from integrity.undertaking.models import Undertaking
from integrity.undertaking.presenting import own_facts_of, shown
from integrity.undertaking.queries import undertaking_of
from integrity.undertaking.reports import UNDERTAKING_PDF
from integrity.undertaking.rules import may_ask_to_talk
from integrity.undertaking.signing import ask_to_talk, sign
from integrity.undertaking.workflow import UNDERTAKING
from portal.organisations.access import candidate_only
from portal.reports.order import order_report
from portal.workflow.door import refusal


@require_http_methods(["GET", "POST"])
@candidate_only
def my_undertaking(request: HttpRequest) -> HttpResponse:
    """Read the text, and sign it as it was on the page."""
    file = own_file(request.actor)
    found = undertaking_of(request.actor, file.dossier)
    if found is None:
        return render(
            request,
            "integrity/undertaking/my_none.html",
            {"breadcrumbs": own_trail(file), "back": own_trail(file)[0][1]},
        )
    form = SignForm(found, found.text["signing"]["candidate"], request.POST or None)
    if form.is_valid():
        if sign(request.actor, found):
            messages.success(request, _("U hebt de verklaring ondertekend. Nu tekent het bestuur van de afdeling."))
        return redirect("my_undertaking")
    context = {
        **shown(found),
        "breadcrumbs": own_trail(file),
        "back": own_trail(file)[0][1],
        "form": form,
        "refused": refusal(UNDERTAKING, UNDERTAKING.move("sign"), request.actor, found),
        "may_talk": may_ask_to_talk(request.actor, found) is None,
        "facts": own_facts_of(file, found),
    }
    return render(request, "integrity/undertaking/my_undertaking.html", context)


@require_POST
@candidate_only
def my_undertaking_talk(request: HttpRequest) -> HttpResponse:
    """Ask to talk before signing."""
    if found := _own(request):
        ask_to_talk(request.actor, found)
        messages.success(request, _("De secretaris weet dat u wilt praten. U hoeft nog niet te tekenen."))
    return redirect("my_undertaking")


@require_POST
@candidate_only
def my_undertaking_pdf(request: HttpRequest) -> HttpResponse:
    """Order the undertaking as PDF."""
    found = _own(request)
    if found is None:
        return redirect("my_undertaking")
    return redirect("report_status", order_report(request.actor, UNDERTAKING_PDF, dossier=found.dossier).pk)


def _own(request: HttpRequest) -> Undertaking | None:
    """None while none was offered; the own page says so."""
    return undertaking_of(request.actor, own_file(request.actor).dossier)
