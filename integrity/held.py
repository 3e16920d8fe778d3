"""How records of this programme are called where people see everything that is held about them."""

from integrity.background.models import Consultation
from integrity.interview.models import Interview
from portal.rights.facts import register_namer


def register() -> None:
    """Give names to records that others point at."""
    register_namer(Consultation, lambda consultation: consultation.where)
    register_namer(Interview, lambda interview: interview.at)
