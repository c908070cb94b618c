"""How many incidents and deaths, and what two such figures differ by, in words. Pure."""

from typing import NamedTuple

PERCENT = "\u00a0%"


class Figures(NamedTuple):
    """Incidents, of how many of them deaths are reported, and those deaths; `opens` have no upper bound."""

    incidents: int = 0
    reported: int = 0
    low: int = 0
    best: int = 0
    high: int = 0
    opens: int = 0

    def plus(self, other: "Figures") -> "Figures":
        return Figures(*(mine + its for mine, its in zip(self, other, strict=True)))

    @property
    def span(self) -> str:
        """ "9–12", "9 or more", "9", or "" where no deaths are reported."""
        if not self.reported:
            return ""
        if self.opens:
            return f"{self.low:,} or more"
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,}–{self.high:,}"

    @property
    def is_span(self) -> bool:
        """Whether the bounds say more than the best figure does."""
        return bool(self.opens) or self.low != self.high


class Pair(NamedTuple):
    """The same of both sides."""

    one: Figures = Figures()
    other: Figures = Figures()

    def plus(self, more: "Pair") -> "Pair":
        return Pair(self.one.plus(more.one), self.other.plus(more.other))

    @property
    def incidents(self) -> int:
        return self.one.incidents + self.other.incidents

    @property
    def are_reported(self) -> bool:
        return bool(self.one.reported and self.other.reported)


def difference(one: int, other: int) -> str:
    """What the other figure is, seen from the first: "12 more (+8 %)", "12 fewer (−8 %)", "the same"."""
    if one == other:
        return "the same"
    word, sign = ("more", "+") if other > one else ("fewer", "−")
    share = f" ({sign}{_percent(abs(other - one) / one, is_all=not other)})" if one else ""
    return f"{abs(other - one):,} {word}{share}"


def _percent(share: float, *, is_all: bool) -> str:
    """Never "100 %" of what is not all of it, nor "0 %" of what is something."""
    rounded = round(100 * share)
    if rounded == 0 or (rounded == 100 and not is_all and share < 1):
        return f"under 1{PERCENT}" if rounded == 0 else f"over 99{PERCENT}"
    return f"{rounded:,}{PERCENT}"
