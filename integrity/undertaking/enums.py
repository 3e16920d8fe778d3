"""States of the candidacy undertaking (domain/integrity.md, section 3.7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UndertakingStatus(models.TextChoices):
    OFFERED = "offered", _("ligt klaar voor de kandidaat")
    SIGNED = "signed", _("ondertekend door de kandidaat")
    COUNTERSIGNED = "countersigned", _("ondertekend door beide")
    TAKEN_BACK = "taken_back", _("ingetrokken")


class About(models.TextChoices):
    """Whose promise a clause is."""

    CANDIDATE = "candidate", _("Belofte van de kandidaat")
    BRANCH = "branch", _("Belofte van de afdeling")
