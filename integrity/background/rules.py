"""Who may do what in the background check, and when (domain/integrity.md, sections 3.4 and 7)."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from integrity.background.enums import CertificateStatus, FindingStatus, ReferenceStatus
from integrity.background.models import Certificate, Consultation, Finding, Reference
from integrity.screening.enums import CandidacyStatus, Instrument
from integrity.screening.instruments import uses
from integrity.screening.models import Candidacy
from integrity.screening.rules import is_candidate, is_reader, is_secretary
from portal.organisations.enums import Role
from portal.privacy.models import Dossier
from portal.questionnaires.enums import Office
from portal.walls.actor import Actor, Reason

FEWEST_REFERENCES, MOST_REFERENCES = 2, 8
FURTHEST_BACK = timedelta(days=366)
EXECUTIVES = {Office.ALDERMAN, Office.PROVINCIAL_EXECUTIVE, Office.WATER_BOARD_EXECUTIVE}

NOT_INVITED = _("De kandidaat is nog niet uitgenodigd. Begin pas als de kandidaat weet dat dit onderdeel komt.")
ENDED = _("De procedure is afgerond. Hier kan niets meer bij en niets meer af.")
NOT_USED = _("Deze ronde gebruikt dit onderdeel niet.")
NOT_YOURS = _("Alleen wie deze bron noteerde of de secretaris kan dit weghalen.")
HAS_FINDINGS = _("Bij deze bron staat een bevinding. Een bron met een bevinding blijft staan.")
ONLY_MAKER = _("Alleen wie deze bevinding noteerde, kan die weghalen.")
NOT_OPEN = _("Deze bevinding is al besproken. De tekst staat vast.")
HAS_RESPONSE = _("De kandidaat heeft op deze tekst gereageerd. De tekst staat daarom vast.")
IS_CLOSED = _("Deze bevinding is afgesloten. U kunt er niet meer op reageren.")
LIST_FIXED = _(
    "De dag van kandidaatstelling is geweest. Een partij mag alleen een VOG vragen voordat de lijst vaststaat."
)
NOT_REFUSED = _("Het bestuur praat met de kandidaat als de VOG niet is verstrekt. Dat is nu niet zo.")
ALREADY_CALLED = _("Over deze referentie staat al iets vast. Weghalen kan niet meer.")
ENOUGH_REFERENCES = _("Er staan al acht referenties. Meer zijn er niet nodig.")
NO_INTERVIEW_YET = _("Voer eerst het selectiegesprek. Met een referentie gaat u na wat daar is gezegd.")
IN_FUTURE = _("Deze dag moet nog komen. Vul in op welke dag het was.")
TOO_LONG_AGO = _("Deze dag is meer dan een jaar geleden. Kijk nog eens opnieuw in de bron.")


def is_open(candidacy: Candidacy, instrument: Instrument) -> Reason:
    """The candidate was told, nothing is decided yet, and the round uses this part."""
    if candidacy.status == CandidacyStatus.ADDED:
        return NOT_INVITED
    if candidacy.status != CandidacyStatus.INVITED:
        return ENDED
    return None if uses(candidacy.round, instrument) else NOT_USED


def may_look(actor: Actor, candidacy: Candidacy) -> Reason:
    """The committee looks in open sources while the procedure runs."""
    return is_reader(actor, candidacy) or is_open(candidacy, Instrument.OPEN_SOURCES)


def consultation_can_go(actor: Actor, consultation: Consultation) -> Reason:
    """A source noted by mistake goes, unless something stands under it."""
    if consultation.consulted_by_id != actor.user_id and not actor.has(Role.PARTY_SECRETARY):
        return NOT_YOURS
    return HAS_FINDINGS if consultation.findings.all() else None


def text_is_open(finding: Finding) -> Reason:
    """The text can be put right until it was talked about or answered."""
    if finding.status != FindingStatus.OPEN:
        return NOT_OPEN
    return HAS_RESPONSE if finding.response else None


def finding_can_go(actor: Actor, finding: Finding) -> Reason:
    """What its maker noted by mistake goes, also when the candidate said that it is not so."""
    if finding.made_by_id != actor.user_id:
        return ONLY_MAKER
    return None if finding.status == FindingStatus.OPEN else NOT_OPEN


def may_respond(actor: Actor, candidacy: Candidacy, finding: Finding) -> Reason:
    """The candidate answers in writing until the finding is closed (section 3.4: put to the candidate)."""
    if reason := is_candidate(actor, candidacy) or is_open(candidacy, Instrument.OPEN_SOURCES):
        return reason
    return IS_CLOSED if finding.status == FindingStatus.CLOSED else None


def becomes_executive(candidacy: Candidacy) -> bool:
    """Whoever is appointed to an executive office needs a certificate by law (section 7, rule 4)."""
    return candidacy.office in EXECUTIVES


def list_is_open(candidacy: Candidacy) -> Reason:
    """A party asks for the certificate before the list is fixed (section 7, rule 5); executives come after it."""
    fixed = timezone.localdate() > candidacy.round.nomination_day
    return LIST_FIXED if fixed and not becomes_executive(candidacy) else None


def may_ask_certificate(actor: Actor, candidacy: Candidacy) -> Reason:
    """The secretary asks, of somebody who was invited, before the list is fixed."""
    return is_secretary(actor, candidacy) or is_open(candidacy, Instrument.CERTIFICATE) or list_is_open(candidacy)


def may_note_talk(actor: Actor, candidacy: Candidacy, certificate: Certificate) -> Reason:
    """Not provided decides nothing by itself: the board talks, and weighs (section 3.4)."""
    if reason := is_secretary(actor, candidacy) or is_open(candidacy, Instrument.CERTIFICATE):
        return reason
    return None if certificate.status == CertificateStatus.NOT_PROVIDED else NOT_REFUSED


def may_name_referee(actor: Actor, candidacy: Candidacy) -> Reason:
    """The candidate names them, or the committee on the candidate's behalf."""
    if actor.dossier_id != candidacy.dossier_id and (reason := is_reader(actor, candidacy)):
        return reason
    return is_open(candidacy, Instrument.REFERENCES)


def has_room(candidacy: Candidacy) -> Reason:
    """A handful of people is enough to check what somebody said."""
    named = Reference.objects.filter(dossier_id=candidacy.dossier_id).count()
    return ENOUGH_REFERENCES if named >= MOST_REFERENCES else None


def may_take_referee_back(actor: Actor, candidacy: Candidacy, reference: Reference) -> Reason:
    """The candidate takes a name back while nobody was called."""
    if reason := is_candidate(actor, candidacy) or is_open(candidacy, Instrument.REFERENCES):
        return reason
    return None if reference.status == ReferenceStatus.NAMED else ALREADY_CALLED


def interview_day(dossier: Dossier) -> date | None:
    """The day on which the interview was held; None when it was not. Interviews are a later room, so by attribute."""
    interview = getattr(dossier, "interview", None)
    return interview.held_on if interview is not None else None


def interview_was_held(candidacy: Candidacy) -> Reason:
    """References come after the interview (section 3.4); a round without that instrument is only warned."""
    if interview_day(candidacy.dossier) or not uses(candidacy.round, Instrument.INTERVIEW):
        return None
    return NO_INTERVIEW_YET


def is_past(day: date) -> Reason:
    """What was done, was done today or before."""
    return IN_FUTURE if day > timezone.localdate() else None


def is_recent(day: date) -> Reason:
    """A source is looked at for this candidacy."""
    return is_past(day) or (TOO_LONG_AGO if timezone.localdate() - day > FURTHEST_BACK else None)


def is_discussion_day(finding: Finding, day: date) -> Reason:
    """A finding is talked about on the day it was noted or later."""
    return _not_before(day, timezone.localdate(finding.made_at), _("De bevinding is genoteerd op %(day)s."))


def is_after_request(certificate: Certificate, day: date) -> Reason:
    """A certificate is seen, or talked about, on the day it was asked for or later."""
    return _not_before(day, certificate.requested_on, _("De VOG is gevraagd op %(day)s."))


def is_call_day(dossier: Dossier, day: date) -> Reason:
    """A referee is called on the day of the interview or later."""
    return _not_before(day, interview_day(dossier), _("Het gesprek met de kandidaat was op %(day)s."))


def _not_before(day: date, first: date | None, told: str) -> Reason:
    if reason := is_past(day):
        return reason
    if first is None or day >= first:
        return None
    return f"{told % {'day': date_format(first, 'j F Y')}} {_now('Kies die dag of een latere.')}"
