"""Who may do what in a selection round (domain/integrity.md, section 2)."""

from django.utils.translation import gettext_lazy as _

from integrity.screening.enums import CandidacyStatus
from integrity.screening.models import Candidacy
from portal.organisations.enums import Role
from portal.privacy.models import Dossier
from portal.questionnaires.enums import ResponseStatus
from portal.questionnaires.models import Response
from portal.walls.actor import Actor, Reason

READERS = (Role.PARTY_SECRETARY, Role.COMMITTEE_MEMBER)
ONLY_SECRETARY = _("Alleen de secretaris van de afdeling kan dit doen.")
ONLY_COMMITTEE = _("Alleen de secretaris en de selectiecommissie kunnen dit zien.")
ONLY_CANDIDATE = _("Alleen de kandidaat zelf kan dit doen.")
READS_NOTHING = _("Alleen wie iets van een dossier leest, kan een band met de kandidaat opgeven.")
NOT_OPEN_TO_YOU = _(
    "Dit dossier is niet voor u open. U zit niet in de commissie van deze ronde, of u hebt een band opgegeven."
)
NOT_RETURNED = _(
    "De kandidaat heeft de vragenlijst nog niet verstuurd. Tot dat moment ziet alleen de kandidaat de antwoorden."
)
ENDED = _("De procedure is afgerond. U kunt de vragenlijst niet meer invullen.")
PAST_READING = _("De procedure is afgerond. U hoeft hier niets meer te doen.")
AFTER_INTERVIEW = _(
    "Het gesprek is geweest. Uw antwoorden blijven nu zoals ze zijn. Klopt er iets niet meer? Zeg het tegen de "
    "secretaris. De commissie kan u er dan een vraag over stellen, en u verbetert het in uw antwoord."
)
NOT_INVITED = _("Deze kandidaat is niet uitgenodigd, of de procedure is al afgerond.")


def is_secretary(actor: Actor, candidacy: Candidacy | None = None) -> Reason:
    """The branch's secretary runs the round."""
    return None if actor.has(Role.PARTY_SECRETARY) else ONLY_SECRETARY


def is_candidate(actor: Actor, candidacy: Candidacy) -> Reason:
    """The person whose file it is, come by personal link."""
    return None if actor.dossier_id == candidacy.dossier_id else ONLY_CANDIDATE


def is_reader(actor: Actor, candidacy: Candidacy | None = None) -> Reason:
    """Secretary and selection committee read; board and ministry do not."""
    return None if actor.has(*READERS) else ONLY_COMMITTEE


def may_have_tie(actor: Actor) -> Reason:
    """Whoever reads something of a file can have a tie; the board reads undertakings."""
    return None if actor.has(*READERS, Role.BOARD_MEMBER) else READS_NOTHING


def sees(actor: Actor, dossier: Dossier) -> Reason:
    """A dossier opens to who is in the committee of its round and has no tie with the candidate."""
    return None if Candidacy.objects.visible_to(actor).filter(dossier=dossier).exists() else NOT_OPEN_TO_YOU


def may_send_link(actor: Actor, candidacy: Candidacy) -> Reason:
    """A candidate gets a new link while the procedure runs."""
    if reason := is_secretary(actor, candidacy):
        return reason
    return None if candidacy.status == CandidacyStatus.INVITED else NOT_INVITED


def has_returned(response: Response | None) -> Reason:
    """Answers are the candidate's own until they are sent in."""
    return None if response is not None and response.status == ResponseStatus.SUBMITTED else NOT_RETURNED


def is_running(candidacy: Candidacy) -> Reason:
    """After a decision or a withdrawal the candidate fills in nothing more."""
    return None if candidacy.status == CandidacyStatus.INVITED else ENDED


def may_correct(candidacy: Candidacy) -> Reason:
    """Answers can be corrected until the interview was held; later only by answering a question about them.

    What two interviewers heard belongs to the answers that lay before them (brief of the instruments, 3).
    """
    return is_running(candidacy) or (AFTER_INTERVIEW if has_talked(candidacy) else None)


def has_talked(candidacy: Candidacy) -> bool:
    """Say whether the interview was held."""
    return Dossier.objects.filter(pk=candidacy.dossier_id, interview__held_on__isnull=False).exists()


def may_do_own_part(actor: Actor, candidacy: Candidacy) -> Reason:
    """Reading the rules and ticking the self-assessment is for the candidate, while the procedure runs."""
    if reason := is_candidate(actor, candidacy):
        return reason
    return PAST_READING if is_running(candidacy) else None
