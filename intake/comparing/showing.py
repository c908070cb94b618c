"""A comparison in the words and rows of its page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from incidents.matching import Band
from intake.comparing.accounts import Account, accounts
from intake.comparing.comparison import Comparison
from intake.comparing.coverage import shade
from intake.comparing.figures import Figures, Pair, difference
from intake.comparing.pairing import Known, Link
from places.models import Place
from places.wording import place_in_words
from sources.wording import range_in_words

LEVELS = {Band.VERY_LIKELY: "high", Band.LIKELY: "middle", Band.POSSIBLE: "low", Band.UNLIKELY: "none"}
UNDATED, UNPLACED = "no date", "Province not known"


@dataclass(frozen=True)
class Cell:
    """Incidents of both sides in a province and year, and how deep a shade stands for each."""

    one: int
    other: int

    @property
    def shades(self) -> tuple[int, int]:
        return shade(self.one), shade(self.other)


@dataclass(frozen=True)
class Line:
    """A province or a year with the figures of both sides, and what they differ by in words."""

    name: str
    pair: Pair
    cells: tuple[Cell, ...] = ()

    @property
    def total(self) -> Cell:
        return Cell(self.pair.one.incidents, self.pair.other.incidents)

    @property
    def deaths(self) -> str:
        """Of the other side, seen from the first."""
        return difference(self.pair.one.best, self.pair.other.best) if self.pair.are_reported else "–"


@dataclass(frozen=True)
class Fact:
    """A line of the summary: a number of either side, a remark on each, and what they differ by if that `differs`."""

    name: str
    numbers: tuple[int | None, int | None]
    remarks: tuple[str, str] = ("", "")
    differs: bool = False

    @property
    def columns(self) -> list[tuple[int | None, str]]:
        return list(zip(self.numbers, self.remarks, strict=True))

    @property
    def difference(self) -> str:
        """Of the other side, seen from the first."""
        one, other = self.numbers
        return difference(one, other) if self.differs and one is not None and other is not None else ""


@dataclass(frozen=True)
class Told:
    """What one side says of an incident."""

    account: Account
    place: str
    deaths: str


@dataclass(frozen=True)
class Match:
    """Two incidents that may be one event; `level` is the likelihood as a class name."""

    link: Link
    one: Told
    other: Told
    difference: str

    @property
    def level(self) -> str:
        return LEVELS[self.link.band]

    @property
    def percent(self) -> int:
        return round(100 * self.link.score)

    @property
    def is_merged(self) -> bool:
        return self.link.known is Known.MERGED


def by_province(found: Comparison) -> list[Line]:
    rows = found.coverage.rows
    names = names_of(row.province for row in rows)
    return [Line(names[row.province], row.total, tuple(map(_cell, row.cells))) for row in rows]


def by_year(found: Comparison) -> list[Line]:
    told = zip(found.coverage.years, found.coverage.totals, strict=True)
    return [Line(UNDATED if year is None else str(year), pair) for year, pair in told]


def whole(found: Comparison) -> Line:
    return Line("All", found.coverage.total, tuple(map(_cell, found.coverage.totals)))


def facts(found: Comparison) -> list[Fact]:
    """What the comparison comes to."""
    one, other = found.shares
    total = found.coverage.total
    return [
        Fact("Incidents", (one.incidents, other.incidents), differs=True),
        Fact("Likely in both", (one.matched, other.matched), (f"{one.percent} %", f"{other.percent} %")),
        Fact("Possibly in both", (one.possible, other.possible)),
        Fact("In one alone", (one.only_here, other.only_here)),
        _deaths("Deaths", total),
        _deaths("Deaths in what is likely in both", Pair(one.deaths, other.deaths)),
    ]


def _deaths(name: str, pair: Pair) -> Fact:
    one, other = (figures.best if figures.reported else None for figures in pair)
    return Fact(name, (one, other), _spans(pair), differs=True)


def _spans(pair: Pair) -> tuple[str, str]:
    one, other = (figures.span if figures.is_span else "" for figures in pair)
    return one, other


def names_of(provinces: Iterable[int | None]) -> dict[int | None, str]:
    numbers = {number for number in provinces if number}
    names: dict[int | None, str] = {None: UNPLACED}
    names.update(Place.objects.filter(pk__in=numbers).values_list("pk", "name"))
    return names


def matches(found: Comparison, links: Sequence[Link]) -> list[Match]:
    """In a few questions to the database for all of them."""
    one = accounts(found.one, {link.one for link in links})
    other = accounts(found.other, {link.other for link in links})
    return [_match(link, one[link.one], other[link.other]) for link in links if link.one in one and link.other in other]


def _match(link: Link, one: Account, other: Account) -> Match:
    are_told = one.deaths.reported and other.deaths.reported
    differs = difference(one.deaths.best, other.deaths.best) if are_told else "one of them gives no number"
    return Match(link, _told(one), _told(other), differs)


def _told(account: Account) -> Told:
    place = place_in_words(account.place) if account.place else "place not known"
    return Told(account, place, _killed(account.deaths))


def _killed(deaths: Figures) -> str:
    if not deaths.reported:
        return "deaths not reported"
    return f"{range_in_words(deaths.low, deaths.best, None if deaths.opens else deaths.high)} killed"


def _cell(pair: Pair) -> Cell:
    return Cell(pair.one.incidents, pair.other.incidents)
