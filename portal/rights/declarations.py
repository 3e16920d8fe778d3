from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import WITH_DOSSIER, declare

declare(
    "rights.Objection",
    purpose=_("Bezwaren behandelen tegen het gebruik van gegevens"),
    owner=_("de organisatie van het dossier"),
    ground=_("wettelijke plicht (AVG artikel 6 lid 1 onder c en artikel 21)"),
    clock=WITH_DOSSIER,
    personal="id tenant dossier version made_at answered_at answered_by_role",
    confidential="status",
    endangers="text answer",
)
