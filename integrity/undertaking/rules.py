"""Who may do what with an undertaking (domain/integrity.md, sections 2 and 3.7). Nobody signs for another."""

from django.utils.translation import gettext_lazy as _

from integrity.background.rules import interview_was_held
from integrity.measures.enums import MeasureStatus
from integrity.measures.models import Measure
from integrity.screening.enums import CandidacyStatus, Instrument
from integrity.screening.instruments import uses
from integrity.screening.models import Candidacy
from integrity.undertaking.enums import UndertakingStatus
from integrity.undertaking.models import Undertaking
from integrity.undertaking.queries import edition_for
from integrity.undertaking.text import promised_in, promises
from portal.accounts.addresses import addresses_of
from portal.organisations.enums import Role
from portal.walls.actor import Actor, Reason

ONLY_CANDIDATE = _("Alleen de kandidaat zelf kan deze verklaring als kandidaat ondertekenen.")
ONLY_BOARD = _("Alleen een lid van het bestuur kan deze verklaring namens het bestuur ondertekenen.")
YOUR_OWN = _("Dit is uw eigen verklaring. Vraag een ander lid van het bestuur om te tekenen.")
ENDED = _("De procedure is afgerond. De verklaring kan niet meer veranderen.")
NOT_INVITED = _("De kandidaat is nog niet uitgenodigd. Na de uitnodiging kunt u de verklaring aanbieden.")
NOT_USED = _("Deze ronde gebruikt de bewilligingsverklaring niet.")
NO_INTERVIEW_YET = _(
    "Voer eerst het selectiegesprek en leg vast dat het is gehouden. De maatregelen die u daar afspreekt, staan in de "
    "verklaring."
)
NO_EDITION = _("Er is nog geen bewilligingsverklaring gepubliceerd. Vraag het de redactie van het portaal.")
STILL_PROPOSED = _(
    "Er staat nog een voorstel voor een maatregel open. Wacht tot de kandidaat akkoord gaat, of laat het voorstel "
    "vervallen. Daarna kunt u de verklaring aanbieden."
)
MEASURES_CHANGED = _(
    "De maatregelen zijn veranderd nadat deze tekst werd klaargelegd. "
    "De secretaris trekt de tekst in en legt een nieuwe klaar."
)
CHANGED_SINCE_SIGNED = _(
    "De maatregelen zijn veranderd nadat de kandidaat tekende. Teken deze tekst niet. Vraag de secretaris om hem in te "
    "trekken en een nieuwe tekst aan te bieden."
)
NOTHING_TO_ASK = _("De verklaring ligt niet meer open. Neem contact op met de secretaris van de afdeling.")
GOING_ON = (CandidacyStatus.INVITED, CandidacyStatus.LISTED)


def signs_as_candidate(actor: Actor, undertaking: Undertaking) -> Reason:
    """The person whose file it is, come by personal link."""
    return None if actor.dossier_id == undertaking.dossier_id else ONLY_CANDIDATE


def signs_as_board(actor: Actor, undertaking: Undertaking) -> Reason:
    """A board member; the secretary who offered it only when also in the board."""
    return None if actor.has(Role.BOARD_MEMBER) else ONLY_BOARD


def may_be_offered(candidacy: Candidacy) -> Reason:
    """While the procedure runs, after the interview, with every measure agreed or dropped, in a round that uses it.

    A measure is agreed in the interview and named in the text (sections 3.6 and 3.7); a round without interviews
    does not wait for one.
    """
    if candidacy.status != CandidacyStatus.INVITED:
        return NOT_INVITED if candidacy.status == CandidacyStatus.ADDED else ENDED
    if not uses(candidacy.round, Instrument.UNDERTAKING):
        return NOT_USED
    if edition_for(candidacy) is None:
        return NO_EDITION
    if interview_was_held(candidacy):
        return NO_INTERVIEW_YET
    proposed = Measure.objects.filter(dossier_id=candidacy.dossier_id, status=MeasureStatus.PROPOSED)
    return STILL_PROPOSED if proposed.exists() else None


def may_be_offered_again(actor: Actor, undertaking: Undertaking) -> Reason:
    """The same, of one that was taken back."""
    candidacy = candidacy_of(undertaking)
    return ENDED if candidacy is None else may_be_offered(candidacy)


def is_running(actor: Actor, undertaking: Undertaking) -> Reason:
    """The candidate signs, and the secretary takes back, until the decision."""
    candidacy = candidacy_of(undertaking)
    return None if candidacy is not None and candidacy.status == CandidacyStatus.INVITED else ENDED


def may_be_countersigned(actor: Actor, undertaking: Undertaking) -> Reason:
    """Also after listing. Nobody signs on both sides, whichever way they came in.

    While the text can be taken back it has to name what is agreed now. After listing it cannot, and measures
    live on: then the page says that they changed.
    """
    candidacy = candidacy_of(undertaking)
    if candidacy is None or candidacy.status not in GOING_ON:
        return ENDED
    if candidacy.status == CandidacyStatus.INVITED and measures_changed(undertaking):
        return CHANGED_SINCE_SIGNED
    own = (actor.user_id, candidacy.email.casefold()) in addresses_of([actor.user_id])
    return YOUR_OWN if own else None


def may_ask_to_talk(actor: Actor, undertaking: Undertaking) -> Reason:
    """Not signing is no status: the candidate asks to talk."""
    if reason := signs_as_candidate(actor, undertaking) or is_running(actor, undertaking):
        return reason
    return None if undertaking.status == UndertakingStatus.OFFERED else NOTHING_TO_ASK


def may_be_signed(actor: Actor, undertaking: Undertaking) -> Reason:
    """Until the decision, and only a text that names what is agreed now."""
    if reason := is_running(actor, undertaking):
        return reason
    return MEASURES_CHANGED if measures_changed(undertaking) else None


def measures_changed(undertaking: Undertaking) -> bool:
    """Say whether something was agreed that the text lacks, or dropped that it names. What is done may stay in it."""
    named = promised_in(undertaking.text)
    measures = Measure.objects.filter(dossier_id=undertaking.dossier_id).exclude(status=MeasureStatus.DROPPED)
    by_status = {status: [m for m in measures if m.status == status] for status in MeasureStatus}
    agreed = promises(undertaking.language, by_status[MeasureStatus.AGREED])
    standing = agreed + promises(undertaking.language, by_status[MeasureStatus.DONE])
    return any(one not in named for one in agreed) or any(one not in standing for one in named)


def candidacy_of(undertaking: Undertaking) -> Candidacy | None:
    """Return the candidacy; None when only the facts are kept."""
    return getattr(undertaking.dossier, "candidacy", None)
