"""States and choices of candidate screening (domain/integrity.md, sections 1 and 6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CandidacyStatus(models.TextChoices):
    ADDED = "added", _("toegevoegd")
    INVITED = "invited", _("uitgenodigd")
    LISTED = "listed", _("op de lijst")
    NOT_LISTED = "not_listed", _("niet op de lijst")
    WITHDRAWN = "withdrawn", _("teruggetrokken")
