"""Groups as they were: rebuilt from history for any moment, and the changes that readers could see."""

from groups.past.public import public_history
from groups.past.recalling import RecalledGroup, recall

__all__ = ["RecalledGroup", "public_history", "recall"]
