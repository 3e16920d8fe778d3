"""Pages that show every component, only for the tests: /gallery/<name>/ beside the portal's own URLs."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from portal.walls.actor import Actor, Refused

PAGES = Path(__file__).parent / "pages"
SECRETARY = Actor(name="Noor van den Berg-Achterhuis", user_id=0, tenant_name="Partij voor Morgen Waterlinge")
NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


class EverythingForm(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zoals op de kandidatenlijst.")
    email = forms.EmailField(label="E-mailadres")
    born = forms.DateField(label="Geboortedatum", widget=forms.DateInput(attrs={"type": "date"}))
    office = forms.ChoiceField(label="Functie", choices=[("", "Kies een functie"), ("councillor", "Raadslid")])
    paid = forms.ChoiceField(
        label="Krijgt u geld voor dit werk?",
        help_text="Ook een onkostenvergoeding telt mee.",
        choices=[("yes", "Ja"), ("no", "Nee")],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="Waarover gaat het?",
        choices=[("money", "Geld"), ("family", "Familie"), ("work", "Werk")],
        widget=forms.CheckboxSelectMultiple,
    )
    story = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    agreed = forms.BooleanField(label="Ik heb dit naar waarheid ingevuld")

    def clean(self) -> None:
        raise forms.ValidationError("Een raadslid kan niet ook wethouder zijn.")


class FilterForm(forms.Form):
    query = forms.CharField(label="Zoek op naam", required=False)
    stand = forms.ChoiceField(label="Stand", choices=[("", "Alle"), ("busy", "Bezig")], required=False)


def page(name: str) -> Callable[[HttpRequest], HttpResponse]:
    """Return the view of pages/<name>.html with everything the components need."""

    def view(request: HttpRequest) -> HttpResponse:
        request.actor = SECRETARY
        messages.success(request, "Uw antwoorden zijn opgeslagen.")
        template = engines["django"].from_string((PAGES / f"{name}.html").read_text())
        return HttpResponse(template.render(CONTEXTS[name](), request))

    return view


def confirm(request: HttpRequest) -> HttpResponse:
    request.actor = SECRETARY
    context = {
        "title": "Wilt u deze kandidaat afwijzen?",
        "text": "Dit kunt u niet terugdraaien.",
        "points": ["De kandidaat krijgt een bericht.", "De antwoorden worden over vier weken gewist."],
        "action_url": "/gallery/confirm/",
        "action_label": "Kandidaat afwijzen",
        "cancel_url": "/gallery/tasks/",
        "tone": "urgent",
        "hidden": {"step": "reject"},
    }
    return render(request, "portal/confirm.html", context)


def form(request: HttpRequest) -> HttpResponse:
    request.actor = SECRETARY
    facts = {
        "who": "De secretaris en de selectiecommissie van uw afdeling.",
        "erased": "Vier weken nadat de lijst vaststaat.",
        "next": "De kandidaat krijgt een link.",
    }
    context = {
        "title": "Kandidaat toevoegen",
        "intro": "Alle velden zijn verplicht, tenzij er iets anders staat.",
        "form": EverythingForm({"email": "geen adres"} if "fout" in request.GET else None),
        "cancel_url": "/gallery/tasks/",
        "facts": facts,
    }
    return render(request, "portal/form.html", context)


def refused(request: HttpRequest) -> HttpResponse:
    raise Refused("Deze pagina hoort bij een andere rol dan de rol waarin u nu werkt.")


def candidate(request: HttpRequest) -> HttpResponse:
    context = {**CONTEXTS["tasks"](), "personal": True, "file_reference": "7F3K-9Q2M"}
    template = engines["django"].from_string((PAGES / "tasks.html").read_text())
    return HttpResponse(template.render(context, request))


def _components() -> dict[str, Any]:
    return {
        "breadcrumbs": [("Overzicht", "/"), ("Raadsverkiezing 2026", "/gallery/table/")],
        "events": [
            {
                "at": NOW,
                "text": "De kandidaat heeft de vragenlijst ingestuurd.",
                "role": "Kandidaat",
                "internal": False,
            },
            {"at": NOW - timedelta(days=1), "text": "Het dossier is geopend.", "role": "Secretaris", "internal": True},
        ],
        "rows": [
            {"key": "Naam", "value": "Anna de Wit", "url": "/gallery/form/", "action": ""},
            {"key": "Toelichting", "value": "", "url": "/gallery/form/", "action": "Invullen"},
        ],
        "hidden": {"version": 3},
        "filter": FilterForm({"query": "wit"}),
        "page": Paginator(list(range(95)), 25).page(2),
    }


def _tasks() -> dict[str, Any]:
    kinds = [
        ("Werk en nevenfuncties", "", "Klaar", "done"),
        ("Geld en bezit", "Vragen over inkomsten en schulden", "Bezig", "active"),
        ("Familie en relaties", "", "Nog niet begonnen", "neutral"),
        ("Toelichting op uw antwoorden", "De commissie stelde u een vraag", "Uw reactie is nodig", "urgent"),
    ]
    tasks = [{"title": t, "url": "/gallery/form/", "hint": h, "label": s, "tone": c} for t, h, s, c in kinds]
    last = {"title": "Insturen", "url": "", "hint": "Als alle delen klaar zijn", "label": "Kan nog niet starten"}
    return {"tasks": [*tasks, {**last, "tone": "neutral"}], "breadcrumbs": [("Overzicht", "/")]}


def _table() -> dict[str, Any]:
    names = ["Anna de Wit", "Bram Oosterveld", "Chantal Yıldız-van der Meulen", "Dirk Terpstra", "Esra Demir"]
    states = [("Ingestuurd", "done"), ("Bezig", "active"), ("Nog niet begonnen", "neutral"), ("Verlopen", "urgent")]
    people = [
        {
            "number": n,
            "name": names[n % 5],
            "office": "raadslid",
            "state": states[n % 4],
            "day": NOW + timedelta(days=n),
        }
        for n in range(40)
    ]
    return {"people": people, "filter": FilterForm(), "page": Paginator(list(range(95)), 40).page(1)}


CONTEXTS: dict[str, Callable[[], dict[str, Any]]] = {"components": _components, "tasks": _tasks, "table": _table}
urlpatterns = [
    *[path(f"gallery/{name}/", page(name), name=f"gallery_{name}") for name in CONTEXTS],
    path("gallery/confirm/", confirm, name="gallery_confirm"),
    path("gallery/form/", form, name="gallery_form"),
    path("gallery/refused/", refused, name="gallery_refused"),
    path("gallery/candidate/", candidate, name="gallery_candidate"),
    path("", include("portal.urls")),
]
