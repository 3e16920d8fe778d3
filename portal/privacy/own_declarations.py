"""What this room itself holds."""

from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import PERMANENT, WITH_DOSSIER, Clock, declare

SECURITY = _("wettelijke plicht tot beveiliging (AVG artikel 6 lid 1 onder c en artikel 32)")
OPERATIONS = _("beheer van het portaal")

declare(
    "privacy.Dossier",
    purpose=_("Het dossier zelf: sinds wanneer het er is en wanneer het weggaat"),
    owner=_("de organisatie van het dossier"),
    ground=_("volgt het programma waarbij het dossier hoort"),
    clock=Clock(_("na het wissen blijft alleen het kenmerk, zonder inhoud en zonder sleutel")),
    personal="id tenant kind reference opened_at clock_started_at warned_at erased_at",
    confidential="hold_reason held_by",
)
declare(
    "privacy.Tie",
    purpose=_("Een dossier gesloten houden voor wie een band heeft met de persoon"),
    owner=_("de organisatie van het dossier"),
    ground=_("volgt het programma waarbij het dossier hoort"),
    clock=WITH_DOSSIER,
    personal="id tenant dossier declared_at",
    confidential="person",
)
declare(
    "privacy.OrganisationKey",
    purpose=_("Versleutelen van dossiers"),
    owner=OPERATIONS,
    ground=SECURITY,
    clock=PERMANENT,
    public="id organisation_id number created_at",
    confidential="master wrapped",
)
declare(
    "privacy.DossierKey",
    purpose=_("Versleutelen van één dossier"),
    owner=OPERATIONS,
    ground=SECURITY,
    clock=Clock(_("vernietigd op het moment dat het dossier wordt gewist")),
    personal="dossier_id",
    confidential="organisation_key wrapped",
)
