"""What the pages of the background check show: rows with what can be done, and what people should know."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from integrity.background.enums import (
    CertificateStatus,
    FindingStatus,
    ReferenceStatus,
    SourceType,
)
from integrity.background.models import Certificate, Consultation, Finding, Reference
from integrity.background.rules import (
    consultation_can_go,
    finding_can_go,
    interview_was_held,
    is_open,
    list_is_open,
    may_look,
    may_name_referee,
    text_is_open,
)
from integrity.background.workflow import CERTIFICATE, FINDING, REFERENCE
from integrity.screening.enums import CandidacyStatus, Instrument
from integrity.screening.instruments import uses
from integrity.screening.models import Candidacy, SelectionRound
from integrity.screening.presenting import Button, erased_on
from integrity.screening.rules import is_secretary
from portal.privacy.models import Dossier
from portal.walls.actor import Actor

FINDING_TONES = {FindingStatus.OPEN: "active", FindingStatus.DISCUSSED: "active", FindingStatus.CLOSED: "done"}
CERTIFICATE_TONES = {
    CertificateStatus.NOT_ASKED: "neutral",
    CertificateStatus.REQUESTED: "active",
    CertificateStatus.SEEN: "done",
    CertificateStatus.NOT_PROVIDED: "active",
}
REFERENCE_TONES = {
    ReferenceStatus.NAMED: "neutral",
    ReferenceStatus.SPOKEN: "done",
    ReferenceStatus.CANCELLED: "neutral",
}


@dataclass(frozen=True)
class FindingRow:
    """A finding with its state in words and what can be done with it now."""

    finding: Finding
    label: str
    tone: str
    buttons: list[Button] = field(default_factory=list)


@dataclass(frozen=True)
class SourceRow:
    """A source that was looked at, with what it said."""

    consultation: Consultation
    findings: list[FindingRow]
    buttons: list[Button] = field(default_factory=list)


@dataclass(frozen=True)
class RefereeRow:
    """A referee with the state in words and what can be done now."""

    reference: Reference
    label: str
    tone: str
    buttons: list[Button] = field(default_factory=list)


def source_rows(actor: Actor, candidacy: Candidacy, consultations: Iterable[Consultation]) -> list[SourceRow]:
    """The sources as the desk sees them."""
    running = may_look(actor, candidacy) is None
    return [_source_row(actor, candidacy.dossier, row, running=running) for row in consultations]


def _source_row(actor: Actor, dossier: Dossier, row: Consultation, *, running: bool) -> SourceRow:
    findings = [
        _finding_row(finding, _finding_buttons(actor, dossier, finding) if running else [])
        for finding in row.findings.all()
    ]
    return SourceRow(row, findings, _source_buttons(actor, dossier, row) if running else [])


def _source_buttons(actor: Actor, dossier: Dossier, row: Consultation) -> list[Button]:
    arguments = [dossier.reference, row.pk]
    label, kind = (
        (_("Nog een bevinding noteren"), "subtle") if row.findings.all() else (_("Bevinding noteren"), "secondary")
    )
    buttons = [Button(label, reverse("finding_add", args=arguments), kind)]
    if consultation_can_go(actor, row) is None:
        buttons.append(Button(_("Bron weghalen"), reverse("consultation_remove", args=arguments), "subtle", post=True))
    return buttons


def _finding_row(finding: Finding, buttons: list[Button]) -> FindingRow:
    label = FINDING.state(finding.status).inside
    return FindingRow(finding, capfirst(label), FINDING_TONES[FindingStatus(finding.status)], buttons)


def _finding_buttons(actor: Actor, dossier: Dossier, finding: Finding) -> list[Button]:
    arguments, buttons = [dossier.reference, finding.pk], []
    if finding.status in FINDING.move("discuss").sources:
        buttons.append(Button(_("Vastleggen dat het is besproken"), reverse("finding_discuss", args=arguments)))
    if finding.status in FINDING.move("close").sources:
        stamp = {"version": finding.version}
        buttons.append(Button(_("Afsluiten"), reverse("finding_close", args=arguments), post=True, hidden=stamp))
    if text_is_open(finding) is None:
        buttons.append(Button(_("Tekst wijzigen"), reverse("finding_change", args=arguments), "subtle"))
    if finding_can_go(actor, finding) is None:
        buttons.append(Button(_("Weghalen"), reverse("finding_remove_confirm", args=arguments), "subtle"))
    return buttons


def own_source_rows(candidacy: Candidacy, consultations: Iterable[Consultation]) -> list[SourceRow]:
    """The sources as the candidate sees them, with a way to respond."""
    running = is_open(candidacy, Instrument.OPEN_SOURCES) is None
    return [
        SourceRow(row, [_finding_row(finding, _own_buttons(finding, running)) for finding in row.findings.all()])
        for row in consultations
    ]


def _own_buttons(finding: Finding, running: bool) -> list[Button]:
    if not running or finding.status == FindingStatus.CLOSED:
        return []
    label = _("Reactie wijzigen") if finding.response else _("Reageren")
    return [Button(label, reverse("my_response", args=[finding.pk]))]


def not_looked_at(consultations: Iterable[Consultation]) -> list[str]:
    """The kinds of sources that nobody looked at yet, in words."""
    seen = {row.source_type for row in consultations}
    return [str(label) for value, label in SourceType.choices if value not in seen and value != SourceType.OTHER]


def certificate_buttons(actor: Actor, candidacy: Candidacy, certificate: Certificate) -> list[Button]:
    """What the secretary can note now, the likeliest first."""
    if is_secretary(actor) or is_open(candidacy, Instrument.CERTIFICATE):
        return []
    reference, page = candidacy.dossier.reference, [candidacy.dossier.reference]
    askable = list_is_open(candidacy) is None
    seen, talk = reverse("certificate_seen", args=page), reverse("certificate_talked", args=page)
    ask = reverse("certificate_request", args=page)
    back = _step(_("Per vergissing vastgelegd"), "correct", reference, certificate)
    by_status = {
        CertificateStatus.NOT_ASKED: [_stamped(_("VOG vragen"), ask, certificate, "primary")] if askable else [],
        CertificateStatus.REQUESTED: [
            Button(_("VOG gezien"), seen, "primary"),
            _step(_("Niet verstrekt"), "not_provide", reference, certificate, "secondary"),
            _step(_("Vraag intrekken"), "take_back", reference, certificate),
        ],
        CertificateStatus.SEEN: [back],
        CertificateStatus.NOT_PROVIDED: [
            Button(_("Gesprek vastleggen"), talk, "primary"),
            Button(_("VOG gezien"), seen),
            *([_stamped(_("Opnieuw vragen"), ask, certificate, "secondary")] if askable else []),
            back,
        ],
    }
    return by_status[CertificateStatus(certificate.status)]


@dataclass(frozen=True)
class GroupRow:
    """A candidate on the page that asks several at once; `askable` has a tick before the name."""

    candidacy: Candidacy
    label: str
    tone: str
    askable: bool


def group_rows(selection: SelectionRound, rows: Iterable[tuple[Candidacy, str]]) -> list[GroupRow]:
    """Everybody in the round, with who can be asked for a certificate now."""
    used = uses(selection, Instrument.CERTIFICATE)
    return [
        GroupRow(
            candidacy,
            capfirst(CERTIFICATE.state(status).inside),
            CERTIFICATE_TONES[CertificateStatus(status)],
            used and _can_be_asked(candidacy, status),
        )
        for candidacy, status in rows
    ]


def _can_be_asked(candidacy: Candidacy, status: str) -> bool:
    if candidacy.status != CandidacyStatus.INVITED or status not in CERTIFICATE.move("request").sources:
        return False
    return list_is_open(candidacy) is None


def _step(label: str, name: str, reference: str, certificate: Certificate, kind: str = "subtle") -> Button:
    return _stamped(label, reverse("certificate_step", args=[reference]), certificate, kind, step=name)


def _stamped(label: str, url: str, certificate: Certificate, kind: str, **more: str) -> Button:
    return Button(label, url, kind, post=True, hidden={"version": certificate.version, **more})


def referee_rows(actor: Actor, candidacy: Candidacy, references: Iterable[Reference]) -> list[RefereeRow]:
    """The referees as the desk sees them."""
    running = may_name_referee(actor, candidacy) is None
    callable_now = running and interview_was_held(candidacy) is None
    return [
        _referee_row(row, _referee_buttons(candidacy.dossier, row, callable_now) if running else [])
        for row in references
    ]


def own_referee_rows(candidacy: Candidacy, references: Iterable[Reference]) -> list[RefereeRow]:
    """The referees as the candidate sees them."""
    running = is_open(candidacy, Instrument.REFERENCES) is None
    return [_referee_row(row, _own_referee_buttons(row, running)) for row in references]


def _referee_row(row: Reference, buttons: list[Button]) -> RefereeRow:
    label = REFERENCE.state(row.status).inside
    return RefereeRow(row, capfirst(label), REFERENCE_TONES[ReferenceStatus(row.status)], buttons)


def _referee_buttons(dossier: Dossier, row: Reference, callable_now: bool) -> list[Button]:
    arguments, stamp = [dossier.reference, row.pk], {"version": row.version}
    buttons = []
    if callable_now and row.status in REFERENCE.move("speak").sources:
        buttons.append(Button(_("Gesprek vastleggen"), reverse("reference_speak", args=arguments)))
    if row.status in REFERENCE.move("cancel").sources:
        url = reverse("reference_cancel", args=arguments)
        buttons.append(Button(_("Laten vervallen"), url, "subtle", post=True, hidden=stamp))
    if row.status in REFERENCE.move("correct").sources:
        url = reverse("reference_correct", args=arguments)
        buttons.append(Button(_("Per vergissing vastgelegd"), url, "subtle", post=True, hidden=stamp))
    return buttons


def _own_referee_buttons(row: Reference, running: bool) -> list[Button]:
    if not running or row.status != ReferenceStatus.NAMED:
        return []
    return [Button(_("Weghalen"), reverse("my_referee_remove", args=[row.pk]), "subtle", post=True)]


def source_facts(candidacy: Candidacy) -> dict[str, Any]:
    """Told on every page about open sources."""
    return {
        "who": _(
            "De kandidaat, de secretaris en de selectiecommissie. Niet het bestuur van de partij en niet de gemeente."
        ),
        "erased": erased_on(candidacy.dossier),
        "next": _("De commissie bespreekt elke bevinding met de kandidaat. Daarna sluit u die af."),
    }


def certificate_facts(candidacy: Candidacy) -> dict[str, Any]:
    """Told on every page about the certificate."""
    return {
        "who": _(
            "De kandidaat, de secretaris en de selectiecommissie. Zij zien de stand en de datum, nooit de VOG zelf."
        ),
        "erased": erased_on(candidacy.dossier),
        "next": _("De kandidaat krijgt de VOG van Justis en laat die aan u zien. U geeft de VOG meteen terug."),
    }


def reference_facts(candidacy: Candidacy) -> dict[str, Any]:
    """Told on every page about referees."""
    return {
        "who": _("De kandidaat, de secretaris en de selectiecommissie."),
        "erased": erased_on(candidacy.dossier),
        "next": _("Na het gesprek met de kandidaat belt de commissie minstens twee referenties."),
    }


def response_facts(candidacy: Candidacy) -> dict[str, Any]:
    """Told to the candidate who responds to a finding."""
    return {
        "who": _("De secretaris en de selectiecommissie lezen uw reactie zodra u die bewaart."),
        "erased": erased_on(candidacy.dossier),
        "next": _("De commissie bespreekt de bevinding met u. Daarna is de bevinding afgesloten."),
    }


def own_referee_facts(candidacy: Candidacy) -> dict[str, Any]:
    """Told to the candidate who names a referee."""
    return {
        "who": _("U, de secretaris en de selectiecommissie. Wie u noemt, krijgt niets uit uw dossier te horen."),
        "erased": erased_on(candidacy.dossier),
        "next": _("De commissie belt pas na het gesprek met u. Zij vraagt alleen of klopt wat u vertelde."),
    }
