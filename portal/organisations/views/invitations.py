"""A manager invites colleagues, and sends or withdraws their invitations."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.organisations.forms import InvitationForm
from portal.organisations.invitations import expiry, invite
from portal.organisations.members import colleagues, role_choices
from portal.organisations.models import Invitation, Organisation
from portal.organisations.workflow import INVITATION
from portal.walls.actor import Refused
from portal.workflow.door import ChangedMeanwhile, perform
from portal.workflow.versions import version_seen


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def colleague_invite(request: HttpRequest) -> HttpResponse:
    tenant = Organisation.objects.get(pk=request.actor.tenant_id)
    form = InvitationForm(role_choices(tenant.kind), request.POST if request.method == "POST" else None)
    if form.is_valid() and _invited(request, tenant, form):
        return redirect("colleagues")
    context = {
        "form": form,
        "title": _("Collega uitnodigen"),
        "intro": _("Uw collega krijgt een e-mail met een link. De link werkt één keer."),
        "action_label": _("Uitnodiging versturen"),
        "cancel_url": reverse("colleagues"),
        "facts": {
            "who": _("De beheerders van uw organisatie zien naam, e-mailadres en rollen."),
            "next": _("Uw collega maakt een account of logt in, en neemt de uitnodiging aan."),
        },
        "breadcrumbs": [(_("Overzicht"), reverse("home")), (_("Collega's"), reverse("colleagues"))],
    }
    return render(request, "portal/form.html", context)


@require_POST
@requires(Role.MANAGER)
def invitation_resend(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor), pk=invitation_id)
    done = _("De uitnodiging is opnieuw verstuurd. De vorige link werkt niet meer.")
    _take(request, "resend", invitation, done, digest="", expires_at=expiry())
    return redirect("colleagues")


@require_GET
@requires(Role.MANAGER)
def invitation_withdraw_confirm(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor).open(), pk=invitation_id)
    context = {
        "title": _("Uitnodiging van %(name)s intrekken") % {"name": invitation.name},
        "text": _("De link in de e-mail werkt dan niet meer. U kunt later opnieuw uitnodigen."),
        "action_url": reverse("invitation_withdraw", args=[invitation.pk]),
        "action_label": _("Uitnodiging intrekken"),
        "cancel_url": reverse("colleagues"),
        "hidden": {"version": invitation.version},
        "breadcrumbs": [(_("Overzicht"), reverse("home")), (_("Collega's"), reverse("colleagues"))],
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(Role.MANAGER)
def invitation_withdraw(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor), pk=invitation_id)
    _take(request, "withdraw", invitation, _("De uitnodiging is ingetrokken."))
    return redirect("colleagues")


def _take(request: HttpRequest, move: str, invitation: Invitation, done: str, **changes: Any) -> None:
    """Take a move; tell on the next page when somebody came between, as a double click does."""
    seen = version_seen(request.POST.get("version", ""))
    try:
        perform(INVITATION, move, invitation, request.actor, version=seen, **changes)
    except ChangedMeanwhile as changed:
        messages.info(request, changed.reason)
    else:
        messages.success(request, done)


def _invited(request: HttpRequest, tenant: Organisation, form: InvitationForm) -> bool:
    facts = form.cleaned_data
    if colleagues(request.actor).filter(email=facts["email"]).exists():
        form.add_error("email", _("Deze persoon is al uw collega. Geef een extra rol in de lijst met collega's."))
        return False
    try:
        invite(request.actor, tenant, **facts)
    except Refused as refused:
        form.add_error("email", str(refused.reason))
        return False
    messages.success(request, _("De uitnodiging voor %(name)s is verstuurd.") % {"name": facts["name"]})
    return True
