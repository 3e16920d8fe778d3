"""What the portal says about the committee: the brief's advice, the ground rules, and what a tie brings.

Source: domain/integrity.md, section 3, ground rules (articles of the association of councillors, 2017 ff.).
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from portal.organisations.enums import Role
from portal.privacy.declarations import Text

ADVICE = (
    _(
        "Kies bij voorkeur geen bestuursleden en geen mensen die nu zelf raadslid, Statenlid of lid van het algemeen "
        "bestuur van een waterschap zijn."
    ),
    _("Leg vast wie welke rol heeft: wie leest, wie het gesprek voert en wie beslist."),
    _(
        "Spreek af wat u doet als een lid familie is van een kandidaat of er zaken mee doet. Het portaal sluit dan het "
        "dossier voor dat lid."
    ),
    _("Vertel kandidaten eerlijk hoeveel tijd het werk kost."),
)
GROUND_RULES = (
    _("U zoekt geen fouten. U zoekt samen met de kandidaat naar risico’s, en naar wat die kleiner maakt."),
    _("U geeft geen cijfers en maakt geen rangorde. Een fout van vroeger hoeft geen probleem te zijn."),
    _("U vertelt de kandidaat eerlijk wat het ambt vraagt, ook hoeveel tijd het kost."),
    _("U weet wie in deze commissie leest, wie het gesprek voert en wie beslist, en u blijft bij uw eigen rol."),
    _("Wat u leest en hoort, blijft in de commissie. U stuurt niets door en u maakt geen eigen lijstjes."),
    _("Hebt u een familieband of zakelijke band met een kandidaat? Dan zegt u dat, en blijft u buiten dat dossier."),
    _("De kandidaat ziet wie het dossier opent, wanneer en in welke rol."),
)
DECLARED = _("Vastgelegd. Het dossier van deze kandidaat is voor u gesloten.")

WHAT_A_TIE_MEANS = (
    _("Het dossier gaat meteen voor u dicht. U ziet deze kandidaat nergens meer, ook niet in lijsten en totalen."),
    _("Alleen een collega die secretaris is, kan dit terugdraaien."),
    _("De kandidaat en de secretaris zien dat u een band hebt opgegeven."),
)
GOES_ON: Mapping[Role, Text] = {
    Role.PARTY_SECRETARY: _("Een collega die secretaris is, handelt dit dossier verder af."),
    Role.BOARD_MEMBER: _("Een ander bestuurslid leest de verklaring en tekent namens het bestuur."),
}
NOBODY_LEFT: Mapping[Role, Text] = {
    Role.PARTY_SECRETARY: _(
        "Let op: er is geen andere secretaris zonder band met deze kandidaat. Niemand kan dit dossier dan afhandelen. "
        "Laat de beheerder van uw afdeling eerst een tweede secretaris aanwijzen."
    ),
    Role.BOARD_MEMBER: _(
        "Let op: er is geen ander bestuurslid zonder band met deze kandidaat. Niemand kan de verklaring dan namens "
        "het bestuur ondertekenen. Laat de beheerder van uw afdeling eerst een tweede bestuurslid aanwijzen."
    ),
}


def what_a_tie_means(going_on: Mapping[Role, bool]) -> list[Text]:
    """Say what follows when somebody declares a tie. going_on: per role of theirs, whether a colleague goes on."""
    return [*WHAT_A_TIE_MEANS, *((GOES_ON if goes_on else NOBODY_LEFT)[role] for role, goes_on in going_on.items())]
