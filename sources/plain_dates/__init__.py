"""Dates as reporters write them, turned into EDTF: what has two readings is refused, never guessed."""

from sources.plain_dates.reading import LONGEST, to_edtf

__all__ = ["LONGEST", "to_edtf"]
