from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import Clock, declare

OWNER = _("de organisatie waarvan iemand de sessie opende")
GROUND = _("taak van algemeen belang of gerechtvaardigd belang (AVG artikel 6 lid 1 onder e en f)")
# `cards.expire` erases every ten minutes; the night does it too should that be missed.
ONE_DAY = Clock(_("een dag na het openen van de sessie"), field="opened_at", days=1)
WITH_SESSION = Clock(_("gaat weg met de sessie, binnen een dag"))

declare(
    "integrity.CardSession",
    purpose=_("Samen dilemmakaarten spelen"),
    owner=OWNER,
    ground=GROUND,
    clock=ONE_DAY,
    public="edition status version card ask participants",
    personal="id tenant opened_by code code_digest opened_at",
)
declare(
    "integrity.CardTurn",
    purpose=_("Onthouden welke kaart is gespeeld en wat de groep afspreekt"),
    owner=OWNER,
    ground=GROUND,
    clock=WITH_SESSION,
    public="number card ask",
    personal="id tenant session",
    confidential="agreement",
)
declare(
    "integrity.CardTally",
    purpose=_("Stemmen over een kaart tellen"),
    owner=OWNER,
    ground=GROUND,
    clock=WITH_SESSION,
    public="choice place",
    personal="id tenant turn",
    confidential="votes",
)
declare(
    "integrity.CardVoter",
    purpose=_("Elke deelnemer één keer per kaart laten stemmen, zonder te weten wie het is"),
    owner=OWNER,
    ground=GROUND,
    clock=Clock(_("gaat weg als de sessie sluit, en altijd binnen een dag")),
    personal="id tenant session digest voted",
)
