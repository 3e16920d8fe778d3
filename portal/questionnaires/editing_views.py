"""The ministry's editors load a file, replace it, publish it or throw it away."""

import re
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.organisations.access import requires
from portal.organisations.enums import Role
from portal.questionnaires.editing import discard, replace, take_in
from portal.questionnaires.editor_forms import MAX_BYTES, FileForm
from portal.questionnaires.enums import EditionPhase
from portal.questionnaires.kinds import kind_of
from portal.questionnaires.listing import earlier_than
from portal.questionnaires.models import Edition
from portal.questionnaires.publishing import EDITION, publish
from portal.uploads import takes_file
from portal.walls.actor import Refused, demand
from portal.workflow.door import ChangedMeanwhile, refusal
from portal.workflow.versions import version_seen

CHANGED = gettext_lazy(
    "Een collega heeft het bestand intussen vervangen. Uw tekst staat hieronder nog en is niet bewaard. "
    "Bekijk eerst de tekst van uw collega. Bewaart u hierna, dan vervangt uw tekst die van uw collega."
)
GONE = gettext_lazy(
    "Deze editie is intussen gepubliceerd of weggegooid. Uw tekst staat hieronder nog en is niet bewaard. "
    "Geef uw tekst een ander nummer en bewaar die als nieuwe editie."
)
NUMBER = re.compile(r"^edition:.*$", re.MULTILINE)


@takes_file(MAX_BYTES)
@require_http_methods(["GET", "POST"])
@requires(Role.EDITOR)
def edition_new(request: HttpRequest) -> HttpResponse:
    """Load a file that only editors see at first; `van` names the edition to start from."""
    form = _bound(request) if request.method == "POST" else FileForm(initial={"text": _to_start_from(request)})
    if form.is_valid() and (edition := form.keep(partial(take_in, request.actor))):
        return _loaded(request, edition)
    return _file_page(request, form)


@takes_file(MAX_BYTES)
@require_http_methods(["GET", "POST"])
@requires(Role.EDITOR)
def edition_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the file of an edition that is not published, or load another one in its place."""
    unpublished = Edition.objects.filter(phase=EditionPhase.LOADED)
    if request.method != "POST":
        edition = get_object_or_404(unpublished, pk=pk)
        return _file_page(request, FileForm(initial={"text": edition.text}), edition)
    form, edition = _bound(request), unpublished.filter(pk=pk).first()
    verb = partial(replace, request.actor, edition, version=version_seen(request.POST.get("version", "")))
    try:
        if edition is None:
            raise Edition.DoesNotExist
        if form.is_valid() and (kept := form.keep(verb)):
            return _loaded(request, kept)
    except ChangedMeanwhile:
        form.add_error(None, CHANGED)
        edition.refresh_from_db()
    except (Refused, Edition.DoesNotExist):
        form.add_error(None, GONE)
        edition = None
    return _file_page(request, form, edition)


@require_GET
@requires(Role.EDITOR)
def edition_publish_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what publishing does, and ask."""
    edition = get_object_or_404(Edition, pk=pk)
    if edition.phase == EditionPhase.PUBLISHED:
        return redirect(_page_of(edition))
    demand(refusal(EDITION, EDITION.move("publish"), request.actor, edition))
    told = {"number": edition.number, "status": edition.get_status_display()}
    points = [
        _("Wie vanaf nu begint, krijgt editie %(number)s. Lezers zien erbij: editie %(number)s, %(status)s.") % told,
        _("Wie al is begonnen, houdt de editie van toen. Wat met een eerdere editie is vastgelegd, verandert niet."),
        _("De tekst van editie %(number)s verandert daarna nooit meer. Een wijziging wordt een nieuwe editie.") % told,
        _difference(edition),
    ]
    title = _("%(edition)s publiceren?") % {"edition": _called(edition)}
    return _ask(request, edition, "edition_publish", title=title, label=_("Ja, publiceren"), points=points)


@require_POST
@requires(Role.EDITOR)
def edition_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish an edition as it was when the editor looked at it."""
    edition = get_object_or_404(Edition, pk=pk)
    if publish(request.actor, edition, version_seen(request.POST.get("version", ""))):
        messages.success(request, _("%(edition)s is gepubliceerd.") % {"edition": _called(edition)})
    return redirect("editions")


@require_GET
@requires(Role.EDITOR)
def edition_discard_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what throwing away does, and ask."""
    edition = get_object_or_404(Edition, pk=pk, phase=EditionPhase.LOADED)
    points = [
        _("Alleen redacteuren hebben deze editie gezien. Voor lezers verandert er niets."),
        _("De tekst is daarna weg. Wilt u die bewaren? Download dan eerst het bestand."),
    ]
    title = _("%(edition)s weggooien?") % {"edition": _called(edition)}
    return _ask(
        request, edition, "edition_discard", title=title, label=_("Ja, weggooien"), points=points, tone="urgent"
    )


@require_POST
@requires(Role.EDITOR)
def edition_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away an edition that is not published; a second click finds it gone and says nothing more."""
    edition = Edition.objects.filter(pk=pk).first()
    if edition is not None and discard(request.actor, edition, version_seen(request.POST.get("version", ""))):
        messages.success(request, _("%(edition)s is weggegooid.") % {"edition": _called(edition)})
    return redirect("editions")


def _bound(request: HttpRequest) -> FileForm:
    return FileForm(request.POST, request.FILES)


def _to_start_from(request: HttpRequest) -> str:
    """The file of the edition that is asked for, with the first number that is free."""
    asked = request.GET.get("van", "")
    edition = Edition.objects.filter(pk=int(asked)).first() if version_seen(asked) else None
    if edition is None:
        return ""
    newest = Edition.objects.filter(slug=edition.slug).latest("number").number
    return NUMBER.sub(f"edition: {newest + 1}", edition.text, count=1)


def _file_page(request: HttpRequest, form: FileForm, edition: Edition | None = None) -> HttpResponse:
    context = {
        "form": form,
        "edition": edition,
        "breadcrumbs": [(_("Edities"), reverse("editions")), *([_crumb(edition)] if edition else [])],
        "cancel_url": _page_of(edition) if edition else reverse("editions"),
    }
    return render(request, "portal/questionnaires/edition_file.html", context)


def _loaded(request: HttpRequest, edition: Edition) -> HttpResponse:
    text = _("%(edition)s is bewaard. Alleen redacteuren zien deze editie, tot u die publiceert.")
    messages.success(request, text % {"edition": _called(edition)})
    return redirect(_page_of(edition))


def _ask(
    request: HttpRequest, edition: Edition, name: str, *, title: str, label: str, points: list[str], tone: str = ""
) -> HttpResponse:
    context = {
        "title": title,
        "text": _("U kunt dit niet terugdraaien."),
        "points": points,
        "action_url": reverse(name, args=[edition.pk]),
        "action_label": label,
        "cancel_url": _page_of(edition),
        "tone": tone,
        "hidden": {"version": edition.version},
        "breadcrumbs": [(_("Edities"), reverse("editions")), _crumb(edition)],
    }
    return render(request, "portal/confirm.html", context)


def _difference(edition: Edition) -> str:
    earlier = earlier_than(edition)
    if earlier is None:
        return _("Dit is de eerste editie van dit instrument die wordt gepubliceerd.")
    old = Edition.objects.get(slug=edition.slug, number=earlier)
    count = len(kind_of(edition.kind).changes(old.tree, edition.tree))
    text = ngettext(
        "Er is %(n)s verschil met editie %(earlier)s.", "Er zijn %(n)s verschillen met editie %(earlier)s.", count
    )
    return text % {"n": count, "earlier": earlier}


def _called(edition: Edition) -> str:
    return _("Editie %(number)s van “%(title)s”") % {"number": edition.number, "title": edition.tree.title}


def _crumb(edition: Edition) -> tuple[str, str]:
    return f"{edition.tree.title}, {edition.number}", _page_of(edition)


def _page_of(edition: Edition) -> str:
    return reverse("edition_preview", args=[edition.slug, edition.number])
