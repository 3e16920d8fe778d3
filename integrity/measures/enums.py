"""States and choices of agreed measures (domain/integrity.md, sections 1 and 6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeasureStatus(models.TextChoices):
    PROPOSED = "proposed", _("voorgesteld")
    AGREED = "agreed", _("afgesproken")
    DONE = "done", _("gedaan")
    DROPPED = "dropped", _("vervallen")


class Owner(models.TextChoices):
    """Who carries a measure out."""

    CANDIDATE = "candidate", _("de kandidaat")
    SECRETARY = "secretary", _("de secretaris")
    BOARD = "board", _("het bestuur")
    GROUP = "group", _("de fractievoorzitter")
