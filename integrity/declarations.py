"""Found by portal.privacy; each capability declares its own models."""

from integrity.screening import declarations

__all__ = ["declarations"]
