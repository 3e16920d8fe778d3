"""Found by portal.privacy; each capability declares its own models."""

from integrity.cards import declarations as cards
from integrity.screening import declarations as screening

__all__ = ["cards", "screening"]
