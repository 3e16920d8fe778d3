"""What the pages about kept facts say."""

from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from integrity.kept.models import KeptFile
from integrity.measures.models import Measure
from integrity.measures.presenting import Row, row_of
from integrity.undertaking.models import Undertaking
from integrity.undertaking.text import in_groups
from portal.walls.actor import Actor

Rows = list[dict[str, Any]]


def facts_of(kept: KeptFile) -> Rows:
    """The facts as rows of a summary list; what was not done is left out."""
    told = [
        (_("Naam"), kept.name),
        (_("E-mailadres"), kept.email),
        (_("Functie"), kept.get_office_display()),
        (_("Op de lijst sinds"), _day(kept.listed_on)),
        (_("Vuistregels"), _rules(kept)),
        (_("Vragenlijst verstuurd"), _day(kept.questionnaire_returned_on)),
        (_("Open bronnen bekeken"), _day(kept.sources_checked_on)),
        (_("Selectiegesprek"), _day(kept.interviewed_on)),
        (_("Referenties gesproken"), _day(kept.references_spoken_on)),
    ]
    return [{"key": key, "value": str(value)} for key, value in told if value]


def measures_of(actor: Actor, kept: KeptFile) -> list[Row]:
    """The agreed measures, in the order in which they were made."""
    measures = Measure.objects.visible_to(actor).filter(dossier_id=kept.dossier_id)
    return [row_of(measure, outside=actor.dossier_id is not None) for measure in measures]


def undertaking_of(actor: Actor, kept: KeptFile) -> Rows:
    """The signed undertaking as rows of a summary list; empty when none was signed."""
    signed = Undertaking.objects.visible_to(actor).filter(dossier_id=kept.dossier_id).select_related("edition").first()
    if signed is None:
        return []
    own = actor.dossier_id is not None
    told = [
        (_("Editie"), signed.edition.number),
        (_("Ondertekend door u") if own else _("Ondertekend door de kandidaat"), _moment(signed.signed_at)),
        (_("Ondertekend door het bestuur"), _moment(signed.countersigned_at) or _("nog niet")),
        (_("Controlegetal van de tekst"), " ".join(in_groups(signed.text_hash))),
    ]
    return [{"key": key, "value": str(value)} for key, value in told]


def _rules(kept: KeptFile) -> str:
    if kept.rules_read_on is None:
        return ""
    return _("editie %(n)s, gelezen op %(day)s") % {"n": kept.rules_edition, "day": _day(kept.rules_read_on)}


def _moment(at: datetime | None) -> str:
    return " ".join([date_format(localtime(at), "j F Y, H.i"), _("uur")]) if at else ""


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
