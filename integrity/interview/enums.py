"""States and choices of the selection interview (domain/integrity.md, section 3.6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InterviewStatus(models.TextChoices):
    PLANNED = "planned", _("gepland")
    CANCELLED = "cancelled", _("afgezegd")
    HELD = "held", _("gehouden")
    CONCLUDED = "concluded", _("afgerond")


class TopicSource(models.TextChoices):
    """Where a topic of the conversation sheet comes from."""

    GUIDE = "guide", _("leidraad")
    ANSWER = "answer", _("antwoord in de vragenlijst")
    FINDING = "finding", _("bevinding uit open bronnen")
    CARD = "card", _("dilemmakaart")
