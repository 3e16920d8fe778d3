"""The fictional organisations and people of the demo. None of them exists; addresses end in .example."""

from dataclasses import dataclass

from portal.organisations.enums import Kind, Role


@dataclass(frozen=True)
class House:
    """A fictional organisation; `parent` is the key of the body it belongs to."""

    key: str
    kind: Kind
    name: str
    parent: str = ""


@dataclass(frozen=True)
class Persona:
    """A fictional person with an account; `offices`: key of the organisation and role there."""

    key: str
    name: str
    offices: tuple[tuple[str, Role], ...]

    @property
    def email(self) -> str:
        return f"{self.key.replace('_', '.')}@demo.example"

    @property
    def houses(self) -> set[str]:
        return {house for house, _role in self.offices}

    @property
    def role_names(self) -> str:
        return ", ".join(dict.fromkeys(str(role.label) for _house, role in self.offices))


# Parents come before their children.
HOUSES = (
    House("province", Kind.PROVINCE, "Voorland"),
    House("waterlinge", Kind.MUNICIPALITY, "Waterlinge", parent="province"),
    House("duinrade", Kind.MUNICIPALITY, "Duinrade", parent="province"),
    House("water_board", Kind.WATER_BOARD, "Waterschap De Brede Aa"),
    House("branch_a", Kind.PARTY_BRANCH, "Partij voor Morgen Waterlinge", parent="waterlinge"),
    House("branch_b", Kind.PARTY_BRANCH, "Samen Lokaal Duinrade", parent="duinrade"),
    House("scan_provider", Kind.SCAN_PROVIDER, "Veilig Wonen Advies"),
    House("support_team", Kind.SUPPORT_TEAM, "Ondersteuningsteam"),
    House("bureau", Kind.SCREENING_BUREAU, "Bureau Helder"),
    House("ministry", Kind.MINISTRY, "Ministerie (demo)"),
)


def _in(house: str, *roles: Role) -> tuple[tuple[str, Role], ...]:
    return tuple((house, role) for role in roles)


PERSONAS = (
    Persona("a_manager", "Joost Timmer", _in("branch_a", Role.MANAGER)),
    Persona("a_secretary", "Sanne de Boer", _in("branch_a", Role.PARTY_SECRETARY)),
    Persona("a_member", "Karim Haddou", _in("branch_a", Role.COMMITTEE_MEMBER)),
    Persona("a_second_member", "Marieke Oosterhof", _in("branch_a", Role.COMMITTEE_MEMBER)),
    Persona("a_board", "Ineke Visser", _in("branch_a", Role.BOARD_MEMBER)),
    Persona("b_manager", "Marloes Kramer", _in("branch_b", Role.MANAGER)),
    Persona("b_secretary", "Tim Vos", _in("branch_b", Role.PARTY_SECRETARY)),
    Persona("b_member", "Yara Pinas", _in("branch_b", Role.COMMITTEE_MEMBER)),
    Persona("b_board", "Rob Scholten", _in("branch_b", Role.BOARD_MEMBER)),
    Persona("waterlinge_manager", "Petra Smit", _in("waterlinge", Role.MANAGER)),
    Persona("waterlinge_mayor", "Hendrik van Loon", _in("waterlinge", Role.MAYOR)),
    Persona("waterlinge_alderman", "Nadia el Amrani", _in("waterlinge", Role.EXECUTIVE)),
    Persona("waterlinge_councillor", "Bas Jonker", _in("waterlinge", Role.REPRESENTATIVE)),
    Persona("waterlinge_clerk", "Lieke Mertens", _in("waterlinge", Role.CLERK)),
    Persona("waterlinge_adviser", "Ruben Kok", _in("waterlinge", Role.POLICY_ADVISER)),
    Persona("waterlinge_second_reader", "Anouk Prins", _in("waterlinge", Role.SECOND_READER)),
    Persona("waterlinge_decider", "Gerda Blom", _in("waterlinge", Role.DECIDER)),
    Persona("waterlinge_privacy_officer", "Sven Maas", _in("waterlinge", Role.PRIVACY_OFFICER)),
    Persona("duinrade_manager", "Els Brouwer", _in("duinrade", Role.MANAGER)),
    Persona("duinrade_mayor", "Mirjam Tol", _in("duinrade", Role.MAYOR)),
    Persona("duinrade_alderman", "Joris Wouters", _in("duinrade", Role.EXECUTIVE)),
    Persona("duinrade_clerk", "Dirk Hofman", _in("duinrade", Role.CLERK)),
    Persona("duinrade_councillor", "Soraya Ramdin", _in("duinrade", Role.REPRESENTATIVE)),
    Persona("duinrade_adviser", "Wim Bakels", _in("duinrade", Role.POLICY_ADVISER)),
    Persona("province_manager", "Carlijn Dekker", _in("province", Role.MANAGER)),
    Persona("province_commissioner", "Onno Wiersma", _in("province", Role.KINGS_COMMISSIONER)),
    Persona("province_executive", "Hülya Demir", _in("province", Role.EXECUTIVE)),
    Persona("water_board_manager", "Jeroen Poort", _in("water_board", Role.MANAGER)),
    Persona("water_board_reeve", "Tineke Dijkstra", _in("water_board", Role.DIKE_REEVE)),
    Persona("water_board_member", "Frits Oever", _in("water_board", Role.REPRESENTATIVE)),
    Persona("scan_manager", "Monique Slot", _in("scan_provider", Role.MANAGER)),
    Persona("scan_adviser", "Arjan Deur", _in("scan_provider", Role.SCAN_ADVISER)),
    Persona("support_manager", "Wendy Groot", _in("support_team", Role.MANAGER)),
    Persona("coordinator", "Farid Benali", _in("support_team", Role.COORDINATOR)),
    Persona("confidential_adviser", "Jolanda Peters", _in("support_team", Role.CONFIDENTIAL_ADVISER)),
    Persona("peer", "Kees Vermeer", _in("support_team", Role.PEER)),
    Persona("expert", "Mila Jansma", _in("support_team", Role.EXPERT)),
    Persona("bureau_manager", "Thea Lindeman", _in("bureau", Role.MANAGER)),
    Persona("researcher", "Stefan Roos", _in("bureau", Role.RESEARCHER)),
    Persona("ministry_manager", "Paula Evers", _in("ministry", Role.MANAGER)),
    Persona("analyst", "David Chin", _in("ministry", Role.ANALYST)),
    Persona("editor", "Roos Hendriks", _in("ministry", Role.EDITOR)),
    Persona("registrar", "Martijn Zwart", _in("ministry", Role.REGISTRAR)),
    Persona(
        "several",
        "Femke Postma",
        (
            *_in("branch_a", Role.BOARD_MEMBER),
            *_in("waterlinge", Role.REPRESENTATIVE),
            *_in("support_team", Role.PEER),
        ),
    ),
)


def persona(key: str) -> Persona | None:
    """Return a persona by key; None when there is none."""
    return next((one for one in PERSONAS if one.key == key), None)
