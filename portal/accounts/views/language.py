"""The switch between Dutch and English."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from portal.accounts.log import log_account
from portal.audit.models import Act


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Switch, and remember the choice of whoever is signed in, for their mail and their next visit."""
    chosen, person = request.POST.get("language", ""), request.user
    if person.is_authenticated and chosen in dict(settings.LANGUAGES) and chosen != person.language:
        person.language = chosen
        person.save(update_fields=["language"])
        log_account(person.pk, Act.WROTE, "account.profile")
    return set_language(request)
