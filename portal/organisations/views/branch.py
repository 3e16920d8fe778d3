"""A party branch registers itself: the form, the link that proves the address, and the decision."""

from http import HTTPStatus

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.organisations.branches import APPLICATION_HOURS, apply, confirm, find, find_decided
from portal.organisations.forms import BranchForm

RATE = "branch_register"
NO_APPLICATION = gettext_lazy(
    "Deze link is al gebruikt of te oud. Is uw afdeling nog niet aangemeld? Doe het dan opnieuw."
)


@require_http_methods(["GET", "POST"])
def branch_register(request: HttpRequest) -> HttpResponse:
    form = BranchForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not ratelimit.consume(request, action=RATE, key=form.cleaned_data["applicant_email"]):
            return ratelimit.respond_429(request)
        apply(form.cleaned_data)
        return redirect("branch_register_sent")
    context = {
        "form": form,
        "title": _("Partijafdeling aanmelden"),
        "intro": _("Na het aanmelden krijgt u een e-mail om uw adres te bevestigen."),
        "action_label": _("Aanmelden"),
        "cancel_url": reverse("landing"),
        "facts": {
            "who": _("Een registrator van het ministerie. De registrator ziet nooit gegevens van kandidaten."),
            "erased": _("Bevestigt u uw adres niet, dan wist het portaal de aanmelding na een week."),
            "next": _("De registrator bekijkt uw aanmelding. Daarna krijgt u bericht per e-mail."),
        },
    }
    return render(request, "portal/form.html", context)


@require_GET
def branch_register_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/organisations/branch_register_sent.html", {"hours": APPLICATION_HOURS})


@never_cache
@require_GET
def branch_confirm(request: HttpRequest, token: str) -> HttpResponse:
    application = find(token)
    if application is None:
        return _no_application(request)
    context = {
        "title": _("Aanmelding bevestigen"),
        "text": _("U meldt %(branch)s aan. Deze afdeling stelt kandidaten voor %(body)s.")
        % {"branch": application.branch_name, "body": application.public_body},
        "points": [_("Een registrator van het ministerie bekijkt de aanmelding."), _("U krijgt bericht per e-mail.")],
        "action_url": reverse("branch_confirmed", args=[token]),
        "action_label": _("Aanmelding bevestigen"),
        "cancel_url": reverse("landing"),
    }
    return render(request, "portal/confirm.html", context)


@require_POST
def branch_confirmed(request: HttpRequest, token: str) -> HttpResponse:
    application = find(token)
    if application is None:
        return _no_application(request)
    confirm(application)
    return redirect("branch_register_done")


@require_GET
def branch_register_done(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/organisations/branch_register_done.html")


@never_cache
@require_GET
def branch_decision(request: HttpRequest, token: str) -> HttpResponse:
    asked = find_decided(token)
    if asked is None:
        return _no_application(request)
    return render(request, "portal/organisations/branch_decision.html", {"asked": asked})


def _no_application(request: HttpRequest) -> HttpResponse:
    context = {"reason": NO_APPLICATION, "action": _("Opnieuw aanmelden"), "url": reverse("branch_register")}
    return render(request, "portal/organisations/link_refused.html", context, status=HTTPStatus.NOT_FOUND)
