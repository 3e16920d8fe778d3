"""Two party branches with something in every corner; each text in it is a canary that tells whose it is."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import yaml

from integrity.agenda.models import Talk
from integrity.cards.content import SLUG
from integrity.cards.enums import Ask
from integrity.cards.models import CardSession
from integrity.cards.sessions import agree, draw, open_session, show
from integrity.kept.models import KeptFile
from integrity.screening.candidates import add_candidate, add_round, invite_all
from integrity.screening.committee import name_member
from integrity.screening.models import Candidacy, RoundMember, SelectionRound
from integrity.screening.ties import declare_tie
from integrity.screening.workflow import CANDIDACY
from portal.accounts.models import User
from portal.notices.models import Notice
from portal.notices.send import notify_person
from portal.organisations.branches import apply, confirm
from portal.organisations.enums import Role
from portal.organisations.invitations import invite
from portal.organisations.models import AdmissionRequest, Invitation, Membership
from portal.privacy.models import Tie
from portal.questionnaires.editing import take_in
from portal.questionnaires.models import Edition
from portal.questionnaires.source import read_content
from portal.reports.models import Report
from portal.reports.order import order_report
from portal.retention.erasure import erase_dossier
from portal.retention.holds import hold
from portal.walls.actor import Actor
from portal.workflow.door import perform
from tests.agenda import plan as plan_talk
from tests.cast import Cast, House, Person, UserFactory, assemble, give_role
from tests.filled import Filled, fill, make_agreements
from tests.screening import CandidateSession, name_everybody, publish_questionnaires

# The words of every canary: "Kanarie-A-ronde" belongs to branch A. None is the beginning of another.
OFFICE = frozenset({"afspraak", "collega", "gast", "reden", "ronde"})
FILE = frozenset({"adres", "antwoord", "bevinding", "bron", "contact", "naam", "plaats", "reactie", "referent"})
FILE |= {"bevestigd", "maatregel", "relatie", "risico", "toelichting", "voorstel", "vraag"}
PREPARATION, OBJECTION = frozenset({"voorbereiding"}), frozenset({"bezwaar"})
NEIGHBOUR = frozenset({"tweede", "postbus"})
KEPT = frozenset({"derde", "feitadres", "gevaar", "toezegging"})
CLASS_FOUR = FILE | PREPARATION | OBJECTION | NEIGHBOUR | KEPT
WORDS = OFFICE | CLASS_FOUR
APPLICANT = "Kanarie-aanvrager"
DRAFT, DRAFT_OF = "Kanarie-concept", "vragenlijst-integriteit"


def canary(letter: str, word: str) -> str:
    assert word in WORDS
    return f"Kanarie-{letter}-{word}"


def address(letter: str, word: str) -> str:
    """An e-mail address that is a canary."""
    return f"{canary(letter, word)}@voorbeeld.example".lower()


@dataclass(frozen=True)
class Corner:
    """What one branch holds: `candidacy` has everything, `neighbour` next to nothing, of a third only facts are kept.

    Of the committee `tied` has a tie with `candidacy` and with the third, `unnamed` is not in it, `unconfirmed`
    did not confirm the ground rules.
    """

    letter: str
    house: House
    secretary: Person
    tied: Person
    unnamed: Person
    unconfirmed: Person
    selection: SelectionRound
    member: RoundMember
    tie: Tie
    kept_tie: Tie
    candidacy: Candidacy
    filled: Filled
    neighbour: Candidacy
    kept: KeptFile
    report: Report
    own_report: Report
    invitation: Invitation
    membership: Membership
    colleague: User
    notice: Notice
    card_session: CardSession
    talk: Talk

    def texts(self, words: frozenset[str]) -> frozenset[str]:
        """The canaries with these words."""
        return frozenset(canary(self.letter, word) for word in words)

    def session(self, name: str) -> CandidateSession:
        """The personal link of the `candidacy`, the `neighbour` or what is `kept`."""
        return CandidateSession(self.house, getattr(self, name).dossier_id)


@dataclass(frozen=True)
class World:
    cast: Cast
    a: Corner
    b: Corner
    admission: AdmissionRequest
    draft: Edition


def build() -> World:
    """Fill both branches; needs the databases `default` and `keys`."""
    publish_questionnaires()
    cast = assemble()
    return World(
        cast,
        _corner("A", cast.a_manager, cast.a_secretary, cast.a_member, cast.a_board, cast),
        _corner("B", cast.b_manager, cast.b_secretary, cast.b_member, cast.b_board, cast),
        _admission(cast),
        _draft(cast.editor),
    )


def _corner(letter: str, manager: Person, secretary: Person, member: Person, board: Person, cast: Cast) -> Corner:
    house, say = secretary.house, partial(canary, letter)
    selection, partner, tied = _round(letter, secretary, cast)
    candidacy = _candidate(letter, "naam", "adres", secretary, selection)
    neighbour = _candidate(letter, "tweede", "postbus", secretary, selection)
    kept = _kept(letter, secretary, board, selection)
    with tied.scope():
        for dossier in (candidacy.dossier, kept.dossier):
            declare_tie(tied.actor, dossier)
    filled = fill(say, secretary, member, partner, candidacy)
    with secretary.scope():
        report = order_report(secretary.actor, "integrity.dossier", dossier=candidacy.dossier)
        tie, kept_tie = (Tie.objects.get(dossier=one.dossier) for one in (candidacy, kept))
        named = selection.members.get(person=member.user)
        notice = notify_person(secretary.user.pk, house.pk, "retention_warning", path="", reference="X")
    session = CandidateSession(house, candidacy.dossier_id)
    with session.scope():
        own_report = order_report(session.actor, "integrity.own_copy", dossier=candidacy.dossier)
    return Corner(
        letter=letter,
        house=house,
        secretary=secretary,
        tied=tied,
        unnamed=_committee_member(house, f"Buiten {letter}"),
        unconfirmed=_unconfirmed(letter, secretary, selection),
        selection=selection,
        member=named,
        tie=tie,
        kept_tie=kept_tie,
        candidacy=candidacy,
        filled=filled,
        neighbour=neighbour,
        kept=kept,
        report=report,
        own_report=own_report,
        notice=notice,
        card_session=_card_session(secretary, say("afspraak")),
        talk=plan_talk(secretary, selection),
        **_office(letter, manager, neighbour),
    )


def _round(letter: str, secretary: Person, cast: Cast) -> tuple[SelectionRound, Person, Person]:
    """A round, and two in its committee beside the member of the cast."""
    others = (_committee_member(secretary.house, f"{which} Lid {letter}") for which in ("Tweede", "Derde"))
    partner, tied = others
    with secretary.scope():
        selection = add_round(
            secretary.actor,
            name=canary(letter, "ronde"),
            body=cast.waterlinge.body,
            nomination_day=date(2030, 1, 31),
            offices=["councillor"],
        )
        name_everybody(secretary.actor, selection)
    return selection, partner, tied


def _committee_member(house: House, name: str) -> Person:
    user = UserFactory(name=name)
    give_role(user, house.body, Role.COMMITTEE_MEMBER)
    return Person(user, house)


def _unconfirmed(letter: str, secretary: Person, selection: SelectionRound) -> Person:
    person = _committee_member(secretary.house, f"Nieuw Lid {letter}")
    with secretary.scope():
        name_member(secretary.actor, selection, person.user)
    return person


def _candidate(letter: str, name: str, email: str, secretary: Person, selection: SelectionRound) -> Candidacy:
    with secretary.scope():
        candidacy = add_candidate(
            secretary.actor, selection, name=canary(letter, name), email=address(letter, email), office="councillor"
        )
        invite_all(secretary.actor, [candidacy])
    return candidacy


def _kept(letter: str, secretary: Person, board: Person, selection: SelectionRound) -> KeptFile:
    """Of somebody who was listed, with a measure and an undertaking that both sides signed."""
    candidacy = _candidate(letter, "derde", "feitadres", secretary, selection)
    make_agreements(secretary, candidacy, canary(letter, "gevaar"), canary(letter, "toezegging"), board)
    with secretary.scope():
        perform(CANDIDACY, "list", candidacy, secretary.actor)
    with secretary.house.scope():
        erase_dossier(Actor(tenant_id=secretary.house.pk), candidacy.dossier)
        return KeptFile.objects.named().get(round=selection)


def _office(letter: str, manager: Person, neighbour: Candidacy) -> dict[str, Any]:
    """What the manager of the branch has at hand."""
    colleague = UserFactory(name=canary(letter, "collega"), email=address(letter, "collega"))
    membership = give_role(colleague, manager.house.body, Role.BOARD_MEMBER)[0]
    with manager.scope():
        invitation = invite(
            manager.actor,
            manager.house.body,
            name=canary(letter, "gast"),
            email=address(letter, "gast"),
            roles=["committee_member"],
        )
        hold(manager.actor, neighbour.dossier, canary(letter, "reden"))
    return {"colleague": colleague, "membership": membership, "invitation": invitation}


def _card_session(secretary: Person, agreement: str) -> CardSession:
    """A session with cards after its first vote, with something agreed upon."""
    with secretary.scope():
        session = open_session(secretary.actor, Edition.objects.published(SLUG).get())
        draw(secretary.actor, session, "closed_meeting_care_home", Ask.CONSIDERATIONS, session.version)
        show(secretary.actor, session, {"c1": 4}, session.version)
        agree(secretary.actor, session.turns.get(), agreement)
    return session


def _admission(cast: Cast) -> AdmissionRequest:
    return confirm(
        apply(
            {
                "public_body": cast.waterlinge.body,
                "branch_name": "Nieuwe Afdeling",
                "party": "Nieuwe Partij",
                "applicant_name": APPLICANT,
                "applicant_email": f"{APPLICANT}@adres.example".lower(),
            }
        )
    )


def _draft(editor: Person) -> Edition:
    """A next edition of every instrument, which only editors see; returns that of the questionnaire."""
    with editor.scope():
        for edition in Edition.objects.filter(number=1):
            data = {**edition.content, "edition": 2, "title": {"nl": DRAFT, "en": DRAFT}}
            take_in(editor.actor, read_content(yaml.safe_dump(data, allow_unicode=True).encode(), edition.slug))
        return Edition.objects.get(slug=DRAFT_OF, number=2)
