"""States of a talk of the integrity agenda (domain/integrity.md, section 3.8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TalkStatus(models.TextChoices):
    PLANNED = "planned", _("gepland")
    HELD = "held", _("gehouden")
    CANCELLED = "cancelled", _("vervallen")


class Repeats(models.TextChoices):
    """How often a talk comes back in a term."""

    ONCE = "once", _("één keer")
    YEARLY = "yearly", _("elk jaar")
