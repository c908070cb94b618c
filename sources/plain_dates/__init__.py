"""Dates as people write them, read into EDTF, so that nobody at the desk has to learn a notation."""

from sources.plain_dates.reading import LONGEST, to_edtf

__all__ = ["LONGEST", "to_edtf"]
