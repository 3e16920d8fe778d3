"""How the records of the portal's own rooms read, where their fields do not say it by themselves."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.notices import kinds as notice_kinds
from portal.notices.models import Notice
from portal.organisations.enums import Role
from portal.organisations.models import Membership
from portal.privacy.models import Dossier
from portal.questionnaires.answers import Answer, Answers, in_words, row_in_words
from portal.questionnaires.content import ROWS, Question
from portal.questionnaires.models import AnswerChange, Edition, HeldSubmission, SectionAnswers
from portal.reports import kinds as report_kinds
from portal.reports.models import Report
from portal.retention.kinds import kind_of
from portal.rights.facts import Fact, facts_of, register_namer
from portal.rights.held import register_presenter, withhold

# Asked per row and read by its own edition.
OF_A_RESPONSE = ("response__edition",)


def register() -> None:
    """Tell how these records read, and which are left out."""
    register_namer(Edition, lambda edition: f"{edition.tree.title}, {edition.number}")
    register_namer(Membership, lambda membership: str(Role(membership.role).label))
    register_presenter("privacy.Dossier", _dossier)
    register_presenter("notices.Notice", _notice)
    register_presenter("reports.Report", _report)
    register_presenter("questionnaires.SectionAnswers", _section, OF_A_RESPONSE)
    register_presenter("questionnaires.HeldSubmission", _held, OF_A_RESPONSE)
    register_presenter("questionnaires.AnswerChange", _change)
    withhold("privacy.DossierKey", gettext_lazy("Dit is de sleutel van uw dossier. Er staat niets over u in."))
    withhold(
        "sessions.Session",
        gettext_lazy(
            "Hiermee onthoudt het portaal dat u binnen bent. Het staat niet bij uw dossier en gaat vanzelf weg."
        ),
    )


def _dossier(dossier: Dossier) -> list[Fact]:
    return [Fact(_("soort dossier"), str(kind_of(dossier).label)), *facts_of(dossier, but=("kind", "erased_at"))]


def _notice(notice: Notice) -> list[Fact]:
    text = str(notice_kinds.kind_of(notice.kind).inside_label)
    return [Fact(_("bericht"), text), *facts_of(notice, but=("kind", "subject_id", "person"))]


def _report(report: Report) -> list[Fact]:
    facts = [
        Fact(_("document"), str(report_kinds.kind_of(report.kind).title)),
        Fact(_("bestand"), _("een versleutelde PDF") if report.file else ""),
    ]
    if report.requested_by_id is None:
        facts.append(Fact(_("gevraagd door"), _("uzelf")))
    hidden = ("kind", "file", *(("requested_by",) if report.requested_by_id is None else ()))
    return [*facts, *facts_of(report, but=hidden)]


def _section(row: SectionAnswers) -> list[Fact]:
    hidden = ("response", "section", "answers")
    return [*_answered(row.response.edition, row.section, row.answers), *facts_of(row, but=hidden)]


def _held(row: HeldSubmission) -> list[Fact]:
    hidden = ("response", "section", "answers")
    return [*_answered(row.response.edition, row.section, row.answers), *facts_of(row, but=hidden)]


def _change(row: AnswerChange) -> list[Fact]:
    question = _question(row.edition, row.question)
    was = _answer(question, row.old) if question else row.old
    facts = [Fact(_("vraag"), str(question.text) if question else row.question), Fact(_("eerst ingevuld"), was)]
    return [*facts, *facts_of(row, but=("response", "question", "old"))]


def _answered(edition: Edition, section_id: str, answers: Answers) -> list[Fact]:
    """The section by its title, and each question beside its answer, also of questions that are asked no more."""
    tree = edition.questionnaire
    facts = [Fact(_("onderdeel"), str(tree.section(section_id).title) if tree.has_section(section_id) else section_id)]
    for question_id, answer in answers.items():
        question = _question(edition, question_id)
        facts.append(Fact(str(question.text), _answer(question, answer)) if question else Fact(question_id, answer))
    return facts


def _question(edition: Edition, question_id: str) -> Question | None:
    return next((each for _section, each in edition.questionnaire.questions() if each.id == question_id), None)


def _answer(question: Question, answer: Answer) -> str | list[dict[str, str]]:
    if question.type != ROWS:
        return in_words(question, answer)
    headings = [str(column.label) for column in question.columns]
    return [dict(zip(headings, row_in_words(question, row), strict=True)) for row in answer or []]
