from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import WHILE_IN_USE, Clock, declare

HALF_A_YEAR = Clock(
    _("een half jaar, om terug te kunnen lezen wat er speelde"), field="made_at", days=183, with_dossier=True
)

declare(
    "notices.Notice",
    purpose=_("Mensen laten weten dat er iets voor hen klaarstaat"),
    owner=_("de organisatie die het bericht stuurt"),
    ground=_("taak van algemeen belang of gerechtvaardigd belang (AVG artikel 6 lid 1 onder e en f)"),
    clock=HALF_A_YEAR,
    public="status attempts next_try_at",
    personal=("id tenant dossier person address language kind path reference subject_id made_at sent_at read_at"),
)
declare(
    "notices.Preference",
    purpose=_("Onthouden welke berichten iemand per e-mail wil"),
    owner=_("beheer van het portaal"),
    ground=_("taak van algemeen belang of gerechtvaardigd belang (AVG artikel 6 lid 1 onder e en f)"),
    clock=WHILE_IN_USE,
    personal="id person kind mail",
)
