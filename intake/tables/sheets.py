"""One sheet of a workbook, read as a stream: a million rows take no more memory than one."""

import re
from collections.abc import Callable, Sequence
from typing import IO

from intake.tables.archives import DAMAGED
from intake.tables.rows import Rows
from intake.tables.table import MOST_CELL, Refused, Unsound, named
from intake.tables.values import Values
from intake.tables.xml_parts import new_parser, parse_all

MOST_ROWS, MOST_WIDTH = 1_048_576, 16_384  # of the format itself
PLACE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")

Attributes = dict[str, str]


class Sheet:
    """Writes each row as it ends. The first row that is not empty names the columns."""

    columns: Sequence[tuple[str, int]] = ()

    def __init__(self, rows: Rows, values: Values) -> None:
        self._rows, self._values = rows, values
        self._number, self._cells, self._wrong = 0, list[str](), ""
        self._at, self._kind, self._style, self._is_formula, self._has_value = -1, "n", "", False, False
        self._formulas = self._unsaved = self._merged = self._muted = 0
        self._pieces, self._places = list[str](), dict[str, int]()
        self._starts, self._ends = dict[str, Callable[[Attributes], None]](), dict[str, Callable[[], None]]()

    def read(self, part: IO[bytes]) -> None:
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start_root
        self._parser.EndElementHandler = self._end
        parse_all(self._parser, part)
        if not self.columns:
            named([])

    def notes(self) -> list[str]:
        return [
            *([f"{self._formulas:,} cells are formulas; the values saved with them were read."]
              if self._formulas else []),
            *([f"{self._unsaved:,} of them have no saved value and are empty: open the workbook and save it."]
              if self._unsaved else []),
            *([f"{self._merged:,} areas are merged cells: only the first cell of each has the value."]
              if self._merged else []),
            *self._values.notes(),
        ]  # fmt: skip

    def _start_root(self, name: str, attributes: Attributes) -> None:
        """Names of elements may have a prefix, which is the root's."""
        prefix, colon, root = name.rpartition(":")
        if root != "worksheet":
            raise Refused(DAMAGED)
        starts = {"row": self._start_row, "c": self._start_cell, "v": self._listen, "t": self._listen,
                  "f": self._start_formula, "rPh": self._mute, "mergeCell": self._merge}  # fmt: skip
        ends = {"row": self._end_row, "c": self._end_cell, "v": self._hush, "t": self._hush, "rPh": self._unmute}
        self._starts = {prefix + colon + each: handle for each, handle in starts.items()}
        self._ends = {prefix + colon + each: handle for each, handle in ends.items()}
        self._parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: Attributes) -> None:
        if handle := self._starts.get(name):
            handle(attributes)

    def _end(self, name: str) -> None:
        if handle := self._ends.get(name):
            handle()

    def _start_row(self, attributes: Attributes) -> None:
        told = attributes.get("r", str(self._number + 1))
        number = int(told) if told.isascii() and told.isdigit() and len(told) < 9 else 0
        if not self._number < number <= MOST_ROWS:
            raise Refused(DAMAGED)
        self._number, self._at, self._wrong = number, -1, ""
        self._cells.clear()

    def _start_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        self._at = self._column(place) if place else self._at + 1
        if self._at >= MOST_WIDTH:
            raise Refused(DAMAGED)
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._is_formula = self._has_value = False
        self._pieces.clear()

    def _column(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        if letters not in self._places:
            if not PLACE.fullmatch(place):
                raise Refused(DAMAGED)
            at = 0
            for letter in letters:
                at = at * 26 + ord(letter) - ord("A") + 1
            self._places[letters] = at - 1
        return self._places[letters]

    def _start_formula(self, attributes: Attributes) -> None:
        self._formulas += 1
        self._is_formula = True

    def _listen(self, attributes: Attributes) -> None:
        if not self._muted:
            self._has_value = True
            self._parser.CharacterDataHandler = self._pieces.append

    def _hush(self) -> None:
        self._parser.CharacterDataHandler = None

    def _mute(self, attributes: Attributes) -> None:
        self._muted += 1

    def _unmute(self) -> None:
        self._muted -= 1

    def _merge(self, attributes: Attributes) -> None:
        self._merged += 1

    def _end_cell(self) -> None:
        if not self._has_value:
            self._unsaved += self._is_formula
            return
        try:
            found = self._values.text("".join(self._pieces), self._kind, self._style)
            if len(found) > MOST_CELL:
                raise Unsound(f"has more than {MOST_CELL:,} characters")
        except Unsound as trouble:
            self._wrong = self._wrong or f"its cell in {_letters(self._at)} {trouble}."
            return
        if self._at >= len(self._cells):
            self._cells.extend([""] * (self._at + 1 - len(self._cells)))
        self._cells[self._at] = found

    def _end_row(self) -> None:
        while self._cells and not self._cells[-1].strip():
            self._cells.pop()
        if not self.columns and (self._cells or self._wrong):
            self._head()
        elif self._wrong:
            self._rows.broken(self._number, self._wrong)
        elif len(self._cells) > len(self.columns):
            beyond = f"has a cell in {_letters(len(self._cells) - 1)}, beyond the last column that the header names."
            self._rows.broken(self._number, beyond)
        elif self._cells:
            self._rows.line(self._number, self._cells)

    def _head(self) -> None:
        if self._wrong:
            raise Refused(f"The first row names the columns, and {self._wrong}")
        self.columns = [(name, at) for at, name in enumerate(named(self._cells))]


def _letters(at: int) -> str:
    """The column as its head shows it."""
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)
