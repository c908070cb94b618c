"""The evidence ledger: a column a source, a line a fact, beside the headline value and the rule it follows from."""

from incidents.ledger.building import Ledger, ledger
from incidents.ledger.lines import Cell, Column, Line, Part, Standing

__all__ = ["Cell", "Column", "Ledger", "Line", "Part", "Standing", "ledger"]
