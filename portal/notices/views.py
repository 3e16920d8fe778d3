"""A person's own notices."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.audit.models import Act
from portal.audit.record import record
from portal.notices import inbox
from portal.notices.forms import PreferencesForm
from portal.notices.models import Notice
from portal.walls.actor import Refused

PER_PAGE = 25
NO_ACCOUNT = gettext_lazy(
    "U kunt dit alleen instellen als u een account hebt. Over uw eigen dossier krijgt u altijd bericht."
)


@never_cache
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    if not request.actor.is_known:
        return redirect_to_login(request.get_full_path())
    mine = Notice.objects.visible_to(request.actor).order_by(F("read_at").desc(nulls_first=True), "-made_at")
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": inbox.lines(page), "unread": inbox.unread_count(request.actor)}
    return render(request, "portal/notices/notice_list.html", context)


@require_POST
def notice_open(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.visible_to(request.actor), pk=notice_id)
    inbox.mark_read(Notice.objects.filter(pk=notice.pk))
    record(request.actor, Act.WROTE, "notice.read", dossier_id=notice.dossier_id, subject=str(notice.pk))
    return redirect(inbox.path_of(notice) or "notices")


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    if not request.actor.is_known:
        return redirect_to_login(reverse("notices"))
    inbox.mark_read(Notice.objects.visible_to(request.actor))
    record(request.actor, Act.WROTE, "notice.read_all")
    return redirect("notices")


@never_cache
@require_http_methods(["GET", "POST"])
def notice_preferences(request: HttpRequest) -> HttpResponse:
    if request.actor.dossier_id is not None:
        raise Refused(NO_ACCOUNT)
    if request.actor.user_id is None:
        return redirect_to_login(request.get_full_path())
    choices = inbox.choices(request.actor)
    form = PreferencesForm(choices, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _choose(request, form.cleaned_data)
    compulsory = [choice.kind for choice in choices if not choice.kind.optional]
    return render(request, "portal/notices/notice_preferences.html", {"form": form, "compulsory": compulsory})


def _choose(request: HttpRequest, mails: dict[str, Any]) -> HttpResponse:
    inbox.choose(request.actor, mails)
    record(request.actor, Act.WROTE, "notice.preferences")
    messages.success(request, _("Uw keuze is opgeslagen."))
    return redirect("notice_preferences")
