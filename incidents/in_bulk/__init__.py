"""Very many accounts of one source at once: the same rows, headlines and history as one by one, by few statements."""

from incidents.in_bulk.accounts import Account, Counted, Entered, Part
from incidents.in_bulk.entering import enter_many

__all__ = ["Account", "Counted", "Entered", "Part", "enter_many"]
