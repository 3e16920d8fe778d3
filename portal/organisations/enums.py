"""Kinds of organisation and the roles people hold in them (design.md, section 1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    MUNICIPALITY = "municipality", _("gemeente")
    PROVINCE = "province", _("provincie")
    WATER_BOARD = "water_board", _("waterschap")
    PARTY_BRANCH = "party_branch", _("partijafdeling")
    MINISTRY = "ministry", _("ministerie")
    SUPPORT_TEAM = "support_team", _("Ondersteuningsteam")
    SCAN_PROVIDER = "scan_provider", _("aanbieder van woningscans")
    SCREENING_BUREAU = "screening_bureau", _("onderzoeksbureau")


PUBLIC_BODIES = (Kind.MUNICIPALITY, Kind.PROVINCE, Kind.WATER_BOARD)
# The names of water boards say already what they are.
TITLES = {Kind.MUNICIPALITY: _("Gemeente %(name)s"), Kind.PROVINCE: _("Provincie %(name)s")}


class Role(models.TextChoices):
    MANAGER = "manager", _("beheerder")
    PARTY_SECRETARY = "party_secretary", _("secretaris")
    COMMITTEE_MEMBER = "committee_member", _("lid selectiecommissie")
    BOARD_MEMBER = "board_member", _("bestuurslid")
    MAYOR = "mayor", _("burgemeester")
    KINGS_COMMISSIONER = "kings_commissioner", _("commissaris van de Koning")
    DIKE_REEVE = "dike_reeve", _("dijkgraaf")
    EXECUTIVE = "executive", _("wethouder of ander dagelijks bestuurder")
    REPRESENTATIVE = "representative", _("volksvertegenwoordiger")
    CLERK = "clerk", _("griffier")
    POLICY_ADVISER = "policy_adviser", _("beleidsadviseur")
    SECOND_READER = "second_reader", _("tweede lezer")
    DECIDER = "decider", _("beslisser")
    PRIVACY_OFFICER = "privacy_officer", _("functionaris gegevensbescherming")
    SCAN_ADVISER = "scan_adviser", _("adviseur woningscan")
    COORDINATOR = "coordinator", _("coördinator")
    CONFIDENTIAL_ADVISER = "confidential_adviser", _("vertrouwenspersoon")
    PEER = "peer", _("ervaren collega")
    EXPERT = "expert", _("deskundige")
    RESEARCHER = "researcher", _("onderzoeker")
    ANALYST = "analyst", _("analist")
    EDITOR = "editor", _("redacteur")
    REGISTRAR = "registrar", _("registrator")


_AUTHORITY = (
    Role.MANAGER,
    Role.EXECUTIVE,
    Role.REPRESENTATIVE,
    Role.CLERK,
    Role.POLICY_ADVISER,
    Role.SECOND_READER,
    Role.DECIDER,
    Role.PRIVACY_OFFICER,
)
ROLES_OF: dict[str, tuple[Role, ...]] = {
    Kind.MUNICIPALITY: (Role.MAYOR, *_AUTHORITY),
    Kind.PROVINCE: (Role.KINGS_COMMISSIONER, *_AUTHORITY),
    Kind.WATER_BOARD: (Role.DIKE_REEVE, *_AUTHORITY),
    Kind.PARTY_BRANCH: (Role.MANAGER, Role.PARTY_SECRETARY, Role.COMMITTEE_MEMBER, Role.BOARD_MEMBER),
    Kind.MINISTRY: (Role.MANAGER, Role.ANALYST, Role.EDITOR, Role.REGISTRAR),
    Kind.SUPPORT_TEAM: (Role.MANAGER, Role.COORDINATOR, Role.CONFIDENTIAL_ADVISER, Role.PEER, Role.EXPERT),
    Kind.SCAN_PROVIDER: (Role.MANAGER, Role.SCAN_ADVISER),
    Kind.SCREENING_BUREAU: (Role.MANAGER, Role.RESEARCHER),
}


class Admission(models.TextChoices):
    REQUESTED = "requested", _("aangevraagd")
    ADMITTED = "admitted", _("toegelaten")
    REFUSED = "refused", _("afgewezen")
    SUSPENDED = "suspended", _("geschorst")
