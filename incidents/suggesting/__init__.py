"""Suggests incidents that may be the event a report, an incident or a half-filled form speaks of. A person decides."""

from incidents.suggesting.offering import Suggestion, compare, suggestions
from incidents.suggesting.sketching import counted
from incidents.suggesting.unsaved import Unsaved

__all__ = ["Suggestion", "Unsaved", "compare", "counted", "suggestions"]
