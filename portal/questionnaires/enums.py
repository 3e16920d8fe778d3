"""Fixed lists of the questionnaire engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Office(models.TextChoices):
    """The office someone is a candidate for: the same answer can weigh differently per office."""

    COUNCILLOR = "councillor", _("raadslid")
    PROVINCIAL_COUNCILLOR = "provincial_councillor", _("Statenlid")
    WATER_BOARD_MEMBER = "water_board_member", _("lid van het algemeen bestuur van een waterschap")
    ALDERMAN = "alderman", _("wethouder")
    PROVINCIAL_EXECUTIVE = "provincial_executive", _("gedeputeerde")
    WATER_BOARD_EXECUTIVE = "water_board_executive", _("lid van het dagelijks bestuur van een waterschap")


class EditionStatus(models.TextChoices):
    """What a file says of its own text: who stands for it. A draft cannot be published."""

    OFFICIAL = "official", _("officieel")
    MODEL = "model", _("model")
    DRAFT = "draft", _("concept")


class EditionPhase(models.TextChoices):
    """How far an edition is in the portal."""

    LOADED = "loaded", _("nog niet gepubliceerd")
    PUBLISHED = "published", _("gepubliceerd")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class EditionOrigin(models.TextChoices):
    PORTAL = "portal", _("meegeleverd met het portaal")
    MINISTRY = "ministry", _("geladen door het ministerie")


class ResponseStatus(models.TextChoices):
    NOT_STARTED = "not_started", _("nog niet begonnen")
    IN_PROGRESS = "in_progress", _("bezig")
    SUBMITTED = "submitted", _("verstuurd")
    REOPENED = "reopened", _("opnieuw geopend")


class HeldBecause(models.TextChoices):
    """Why typed text was set aside instead of saved."""

    EXPIRED = "expired", _("uw sessie was verlopen")
    CONFLICT = "conflict", _("in een ander venster of op een ander apparaat stond al iets nieuwers")


class SectionStatus(models.TextChoices):
    NOT_STARTED = "not_started", _("Nog niet begonnen")
    BUSY = "busy", _("Bezig")
    BLOCKED = "blocked", _("Kan nog niet starten")
    DONE = "done", _("Klaar")
