"""People told of in all rows of a file: as the dataset has them, and as they are kept. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from incidents.models import Outcome

VIEWS = ("low", "best", "high", "open")


@dataclass(frozen=True)
class Summed:
    """Low, best and high of one outcome, told and kept, and how many rows are open above."""

    outcome: str
    told: tuple[int, ...]
    kept: tuple[int, ...]

    @property
    def is_kept_otherwise(self) -> bool:
        return self.told != self.kept

    @property
    def lines(self) -> list[tuple[str, tuple[int, ...], bool]]:
        """A line for each form: its name, its three sums, and whether the last is only the least there may be."""
        both = [(", in the dataset", self.told), (", as kept", self.kept)]
        forms = both if self.is_kept_otherwise else [("", self.told)]
        return [(f"{self.outcome}{name}", sums[:3], bool(sums[3])) for name, sums in forms]


def summed(sums: Mapping[str, int]) -> list[Summed]:
    """From numbers under names such as "killed, told, best"."""
    outcomes = dict.fromkeys(name.split(", ")[0] for name in sums)
    return [Summed(Outcome(each).label, _four(sums, each, "told"), _four(sums, each, "kept")) for each in outcomes]


def _four(sums: Mapping[str, int], outcome: str, form: str) -> tuple[int, ...]:
    return tuple(sums.get(f"{outcome}, {form}, {view}", 0) for view in VIEWS)
