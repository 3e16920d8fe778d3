from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import PERMANENT, Clock, declare

FIVE_YEARS = Clock(_("vijf jaar, om misbruik te kunnen nagaan"), field="at", days=5 * 365)

declare(
    "audit.Event",
    purpose=_("Vastleggen wie gegevens zag of wijzigde"),
    owner=_("beheer van het portaal"),
    ground=_("wettelijke plicht tot beveiliging (AVG artikel 6 lid 1 onder c en artikel 32)"),
    clock=FIVE_YEARS,
    personal="id at tenant role act what subject",
    confidential="dossier person",
)
declare(
    "audit.Seal",
    purpose=_("Aantonen dat het logboek niet is veranderd"),
    owner=_("beheer van het portaal"),
    ground=_("wettelijke plicht tot beveiliging (AVG artikel 6 lid 1 onder c en artikel 32)"),
    clock=PERMANENT,
    public="number event_id event_digest sealed_at hash",
)
