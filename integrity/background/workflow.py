"""The moves of a finding, a certificate and a reference (domain/integrity.md, sections 3.4 and 7)."""

from django.utils.translation import gettext_lazy as _

from integrity.background.announcing import announce_request
from integrity.background.enums import CertificateStatus as C
from integrity.background.enums import FindingStatus as F
from integrity.background.enums import ReferenceStatus as R
from integrity.background.models import Certificate, Finding, Reference
from integrity.background.rules import interview_was_held, is_open, list_is_open
from integrity.screening.enums import Instrument
from integrity.screening.rules import is_reader, is_secretary
from portal.walls.actor import Actor, Reason
from portal.workflow.moves import Move, Procedure, State


def _sources_open(actor: Actor, finding: Finding) -> Reason:
    return is_open(finding.dossier.candidacy, Instrument.OPEN_SOURCES)


def _certificate_open(actor: Actor, certificate: Certificate) -> Reason:
    return is_open(certificate.dossier.candidacy, Instrument.CERTIFICATE)


def _may_still_ask(actor: Actor, certificate: Certificate) -> Reason:
    return _certificate_open(actor, certificate) or list_is_open(certificate.dossier.candidacy)


def _tell_candidate(actor: Actor, certificate: Certificate) -> None:
    announce_request(certificate.dossier)


def _references_open(actor: Actor, reference: Reference) -> Reason:
    return is_open(reference.dossier.candidacy, Instrument.REFERENCES)


def _after_interview(actor: Actor, reference: Reference) -> Reason:
    return _references_open(actor, reference) or interview_was_held(reference.dossier.candidacy)


FINDING = Procedure(
    name="finding",
    model=lambda: Finding,
    states=(
        State(F.OPEN, _("te bespreken"), _("De commissie bespreekt dit met u.")),
        State(F.DISCUSSED, _("besproken"), _("Dit is met u besproken.")),
        State(F.CLOSED, _("afgesloten"), _("Dit is met u besproken en afgesloten.")),
    ),
    moves=(
        Move("discuss", frozenset({F.OPEN}), F.DISCUSSED, _("Besproken"), may=is_reader, guard=_sources_open),
        Move("close", frozenset({F.DISCUSSED}), F.CLOSED, _("Afsluiten"), may=is_reader, guard=_sources_open),
    ),
)

CERTIFICATE = Procedure(
    name="certificate",
    model=lambda: Certificate,
    states=(
        State(C.NOT_ASKED, _("niet gevraagd"), _("De afdeling heeft u geen VOG gevraagd.")),
        State(C.REQUESTED, _("gevraagd"), _("De afdeling vraagt u een VOG.")),
        State(C.SEEN, _("gezien"), _("De afdeling heeft uw VOG gezien.")),
        State(C.NOT_PROVIDED, _("niet verstrekt"), _("U hebt geen VOG laten zien. Het bestuur praat met u.")),
    ),
    moves=(
        Move(
            "request",
            frozenset({C.NOT_ASKED, C.NOT_PROVIDED}),
            C.REQUESTED,
            _("VOG vragen"),
            may=is_secretary,
            guard=_may_still_ask,
            effects=(_tell_candidate,),
        ),
        Move(
            "see",
            frozenset({C.REQUESTED, C.NOT_PROVIDED}),
            C.SEEN,
            _("VOG gezien"),
            may=is_secretary,
            guard=_certificate_open,
        ),
        Move(
            "not_provide",
            frozenset({C.REQUESTED}),
            C.NOT_PROVIDED,
            _("Niet verstrekt"),
            may=is_secretary,
            guard=_certificate_open,
        ),
        # What the secretary noted of the wrong person or too soon.
        Move(
            "correct",
            frozenset({C.SEEN, C.NOT_PROVIDED}),
            C.REQUESTED,
            _("Terug naar gevraagd"),
            may=is_secretary,
            guard=_certificate_open,
        ),
        Move(
            "take_back",
            frozenset({C.REQUESTED}),
            C.NOT_ASKED,
            _("Vraag intrekken"),
            may=is_secretary,
            guard=_certificate_open,
        ),
    ),
)

REFERENCE = Procedure(
    name="reference",
    model=lambda: Reference,
    states=(
        State(R.NAMED, _("opgegeven"), _("De commissie heeft nog niet gebeld.")),
        State(R.SPOKEN, _("gesproken"), _("De commissie heeft met deze persoon gesproken.")),
        State(R.CANCELLED, _("vervallen"), _("De commissie belt deze persoon niet.")),
    ),
    moves=(
        Move("speak", frozenset({R.NAMED}), R.SPOKEN, _("Gesproken"), may=is_reader, guard=_after_interview),
        Move(
            "correct", frozenset({R.SPOKEN}), R.NAMED, _("Toch niet gesproken"), may=is_reader, guard=_references_open
        ),
        Move("cancel", frozenset({R.NAMED}), R.CANCELLED, _("Laten vervallen"), may=is_reader, guard=_references_open),
    ),
)
