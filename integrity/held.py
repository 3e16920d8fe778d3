"""How records of this programme read where people see everything that is held about them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from integrity.background.models import Consultation
from integrity.interview.enums import TopicSource
from integrity.interview.models import Interview, Topic
from integrity.measures.models import Measure
from integrity.measures.presenting import row_of
from integrity.screening.models import CommitteeQuestion
from integrity.undertaking.models import Undertaking
from integrity.undertaking.text import promised_in
from integrity.undertaking.workflow import UNDERTAKING
from portal.privacy.declarations import Text
from portal.privacy.models import Dossier
from portal.rights.facts import Fact, facts_of, register_namer
from portal.rights.held import register_presenter


def register() -> None:
    """Give names to records that others point at, and words to what is stored as a key."""
    register_namer(Consultation, lambda consultation: consultation.where)
    register_namer(Interview, lambda interview: interview.at)
    register_presenter("integrity.CommitteeQuestion", _committee_question, ("dossier__questionnaires__edition",))
    register_presenter("integrity.Measure", _measure)
    register_presenter("integrity.Undertaking", _undertaking)
    of_topic = ("interview__edition", "dossier__questionnaires__edition", "dossier__findings")
    register_presenter("integrity.Topic", _topic, of_topic)


def _committee_question(row: CommitteeQuestion) -> list[Fact]:
    return [Fact(_("over vraag"), _asked_about(row)), *facts_of(row, but=("about",))]


def _asked_about(row: CommitteeQuestion) -> str:
    return str(_questions(row.dossier).get(row.about, row.about))


def _questions(dossier: Dossier) -> Mapping[str, Text]:
    """The questions of the questionnaire by id, as its edition words them."""
    editions = [response.edition for response in dossier.questionnaires.all()]
    return {question.id: question.text for one in editions for _section, question in one.questionnaire.questions()}


def _topic(row: Topic) -> list[Fact]:
    return [Fact(_("onderwerp"), _talked_about(row)), *facts_of(row, but=("key",))]


def _talked_about(row: Topic) -> str:
    """What is on the conversation sheet, as the guide, the questionnaire or the finding words it."""
    if row.source == TopicSource.CARD:
        return _("kaart %(number)s") % {"number": row.key}
    if row.source == TopicSource.GUIDE:
        known = {topic.id: topic.title for topic in row.interview.edition.tree.topics}
    elif row.source == TopicSource.ANSWER:
        known = _questions(row.dossier)
    else:
        known = {str(finding.pk): finding.text for finding in row.dossier.findings.all()}
    return str(known.get(row.key, row.key))


def _measure(row: Measure) -> list[Fact]:
    """Who does it, and how it stands, in words for the person it is about."""
    told = row_of(row, outside=True)
    return [
        *facts_of(row, but=("owner", "status")),
        Fact(_("wie doet het"), told.owner),
        Fact(_("stand"), told.label),
    ]


def _undertaking(row: Undertaking) -> list[Fact]:
    """The text as it was offered, part by part, and the measures that stand in it."""
    text = row.text
    parts = [Fact(part["title"], part["text"]) for part in (*text["limits"], *text["clauses"])]
    measures = [
        {_("maatregel"): one["text"], _("wie doet het"): one["owner"], _("klaar op"): one["due_on"]}
        for one in promised_in(text)
    ]
    return [
        Fact(_("titel"), text["title"]),
        Fact(_("over wie en waarvoor"), list(text["facts"].values())),
        Fact(_("inleiding"), text["intro"]),
        *parts,
        Fact(_("maatregelen"), measures),
        Fact(_("wat u verklaart"), text["signing"]["candidate"]),
        Fact(_("wat het bestuur verklaart"), text["signing"]["board"]),
        Fact(_("stand"), str(UNDERTAKING.state(row.status).outside)),
        *facts_of(row, but=("text", "status")),
    ]
