"""A manager looks after the people of the own organisation."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.accounts.models import User
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.organisations.forms import ColleagueFilter, RoleForm
from portal.organisations.members import add_role, colleagues, end_membership, may_end, role_choices
from portal.organisations.models import Invitation, Membership, Organisation
from portal.privacy.searching import as_address, from_address
from portal.walls.actor import Refused, demand

PER_PAGE, PLACE = 25, "colleagues"


@require_GET
@requires(Role.MANAGER)
def colleague_list(request: HttpRequest) -> HttpResponse:
    tenant = Organisation.objects.get(pk=request.actor.tenant_id)
    form = ColleagueFilter(role_choices(tenant.kind), from_address(request.actor, PLACE, request.GET) or None)
    people = _narrowed(colleagues(request.actor), form)
    context = {
        "form": form,
        "page": Paginator(people, PER_PAGE).get_page(request.GET.get("page")),
        "query": _query_without_page(request),
        "invitations": Invitation.objects.visible_to(request.actor).open().order_by("expires_at"),
        "breadcrumbs": [(_("Overzicht"), reverse("home"))],
    }
    return render(request, "portal/organisations/colleague_list.html", context)


@require_POST
@requires(Role.MANAGER)
def colleague_search(request: HttpRequest) -> HttpResponse:
    """Narrow the list. By POST, because a name belongs in no address."""
    query = as_address(request.actor, PLACE, ColleagueFilter.base_fields, request.POST)
    return redirect(f"{reverse('colleagues')}?{query}")


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def role_add(request: HttpRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(colleagues(request.actor), pk=person_id)
    tenant = Organisation.objects.get(pk=request.actor.tenant_id)
    form = RoleForm(role_choices(tenant.kind), request.POST if request.method == "POST" else None)
    if form.is_valid() and _gave_role(request, person, form):
        return redirect("colleagues")
    context = {
        "form": form,
        "title": _("Rol geven aan %(name)s") % {"name": person.name},
        "action_label": _("Rol geven"),
        "cancel_url": reverse("colleagues"),
        "breadcrumbs": _breadcrumbs(),
    }
    return render(request, "portal/form.html", context)


@require_GET
@requires(Role.MANAGER)
def membership_end_confirm(request: HttpRequest, membership_id: int) -> HttpResponse:
    membership = _membership(request, membership_id)
    demand(may_end(request.actor, membership))
    name, role = membership.person.name, membership.get_role_display()
    context = {
        "title": _("Rol van %(name)s beëindigen") % {"name": name},
        "text": _("%(name)s is vanaf nu geen %(role)s meer.") % {"name": name, "role": role},
        "points": [
            _("Wat bij deze rol hoort, is direct niet meer te openen."),
            _("Het account van deze persoon blijft bestaan, net als andere rollen."),
        ],
        "action_url": reverse("membership_end", args=[membership.pk]),
        "action_label": _("Rol beëindigen"),
        "cancel_url": reverse("colleagues"),
        "tone": "urgent",
        "breadcrumbs": _breadcrumbs(),
    }
    return render(request, "portal/confirm.html", context)


@require_POST
@requires(Role.MANAGER)
def membership_end(request: HttpRequest, membership_id: int) -> HttpResponse:
    membership = _membership(request, membership_id)
    end_membership(request.actor, membership)
    words = {"name": membership.person.name, "role": membership.get_role_display()}
    messages.success(request, _("%(name)s is geen %(role)s meer.") % words)
    return redirect("home" if membership.person_id == request.actor.user_id else "colleagues")


def _membership(request: HttpRequest, membership_id: int) -> Membership:
    memberships = Membership.objects.visible_to(request.actor).select_related("person")
    return get_object_or_404(memberships, pk=membership_id)


def _gave_role(request: HttpRequest, person: User, form: RoleForm) -> bool:
    try:
        add_role(request.actor, person, form.cleaned_data["role"], form.cleaned_data["start"], form.cleaned_data["end"])
    except Refused as refused:
        form.add_error("role", str(refused.reason))
        return False
    messages.success(request, _("%(name)s heeft de rol gekregen.") % {"name": person.name})
    return True


def _narrowed(people: QuerySet[User], form: ColleagueFilter) -> QuerySet[User]:
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    if typed := wanted.get("q"):
        people = people.filter(Q(name__icontains=typed) | Q(email__icontains=typed))
    if wanted.get("role"):
        people = people.filter(memberships__role=wanted["role"]).distinct()
    return people


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _breadcrumbs() -> list[tuple[str, str]]:
    return [(_("Overzicht"), reverse("home")), (_("Collega's"), reverse("colleagues"))]
