"""States and choices of candidate screening (domain/integrity.md, sections 1 and 6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CandidacyStatus(models.TextChoices):
    ADDED = "added", _("toegevoegd")
    INVITED = "invited", _("uitgenodigd")
    LISTED = "listed", _("op de lijst")
    NOT_LISTED = "not_listed", _("niet op de lijst")
    WITHDRAWN = "withdrawn", _("teruggetrokken")


UNDECIDED = frozenset({CandidacyStatus.ADDED, CandidacyStatus.INVITED})


class Instrument(models.TextChoices):
    """What a round can use. The fourth instrument has three parts, each with a moment of its own (section 3.4)."""

    RULES = "rules", _("vuistregels integriteit")
    SELF_ASSESSMENT = "self_assessment", _("zelfassessment")
    QUESTIONNAIRE = "questionnaire", _("vragenlijst integriteit")
    OPEN_SOURCES = "open_sources", _("antecedenten: open bronnen")
    SUBVERSION = "subversion", _("herkennen van ondermijning")
    INTERVIEW = "interview", _("selectiegesprek met de leidraad")
    REFERENCES = "references", _("antecedenten: referenties")
    CERTIFICATE = "certificate", _("antecedenten: VOG")
    UNDERTAKING = "undertaking", _("bewilligingsverklaring")
    AGENDA = "agenda", _("integriteitsagenda")
    CARDS = "cards", _("dilemmakaarten")


class QuestionStatus(models.TextChoices):
    """A question the committee raises about the answers."""

    ASKED = "asked", _("gesteld")
    ANSWERED = "answered", _("beantwoord")
    TAKEN_BACK = "taken_back", _("ingetrokken")
