"""Adding a whole list of candidates: hand in, look at every row, add."""

from itertools import cycle
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from integrity.screening.candidates import Newcomer, add_candidates
from integrity.screening.importing.checking import Checked, Checker
from integrity.screening.importing.columns import Entry, Listed
from integrity.screening.importing.forms import ListForm
from integrity.screening.importing.sealing import open_entries, seal_entries
from integrity.screening.importing.tables import MAX_BYTES, as_text
from integrity.screening.models import SelectionRound
from integrity.screening.offices import offices_of
from integrity.screening.presenting import trail
from integrity.screening.queries import addresses_in, round_of
from portal.audit.models import Act
from portal.audit.record import record_daily
from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.privacy.encryption import Unreadable
from portal.questionnaires.enums import Office
from portal.uploads import takes_file

EXAMPLE_NAMES = (("Amber Veenstra", "amber@voorbeeld.example"), ("Bilal Aydin", "bilal@voorbeeld.example"))


@takes_file(MAX_BYTES)
@require_http_methods(["GET", "POST"])
@requires(Role.PARTY_SECRETARY)
def round_import(request: HttpRequest, pk: str) -> HttpResponse:
    """Hand in a list; what comes back is every row as it would be added."""
    selection = round_of(request.actor, pk)
    form = ListForm(selection, request.POST, request.FILES) if request.method == "POST" else ListForm(selection)
    if form.is_valid():
        return _preview(request, selection, form.listed, form.cleaned_data)
    context = {
        "form": form,
        "selection": selection,
        "breadcrumbs": trail(selection),
        "offices": ", ".join(str(office.label) for office in offices_of(selection)),
    }
    return render(request, "integrity/round_import.html", context)


@require_POST
@requires(Role.PARTY_SECRETARY)
def round_import_confirm(request: HttpRequest, pk: str) -> HttpResponse:
    """Add the candidates of a list that was looked at."""
    selection = round_of(request.actor, pk)
    try:
        opened = open_entries(request.actor, selection, request.POST.get("sealed", ""))
    except Unreadable:
        messages.error(request, _("Deze lijst hoort niet bij deze ronde of is onderweg veranderd. Begin opnieuw."))
        return redirect("round_import", pk)
    if not opened.fresh:
        messages.warning(request, _("U bekeek deze lijst meer dan een uur geleden. Kijk de lijst nog een keer na."))
        listed = Listed(opened.entries, [])
        return _preview(request, selection, listed, {"text": "", "office": offices_of(selection)[0]})
    added = add_candidates(request.actor, selection, [Newcomer(e.name, e.email, e.office) for e in opened.entries])
    _tell(request, added, len(opened.entries) - added)
    return redirect("round_desk", pk)


@require_GET
@requires(Role.PARTY_SECRETARY)
def round_import_example(request: HttpRequest, pk: str) -> HttpResponse:
    """A list to fill in, in a form that Excel opens well."""
    offices = offices_of(round_of(request.actor, pk))
    rows = [
        (name, email, str(office.label)) for (name, email), office in zip(EXAMPLE_NAMES, cycle(offices), strict=False)
    ]
    content = "\ufeff" + as_text([(_("naam"), _("e-mailadres"), _("functie")), *rows])
    disposition = {"Content-Disposition": 'attachment; filename="voorbeeld-kandidaten.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=disposition)


def _preview(
    request: HttpRequest, selection: SelectionRound, listed: Listed, handed_in: dict[str, Any]
) -> HttpResponse:
    known = addresses_in(selection)
    checker = Checker(selection, Office(handed_in["office"]), frozenset(known))
    checked = [checker.check(entry) for entry in listed.entries]
    # Who sees that an address is in the round already has learned something of that candidate.
    met = {known.get(entry.email.casefold()) for entry in listed.entries} - {None}
    record_daily(request.actor, Act.READ, "candidacy.compared", met)
    good, faulty = [row for row in checked if not row.faults], [row for row in checked if row.faults]
    context = {
        "selection": selection,
        "breadcrumbs": [*trail(selection), (_("Lijst toevoegen"), reverse("round_import", args=[selection.pk]))],
        "good": good,
        "faulty": faulty,
        "total": len(checked),
        "ignored": ", ".join(listed.ignored),
        "sealed": seal_entries(request.actor, selection, [_as_added(row) for row in good]) if good else "",
        "form": _to_correct(selection, handed_in["text"] or _typed(listed.entries), handed_in["office"]),
    }
    return render(request, "integrity/round_import_preview.html", context)


def _to_correct(selection: SelectionRound, text: str, office: str) -> ListForm:
    form = ListForm(selection, initial={"text": text, "office": office})
    form.fields["text"].label, form.fields["text"].required = _("Uw lijst"), True
    del form.fields["file"]
    return form


def _as_added(row: Checked) -> Entry:
    return Entry(row.entry.number, row.entry.name, row.entry.email, str(row.office))


def _typed(entries: list[Entry]) -> str:
    """The list as text, so that somebody who sent a file can correct it on the page."""
    head = (_("naam"), _("e-mailadres"), _("functie"))
    return as_text([head, *((entry.name, entry.email, entry.office) for entry in entries)])


def _tell(request: HttpRequest, added: int, there: int) -> None:
    if not added:
        messages.info(request, _("Al deze kandidaten staan in de ronde. Er is niemand dubbel toegevoegd."))
        return
    text = ngettext("%(n)s kandidaat is toegevoegd.", "%(n)s kandidaten zijn toegevoegd.", added) % {"n": added}
    if there:
        already = ngettext("%(n)s stond er al.", "%(n)s stonden er al.", there) % {"n": there}
        text = f"{text} {already}"
    unsent = _("Er is nog niets verstuurd.")
    messages.success(request, f"{text} {unsent}")
