"""Who may do what with kept facts."""

from django.utils.translation import gettext_lazy as _

from integrity.kept.models import KeptFile
from integrity.screening.rules import is_secretary
from portal.rights.enums import ObjectionStatus
from portal.rights.models import Objection
from portal.walls.actor import Actor, Reason

NOT_ASKED = _(
    "Deze feiten blijven tot na de zittingsperiode. Eerder wissen kan alleen als u de persoon bij een bezwaar "
    "gelijk gaf."
)


def may_erase_early(actor: Actor, kept: KeptFile) -> Reason:
    """The secretary erases before the term is over once an objection of the person was upheld (AVG article 17)."""
    if reason := is_secretary(actor):
        return reason
    upheld = Objection.objects.visible_to(actor).filter(dossier_id=kept.dossier_id, status=ObjectionStatus.UPHELD)
    return None if upheld.exists() else NOT_ASKED
