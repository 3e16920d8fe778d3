"""States of a talk of the integrity agenda (domain/integrity.md, section 3.8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TalkStatus(models.TextChoices):
    PLANNED = "planned", _("gepland")
    HELD = "held", _("gehouden")
    CANCELLED = "cancelled", _("vervallen")
