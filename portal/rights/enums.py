from django.db import models
from django.utils.translation import gettext_lazy as _


class ObjectionStatus(models.TextChoices):
    MADE = "made", _("wacht op antwoord")
    UPHELD = "upheld", _("gelijk gegeven")
    REJECTED = "rejected", _("geen gelijk gegeven")
    TAKEN_BACK = "taken_back", _("ingetrokken")
