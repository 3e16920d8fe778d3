"""The invited person opens the link, makes an account or signs in, and accepts.

Fetching the link changes nothing, for mail scanners fetch links too. The session remembers the
digest, so that the token itself appears in one address only.
"""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.invited import remember_invited
from portal.organisations.invitations import find, has_account, may_accept, usable
from portal.organisations.middleware import ACTING_TENANT
from portal.organisations.models import Invitation
from portal.organisations.workflow import INVITATION
from portal.privacy.encryption import token_digest
from portal.walls.actor import Actor, Reason
from portal.walls.scope import Scope, within
from portal.workflow.door import perform

INVITATION_DIGEST = "invitation_digest"
UNKNOWN = gettext_lazy(
    "Deze link werkt niet (meer). Misschien is er later een nieuwe gestuurd. "
    "Zoek de nieuwste e-mail, of vraag de beheerder van de organisatie om een nieuwe uitnodiging."
)


@never_cache
@require_GET
def invitation_open(request: HttpRequest, token: str) -> HttpResponse:
    digest = token_digest(token)
    if find(digest) is None:
        return _refuse(request, UNKNOWN, HTTPStatus.NOT_FOUND)
    request.session[INVITATION_DIGEST] = digest
    return redirect("invitation")


@never_cache
@require_GET
def invitation(request: HttpRequest) -> HttpResponse:
    asked, reason, status = _asked(request)
    if asked is None or reason is not None:
        return _refuse(request, reason, status)
    known = has_account(asked)
    context = {"invitation": asked, "has_account": known, "second_factor": settings.SECOND_FACTOR_REQUIRED}
    return render(request, "portal/organisations/invitation.html", context)


@require_POST
def invitation_account(request: HttpRequest) -> HttpResponse:
    """Go and make an account for the invited address, or sign in with the one that exists."""
    asked, reason, status = _asked(request)
    if asked is None or reason is not None:
        return _refuse(request, reason, status)
    here = reverse("invitation")
    if request.user.is_authenticated:
        return redirect(here)
    if has_account(asked):
        return redirect_to_login(here)
    remember_invited(request, asked.email, asked.name)
    return redirect(f"{reverse('account_signup')}?{urlencode({'next': here})}")


@require_POST
def invitation_accept(request: HttpRequest) -> HttpResponse:
    asked, reason, status = _asked(request)
    if asked is None or reason is not None:
        return _refuse(request, reason, status)
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("invitation"))
    tenant = asked.tenant
    actor = Actor(name=request.user.name, user_id=request.user.pk, tenant_id=tenant.pk, tenant_name=str(tenant))
    with within(Scope(tenant=tenant.pk, person=actor.user_id)):
        perform(INVITATION, "accept", asked, actor)
    del request.session[INVITATION_DIGEST]
    request.session[ACTING_TENANT] = tenant.pk
    messages.success(request, _("Welkom bij %(name)s.") % {"name": tenant})
    return redirect("home")


def awaits_answer(request: HttpRequest) -> bool:
    """This session opened an invitation that its person can accept."""
    asked, reason, _status = _asked(request)
    return asked is not None and reason is None


def _asked(request: HttpRequest) -> tuple[Invitation | None, Reason, HTTPStatus]:
    """Return the invitation this session opened, with why it does not work for this person, if so."""
    asked = find(request.session.get(INVITATION_DIGEST, ""))
    if asked is None:
        return None, UNKNOWN, HTTPStatus.NOT_FOUND
    if (reason := usable(asked)) is not None:
        return asked, reason, HTTPStatus.GONE
    if request.user.is_authenticated:
        return asked, may_accept(Actor(user_id=request.user.pk), asked), HTTPStatus.FORBIDDEN
    return asked, None, HTTPStatus.OK


def _refuse(request: HttpRequest, reason: Reason, status: HTTPStatus) -> HttpResponse:
    if status is not HTTPStatus.FORBIDDEN:
        request.session.pop(INVITATION_DIGEST, None)
    context = {"reason": reason, "other_address": status is HTTPStatus.FORBIDDEN}
    return render(request, "portal/organisations/invitation_refused.html", context, status=status)
