"""What a ledger is made of, as plain values in words: columns, lines in parts, and cells."""

from dataclasses import dataclass
from enum import StrEnum

from incidents.models import Report
from incidents.resolution.values import counted


class Standing(StrEnum):
    """How the independent sources of a line stand to each other."""

    SILENT = "silent"
    ALONE = "alone"
    AGREE = "agree"
    DIFFER = "differ"


@dataclass(frozen=True)
class Column:
    """One report. `link` is empty where none may be given; `voice` numbers the independent source it belongs to."""

    number: int
    report: Report
    link: str
    voice: int
    counts_as: str
    is_shared: bool


@dataclass(frozen=True)
class Cell:
    """What one source says of one fact; `alleged` is a perpetrator's own account of its reasons."""

    says: str = ""
    aside: str = ""
    alleged: str = ""
    differs: bool = False


@dataclass(frozen=True)
class Line:
    """One fact: its name, the headline's value and rule, how its sources stand, and each source's cell.

    Without cells it is kept for the incident as a whole. `link` leads to the group it is about.
    """

    name: str
    value: str = ""
    rule: str = ""
    standing: Standing = Standing.SILENT
    compared: int = 0
    cells: tuple[Cell, ...] = ()
    link: str = ""
    is_part: bool = False

    @property
    def standing_in_words(self) -> str:
        if self.standing == Standing.DIFFER:
            return "Independent sources differ"
        if self.standing == Standing.AGREE:
            return f"{counted(self.compared)}, no contradiction"
        return ""


@dataclass(frozen=True)
class Part:
    """Lines that belong together; `rule` is one sentence for all of them."""

    title: str
    lines: tuple[Line, ...]
    rule: str = ""


def standing_of(compared: int, is_disputed: bool) -> Standing:
    if is_disputed:
        return Standing.DIFFER
    return Standing.SILENT if not compared else Standing.ALONE if compared == 1 else Standing.AGREE
