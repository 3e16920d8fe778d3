"""The three parts of the background check on the pages that show every instrument."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from integrity.background.enums import CertificateStatus, FindingStatus, ReferenceStatus
from integrity.background.models import Certificate, Consultation, Finding, Reference
from integrity.background.rules import FEWEST_REFERENCES, list_is_open
from integrity.background.workflow import CERTIFICATE
from integrity.screening.enums import CandidacyStatus, Instrument
from integrity.screening.models import Candidacy
from integrity.screening.steps import (
    BOARD,
    CANDIDATE,
    DESK,
    NOBODY,
    NOT_YET,
    Fact,
    FactRows,
    Facts,
    State,
    Step,
    Task,
    as_day,
)
from portal.privacy.declarations import Text
from portal.walls.actor import Actor

CERTIFICATE_DAYS = ("requested_on", "seen_on", "talked_on")
TALK_FIRST = gettext_lazy(
    "De kandidaat heeft geen VOG laten zien, en het bestuur heeft daarover nog niet met de kandidaat gepraat. Doe dat "
    "eerst. Ook zonder VOG kan iemand op de lijst staan."
)
Called = Iterable[tuple[str, date | None]]


def sources_state(days: Sequence[date], findings: Sequence[str]) -> State:
    """Done when a source was looked at and every finding is closed. days: of looking; findings: their statuses."""
    if not days:
        return State(_("nog niet bekeken"), waits_for=DESK, short=NOT_YET)
    told = ngettext("%(n)s bron bekeken, op %(day)s.", "%(n)s bronnen bekeken, de laatste op %(day)s.", len(days))
    hint = told % {"n": len(days), "day": date_format(max(days), "j F Y")}
    left = sum(status != FindingStatus.CLOSED for status in findings)
    if left:
        text = ngettext("%(n)s bevinding open", "%(n)s bevindingen open", left) % {"n": left}
        return State(text, "active", DESK, hint, _("%(n)s open") % {"n": left})
    return State(_("bekeken"), "done", hint=hint)


def certificate_state(candidacy: Candidacy, row: Certificate | None) -> State:
    """Done when it was seen, or when the board talked about its absence."""
    status = row.status if row else CertificateStatus.NOT_ASKED
    label = str(CERTIFICATE.state(status).inside)
    if status == CertificateStatus.SEEN:
        return State(label, "done", hint=_on(row.seen_on))
    if status == CertificateStatus.REQUESTED:
        return State(label, "active", CANDIDATE, _on(row.requested_on))
    if status == CertificateStatus.NOT_ASKED:
        waits_for = DESK if list_is_open(candidacy) is None else NOBODY
        return State(label, waits_for=waits_for, short=NOT_YET)
    if row.talked_on:
        return State(_("niet verstrekt, besproken"), "done", hint=_on(row.talked_on), short=_("besproken"))
    return State(label, "active", BOARD, _("Het bestuur praat met de kandidaat."))


def references_state(rows: Called) -> State:
    """Done when at least two were called (section 7, rule 8). rows: status and day of each."""
    count: dict[str, int] = defaultdict(int)
    for status, _day in rows:
        count[status] += 1
    spoken, named = count[ReferenceStatus.SPOKEN], count[ReferenceStatus.NAMED]
    told = _("%(spoken)s gesproken, %(named)s nog te bellen.") % {"spoken": spoken, "named": named}
    if spoken >= FEWEST_REFERENCES:
        return State(_("gesproken"), "done", hint=told)
    if spoken + named >= FEWEST_REFERENCES:
        return State(_("te bellen"), "active", DESK, told)
    if spoken + named:
        return State(_("nog te weinig"), waits_for=CANDIDATE, hint=told)
    return State(_("nog niet opgegeven"), waits_for=CANDIDATE, short=NOT_YET)


def _on(day: date | None) -> str:
    return _("Op %(day)s.") % {"day": date_format(day, "j F Y")} if day else ""


def _sources_facts(actor: Actor) -> FactRows:
    looked, noted = Consultation.objects.visible_to(actor), Finding.objects.visible_to(actor)
    return [(looked, {"day": "consulted_on"}), (noted, {"finding": "status"})]


def _sources(candidacy: Candidacy, facts: Sequence[Fact]) -> State | None:
    if candidacy.status == CandidacyStatus.ADDED:
        return None
    days = [as_day(fact["day"]) for fact in facts if "day" in fact]
    return sources_state(days, [fact["finding"] for fact in facts if "finding" in fact])


def _certificate_facts(actor: Actor) -> FactRows:
    return [(Certificate.objects.visible_to(actor), {name: name for name in ("status", *CERTIFICATE_DAYS)})]


def _certificate(candidacy: Candidacy, facts: Sequence[Fact]) -> State | None:
    if candidacy.status == CandidacyStatus.ADDED:
        return None
    rows = [
        Certificate(status=fact.pop("status"), **{name: as_day(day) for name, day in fact.items()}) for fact in facts
    ]
    return certificate_state(candidacy, rows[0] if rows else None)


def _talk_first(candidacy: Candidacy) -> Text | None:
    """The board weighs it in a talk when no certificate is provided (section 3.4)."""
    row = Certificate.objects.filter(dossier_id=candidacy.dossier_id).first()
    missing = row is not None and row.status == CertificateStatus.NOT_PROVIDED and row.talked_on is None
    return TALK_FIRST if missing else None


def _references_facts(actor: Actor) -> FactRows:
    return [(Reference.objects.visible_to(actor), {"status": "status", "day": "spoken_on"})]


def _references(candidacy: Candidacy, facts: Sequence[Fact]) -> State | None:
    if candidacy.status == CandidacyStatus.ADDED:
        return None
    return references_state([(fact["status"], as_day(fact["day"])) for fact in facts])


def _sources_task(candidacy: Candidacy) -> Task:
    title, url = _("Wat de commissie opzocht"), reverse("my_sources")
    findings = list(Finding.objects.filter(dossier_id=candidacy.dossier_id))
    if unanswered := [row for row in findings if row.status != FindingStatus.CLOSED and row.response is None]:
        label = ngettext("%(n)s bevinding", "%(n)s bevindingen", len(unanswered)) % {"n": len(unanswered)}
        return Task(title, url, _("Lees wat de commissie vond. U kunt reageren."), label, "active")
    looked = Consultation.objects.filter(dossier_id=candidacy.dossier_id).exists()
    hint = _("De commissie bekijkt openbare bronnen. U ziet meteen wat zij noteert.")
    return Task(title, url, hint, _("Ter informatie") if looked else _("Nog niets opgezocht"))


def _certificate_task(candidacy: Candidacy) -> Task:
    row = Certificate.objects.filter(dossier_id=candidacy.dossier_id).first()
    status = CertificateStatus(row.status if row else CertificateStatus.NOT_ASKED)
    hints = {
        CertificateStatus.NOT_ASKED: _("U hoeft nu nog niets te doen."),
        CertificateStatus.REQUESTED: _("Lees hoe u een VOG aanvraagt en laat zien."),
        CertificateStatus.SEEN: _("De afdeling heeft uw VOG gezien en niets bewaard."),
        CertificateStatus.NOT_PROVIDED: _("Het bestuur van de afdeling praat hierover met u."),
    }
    labels = {
        CertificateStatus.NOT_ASKED: (_("Nog niet gevraagd"), "neutral"),
        CertificateStatus.REQUESTED: (_("Gevraagd"), "active"),
        CertificateStatus.SEEN: (_("Klaar"), "done"),
        CertificateStatus.NOT_PROVIDED: (_("Niet verstrekt"), "neutral"),
    }
    title, url = _("Verklaring omtrent het gedrag (VOG)"), reverse("my_certificate")
    return Task(title, url, hints[status], *labels[status], asked=status == CertificateStatus.REQUESTED)


def _references_task(candidacy: Candidacy) -> Task:
    standing = Reference.objects.filter(dossier_id=candidacy.dossier_id).exclude(status=ReferenceStatus.CANCELLED)
    named = standing.count()
    if named >= FEWEST_REFERENCES:
        label, tone = _("Klaar"), "done"
    elif named:
        label, tone = _("%(n)s van %(all)s") % {"n": named, "all": FEWEST_REFERENCES}, "active"
    else:
        label, tone = _("Nog niet begonnen"), "neutral"
    hint = _("Noem minstens twee mensen die u goed kennen. De commissie belt pas na het gesprek met u.")
    return Task(_("Referenties"), reverse("my_references"), hint, label, tone, asked=named < FEWEST_REFERENCES)


def _page(name: str, candidacy: Candidacy) -> str:
    return reverse(name, args=[candidacy.dossier.reference])


STEPS = (
    Step(
        Instrument.OPEN_SOURCES,
        Facts(_sources_facts, _sources),
        page=lambda candidacy: _page("open_sources", candidacy),
        task=_sources_task,
    ),
    Step(
        Instrument.REFERENCES,
        Facts(_references_facts, _references),
        page=lambda candidacy: _page("references", candidacy),
        task=_references_task,
    ),
    Step(
        Instrument.CERTIFICATE,
        Facts(_certificate_facts, _certificate),
        page=lambda candidacy: _page("certificate", candidacy),
        task=_certificate_task,
        before_listing=_talk_first,
    ),
)
