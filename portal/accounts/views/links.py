from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.accounts.destinations import url_for_dossier
from portal.accounts.forms import NewLinkForm
from portal.accounts.limits import Limit, client, too_many
from portal.accounts.links import LinkRefused, redeem, send_again
from portal.accounts.middleware import PERSONAL_DOSSIER, PERSONAL_SINCE, PERSONAL_TENANT
from portal.accounts.models import PersonalLink
from portal.privacy.models import Dossier
from portal.walls.scope import Scope, within

HOUR = 3600
OPENINGS = Limit("link-openings", 30, HOUR // 6)
BY_CLIENT = Limit("new-link-client", 20, HOUR)
BY_ADDRESS = Limit("new-link-address", 5, HOUR)
BY_REFERENCE = Limit("new-link-reference", 5, HOUR)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def personal_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button first, because mail scanners open links; the button uses the link up."""
    response = _open(request, token) if request.method == "POST" else render(request, "accounts/link.html")
    # The token in the path goes nowhere. "no-referrer" would say the same, but then browsers send
    # "Origin: null" with the button, which the check against forged requests refuses.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _open(request: HttpRequest, token: str) -> HttpResponse:
    if not OPENINGS.allows(client(request)):
        return too_many(request)
    try:
        link = redeem(token)
    except LinkRefused as refused:
        return render(request, "accounts/link_refused.html", {"reason": refused.reason}, status=403)
    start_personal_session(request, link)
    with within(Scope(tenant=link.tenant_id, dossier=link.dossier_id)):
        return redirect(url_for_dossier(Dossier.objects.get(pk=link.dossier_id)))


def start_personal_session(request: HttpRequest, link: PersonalLink) -> None:
    """End whatever session there was and start one that opens the one dossier of `link`.

    It lasts until a newer link is used: so the person can shut out whoever came in before.
    """
    logout(request)
    request.session[PERSONAL_DOSSIER] = str(link.dossier_id)
    request.session[PERSONAL_TENANT] = link.tenant_id
    request.session[PERSONAL_SINCE] = link.used_at.isoformat()
    request.session.set_expiry(settings.PERSONAL_SESSION_SECONDS)


@require_http_methods(["GET", "POST"])
def new_link(request: HttpRequest) -> HttpResponse:
    """Ask for a new link. The answer never tells whether address and reference are known."""
    form = NewLinkForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "accounts/link_new.html", {"form": form})
    email, reference = form.cleaned_data["email"], form.cleaned_data["reference"]
    allowed = [BY_CLIENT.allows(client(request)), BY_ADDRESS.allows(email), BY_REFERENCE.allows(reference)]
    if not all(allowed):
        return too_many(request)
    send_again(email, reference)
    return redirect("personal_link_asked")


@require_GET
def new_link_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/link_asked.html")


@require_POST
def personal_leave(request: HttpRequest) -> HttpResponse:
    """End a personal-link session. Someone with an account signs out elsewhere."""
    if PERSONAL_DOSSIER in request.session:
        request.session.flush()
    return redirect("personal_goodbye")


@require_GET
def goodbye(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/goodbye.html")
