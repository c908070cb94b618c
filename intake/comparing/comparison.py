"""A whole comparison: what each side covers, the pairs of both, and what they come to."""

from dataclasses import dataclass
from functools import cached_property

from intake.comparing.accounts import deaths_of, years_of
from intake.comparing.counting import counted
from intake.comparing.coverage import Coverage, coverage
from intake.comparing.figures import Figures
from intake.comparing.links import links
from intake.comparing.pairing import Link, Share, one_to_one, shares
from intake.comparing.sides import Side, Years
from intake.models import Dataset

Told = tuple[dict[int, Figures], dict[int, Figures]]


@dataclass(frozen=True)
class Comparison:
    """Of a dataset with another, or (None) with everything else; each part is read once it is asked for."""

    dataset: Dataset
    with_dataset: Dataset | None
    years: Years

    @property
    def one(self) -> Side:
        return Side(self.dataset)

    @property
    def other(self) -> Side:
        return Side(self.with_dataset, but=self.dataset)

    @cached_property
    def coverage(self) -> Coverage:
        return coverage(counted(self.one, self.years), counted(self.other, self.years))

    @cached_property
    def pairs(self) -> list[Link]:
        """Each incident in one pair at most, the surest first; only those that both sides date into the years."""
        found = links(self.dataset, self.other)
        mine = years_of(self.one, {link.one for link in found})
        theirs = years_of(self.other, {link.other for link in found})
        return one_to_one(
            link for link in found
            if link.one in mine and link.other in theirs
            and self.years.hold(mine[link.one]) and self.years.hold(theirs[link.other])
        )  # fmt: skip

    @cached_property
    def deaths(self) -> Told:
        """Of the incidents that are likely in both, by their numbers."""
        matched = [pair for pair in self.pairs if pair.is_matched]
        mine, theirs = {pair.one for pair in matched}, {pair.other for pair in matched}
        return deaths_of(self.one, mine), deaths_of(self.other, theirs)

    @cached_property
    def shares(self) -> tuple[Share, Share]:
        total = self.coverage.total
        return shares(self.pairs, (total.one.incidents, total.other.incidents), self.deaths)
