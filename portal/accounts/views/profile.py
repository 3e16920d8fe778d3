from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.forms import ProfileForm
from portal.accounts.history import events_of, line_of, sign_ins_of
from portal.accounts.language import follow_language
from portal.accounts.log import log_account
from portal.audit.models import Act

SAVED = _("Uw profiel is opgeslagen.")
PER_PAGE = 25


@require_GET
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    return _page(request, ProfileForm(instance=request.user))


@require_POST
@login_required
def profile_save(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST, instance=request.user)
    if not form.is_valid():
        request.user.refresh_from_db()
        return _page(request, form)
    form.save()
    log_account(request.user.pk, Act.WROTE, "account.profile")
    messages.success(request, SAVED)
    return follow_language(redirect("profile"), form.instance.language)


@require_GET
@login_required
def own_events(request: HttpRequest) -> HttpResponse:
    """Who saw or changed what is held about this account."""
    page = Paginator(events_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [line_of(event, request.user) for event in page],
        "breadcrumbs": [(_("Mijn gegevens"), reverse("profile"))],
    }
    return render(request, "accounts/own_events.html", context)


def _page(request: HttpRequest, form: ProfileForm) -> HttpResponse:
    person = request.user
    names = {provider["provider_id"]: provider["name"] for provider in settings.OIDC_PROVIDERS}
    connected = SocialAccount.objects.filter(user=person).order_by("date_joined")
    context = {
        "form": form,
        "factors": Authenticator.objects.filter(user=person).order_by("type", "created_at"),
        "providers": [(names.get(one.provider, one.provider), one.date_joined) for one in connected],
        "sign_ins": sign_ins_of(person)[:5],
    }
    return render(request, "accounts/profile.html", context)
