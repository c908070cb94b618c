"""What a crosswalk is: a declared reading of one dataset's columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from intake.events import Event

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Dataset:
    """Where rows come from, and what may be done with them: `is_open` ones may be shown to the public, attributed.

    `scheme` is the registry by whose ids groups bear its actors' ids.
    """

    key: str
    title: str
    publisher: str
    licence: str
    is_open: bool
    scheme: str = ""


class Crosswalk(Protocol):
    """Reads rows of one dataset; raises Unread for one that cannot be taken in."""

    @property
    def dataset(self) -> Dataset: ...

    @property
    def version(self) -> int:
        """Raised when rows come to be read otherwise, so that they are taken in anew."""
        ...

    @property
    def id_column(self) -> str:
        """The column with a row's own id; empty where rows have none."""
        ...

    @property
    def layout(self) -> str:
        """Which of several layouts of the dataset it reads, in a sentence; "" for the usual one."""
        ...

    @property
    def is_whole(self) -> bool:
        """Whether a file has all rows of the dataset for the countries and days it covers, so that some can be gone."""
        ...

    @property
    def needed(self) -> Sequence[str]: ...

    @property
    def understood(self) -> Sequence[str]: ...

    @property
    def left_out(self) -> Sequence[str]:
        """Columns that nobody takes in on purpose: texts and names that may be of people without a public role."""
        ...

    def read(self, cells: Cells) -> Event: ...


def lost_of(cells: Cells, crosswalk: Crosswalk) -> dict[str, str]:
    """The cells of a row that have no place here, without those that are left out on purpose."""
    known = {*crosswalk.understood, *crosswalk.left_out}
    return {name: found for name, cell in cells.items() if name not in known and (found := cell.strip())}
