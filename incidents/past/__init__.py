"""Incidents as they were: rebuilt from history for any moment, and the changes that readers could see."""

from incidents.past.public import public_history
from incidents.past.recalling import Recalled, recall

__all__ = ["Recalled", "public_history", "recall"]
