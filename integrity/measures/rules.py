"""Who may do what with a measure (domain/integrity.md, sections 2 and 3.6)."""

from django.utils.translation import gettext_lazy as _

from integrity.measures.enums import MeasureStatus, Owner
from integrity.measures.models import Measure
from integrity.measures.queries import File, file_of
from integrity.screening.enums import CandidacyStatus, Instrument
from integrity.screening.instruments import uses
from integrity.screening.rules import is_candidate, is_reader
from portal.walls.actor import Actor, Reason

CLOSED = _("De procedure is afgerond. De maatregelen zijn gesloten en gaan weg met het dossier.")
NOT_INVITED = _("De kandidaat is nog niet uitgenodigd. Na de uitnodiging kunt u maatregelen toevoegen.")
DECIDED = _(
    "De kandidaat staat op de lijst. U kunt geen maatregel meer toevoegen of veranderen. "
    "Wat is afgesproken, houdt u hier wel bij."
)
FIXED = _("Deze maatregel staat vast. Klopt die niet meer? Laat die vervallen en spreek een nieuwe maatregel af.")
ONLY_AGREED = _("Alleen van een afgesproken maatregel kunt u de datum van het terugkijken veranderen.")
OVER = _("Deze maatregel is gedaan of vervallen. U hoeft er niets meer over te vragen.")
NOT_YOURS = _("Deze maatregel doet iemand anders. De afdeling meldt wanneer die klaar is.")
EARLY = _(
    "Het selectiegesprek is nog niet gehouden. Meestal spreekt u maatregelen pas na het gesprek af. "
    "U kunt nu al wel iets voorstellen."
)


def may_add(actor: Actor, file: File) -> Reason:
    """Secretary and committee propose measures while the procedure runs."""
    if reason := is_reader(actor):
        return reason
    status = file.candidacy.status if file.candidacy else CandidacyStatus.LISTED
    reasons = {CandidacyStatus.ADDED: NOT_INVITED, CandidacyStatus.INVITED: None, CandidacyStatus.LISTED: DECIDED}
    return reasons.get(CandidacyStatus(status), CLOSED)


def may_change(actor: Actor, measure: Measure) -> Reason:
    """The text changes until the candidate agreed to it."""
    if reason := may_add(actor, file_of(measure)):
        return reason
    return None if measure.status == MeasureStatus.PROPOSED else FIXED


def may_review(actor: Actor, measure: Measure) -> Reason:
    """Until the end of the term secretary and committee choose when to look again."""
    if reason := is_reader(actor) or is_living(actor, measure):
        return reason
    return None if measure.status == MeasureStatus.AGREED else ONLY_AGREED


def may_finish(actor: Actor, measure: Measure) -> Reason:
    """The branch says that a measure is done, and so does the candidate of the own ones."""
    if actor.dossier_id is None:
        return is_reader(actor)
    if reason := is_candidate(actor, measure):
        return reason
    return None if measure.owner == Owner.CANDIDATE else NOT_YOURS


def may_ask_to_talk(actor: Actor, measure: Measure) -> Reason:
    """The candidate asks to talk about what is proposed or agreed, instead of agreeing or later."""
    if reason := is_candidate(actor, measure) or is_living(actor, measure):
        return reason
    return None if measure.status in (MeasureStatus.PROPOSED, MeasureStatus.AGREED) else OVER


def is_living(actor: Actor, measure: Measure) -> Reason:
    """Measures go on until the end of the term for who is listed; for everybody else until the decision."""
    candidacy = file_of(measure).candidacy
    going_on = (CandidacyStatus.INVITED, CandidacyStatus.LISTED)
    return None if candidacy is None or candidacy.status in going_on else CLOSED


def is_early(file: File) -> Reason:
    """A warning, not a block: measures come out of the interview, so it is usually held first."""
    candidacy = file.candidacy
    if candidacy is None or candidacy.status != CandidacyStatus.INVITED:
        return None
    interview = getattr(file.dossier, "interview", None)
    held = interview is not None and interview.held_on is not None
    return None if held or not uses(candidacy.round, Instrument.INTERVIEW) else EARLY
