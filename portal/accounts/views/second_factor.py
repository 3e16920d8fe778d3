from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from portal.accounts.factors import has_second_factor
from portal.accounts.middleware import WANTED


@require_GET
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Explain why a second step is needed and where to set it up; with one, go on to the page asked for."""
    if has_second_factor(request):
        return redirect(request.session.pop(WANTED, "home"))
    return render(request, "accounts/second_factor.html")
