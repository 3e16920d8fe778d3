"""Fixed lists of the dilemma cards (domain/integrity.md, section 3.9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    MUNICIPALITY = "municipality", _("gemeente")
    PROVINCE = "province", _("provincie")
    WATER_BOARD = "water_board", _("waterschap")


class SessionStatus(models.TextChoices):
    OPEN = "open", _("open")
    VOTING = "voting", _("stemmen")
    SHOWN = "shown", _("uitslag getoond")
    CLOSED = "closed", _("afgesloten")


class Ask(models.TextChoices):
    """What the group votes on."""

    CONSIDERATIONS = "considerations", _("Welke afweging weegt voor u het zwaarst?")
    ACTION = "action", _("Wat zou u doen?")


class Action(models.TextChoices):
    """Answers to “wat zou u doen” that fit every card; none of them is the right one."""

    GO_ON = "go_on", _("Ik ga door")
    GO_ON_OPENLY = "go_on_openly", _("Ik ga door en ben er open over")
    ASK_ADVICE = "ask_advice", _("Ik vraag eerst raad")
    REFRAIN = "refrain", _("Ik doe het niet")
