"""Found by portal.privacy; each capability declares its own models, parents before children."""

from integrity.cards import declarations as cards
from integrity.screening import declarations as screening

from integrity.background import declarations as background  # isort: skip
from integrity.interview import declarations as interview  # isort: skip
from integrity.measures import declarations as measures  # isort: skip
from integrity.undertaking import declarations as undertaking  # isort: skip
from integrity.agenda import declarations as agenda  # isort: skip
from integrity.kept import declarations as kept  # isort: skip

__all__ = ["agenda", "background", "cards", "interview", "kept", "measures", "screening", "undertaking"]
