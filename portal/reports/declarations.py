from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import Clock, declare

# No field: the file goes with the row, so `reports.expire` erases, not the night.
ONE_MONTH = Clock(_("een maand om het document op te halen, en nooit langer dan het dossier"))

declare(
    "reports.Report",
    purpose=_("Documenten maken en klaarzetten voor wie erom vroeg"),
    owner=_("de organisatie waarin het document is gevraagd"),
    ground=_("taak van algemeen belang of gerechtvaardigd belang (AVG artikel 6 lid 1 onder e en f)"),
    clock=ONE_MONTH,
    public="language status attempts touched_at edition size",
    personal=("id tenant dossier kind subject fingerprint requested_by checksum file made_at finished_at expires_at"),
)
