"""States and choices of the background check (domain/integrity.md, section 3.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceType(models.TextChoices):
    SEARCH = "search", _("zoekmachine")
    NEWS = "news", _("nieuws en archieven")
    SOCIAL = "social", _("openbare sociale media")
    TRADE_REGISTER = "trade_register", _("handelsregister")
    INSOLVENCY = "insolvency", _("insolventieregister")
    COURTS = "courts", _("gepubliceerde uitspraken")
    PUBLIC_POSITIONS = "public_positions", _("openbare lijsten van functies")
    OTHER = "other", _("andere openbare bron")


class FindingStatus(models.TextChoices):
    OPEN = "open", _("te bespreken")
    DISCUSSED = "discussed", _("besproken")
    CLOSED = "closed", _("afgesloten")


class CertificateStatus(models.TextChoices):
    NOT_ASKED = "not_asked", _("niet gevraagd")
    REQUESTED = "requested", _("gevraagd")
    SEEN = "seen", _("gezien")
    NOT_PROVIDED = "not_provided", _("niet verstrekt")


class ReferenceStatus(models.TextChoices):
    NAMED = "named", _("opgegeven")
    SPOKEN = "spoken", _("gesproken")
    CANCELLED = "cancelled", _("vervallen")
