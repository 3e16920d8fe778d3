"""A session as participants see it: a code, a card, one vote. No name, no account; a cookie of their own."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from integrity.cards.enums import Ask
from integrity.cards.forms import JoinForm, VoteForm
from integrity.cards.queries import KEPT, Seat, seat_at
from integrity.cards.sessions import code_digest, join, vote, voter_digest
from portal.accounts.limits import Limit, client, too_many
from portal.workflow.versions import version_seen

COOKIE = "kaartsessie"
TICKET = re.compile(r"([2-9A-HJ-NP-Z]{6})\.([\w-]{32})")
# A whole room may share one address.
JOINS = Limit("card-joins", 150, 600, lenient=True)
REFRESH_SECONDS, PLAIN = 5, "verversen"


@dataclass(frozen=True)
class Ticket:
    """What a participant's cookie says: the code, and a token that stands for nobody."""

    code: str
    token: str

    @property
    def seat(self) -> Seat | None:
        return seat_at(code_digest(self.code), voter_digest(self.token))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cards_join(request: HttpRequest) -> HttpResponse:
    """Ask the code; someone who is in already goes on."""
    form = JoinForm(request.POST or None)
    if request.method != "POST":
        return (
            redirect("cards_play") if _seat(request) else render(request, "integrity/cards/join.html", {"form": form})
        )
    if not JOINS.allows(client(request)):
        return too_many(request)
    if form.is_valid():
        token = join(form.cleaned_data["code"])
        if token is not None:
            return _with_cookie(redirect("cards_play"), f"{form.cleaned_data['code']}.{token}")
        form.add_error("code", _("Met deze code loopt nu geen sessie. Vraag de begeleider om de code."))
    return render(request, "integrity/cards/join.html", {"form": form})


@never_cache
@require_GET
def cards_play(request: HttpRequest) -> HttpResponse:
    """The card on the table. htmx asks again and gets nothing as long as nothing changed."""
    seat = _seat(request)
    if seat is None:
        address = reverse("cards_join")
        return _without_cookie(HttpResponseClientRedirect(address) if request.htmx else redirect(address))
    if request.htmx and request.GET.get("gezien") == str(seat.table.session.version):
        return HttpResponse(status=204)
    return _page(request, seat)


@require_POST
def cards_vote(request: HttpRequest) -> HttpResponse:
    """Count one vote."""
    ticket, seat = _ticket(request), _seat(request)
    if ticket is None or seat is None:
        return redirect("cards_join")
    form = _vote_form(request, seat)
    if not seat.may_vote or seat.table.turn.number != version_seen(request.POST.get("turn", "")):
        return redirect("cards_play")
    if not form.is_valid():
        return _page(request, seat, form)
    if not vote(ticket.code, ticket.token, seat.table.turn.number, form.cleaned_data["choice"]):
        messages.warning(request, _("De stemming was net gesloten, of u had al gestemd."))
    return redirect("cards_play")


@require_POST
def cards_leave(request: HttpRequest) -> HttpResponse:
    """Forget the session in this browser."""
    messages.success(request, _("U doet niet meer mee. Er is niets van u bewaard."))
    return _without_cookie(redirect("dilemma_cards"))


def _ticket(request: HttpRequest) -> Ticket | None:
    match = TICKET.fullmatch(request.COOKIES.get(COOKIE, ""))
    return Ticket(*match.groups()) if match else None


def _seat(request: HttpRequest) -> Seat | None:
    ticket = _ticket(request)
    return ticket.seat if ticket else None


def _vote_form(request: HttpRequest, seat: Seat) -> VoteForm:
    label = Ask(seat.table.turn.ask).label if seat.table.turn else ""
    return VoteForm(request.POST or None, seat.table.choices, label)


def _page(request: HttpRequest, seat: Seat, form: VoteForm | None = None) -> HttpResponse:
    context = {
        "seat": seat,
        "table": seat.table,
        "session": seat.table.session,
        "form": form or _vote_form(request, seat),
    }
    response = render(request, f"integrity/cards/{'seat' if request.htmx else 'play'}.html", context)
    if PLAIN in request.GET:
        # Only who follows the link that a browser without JavaScript shows; elsewhere htmx asks.
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _with_cookie(response: HttpResponse, value: str) -> HttpResponse:
    response.set_cookie(
        COOKIE,
        value,
        max_age=KEPT,
        path=reverse("cards_join"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _without_cookie(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=reverse("cards_join"), samesite="Lax")
    return response
