"""A comparison as files: its coverage and its pairs, each row with the licences of what stands in it."""

from collections.abc import Iterable, Iterator
from typing import Any

from intake.comparing.comparison import Comparison
from intake.comparing.figures import Figures, Pair
from intake.comparing.showing import Match, matches, names_of
from intake.comparing.sides import Side
from places.models import Place
from sources.spreadsheets import BOM, csv_lines, safe

AT_ONCE = 500
COUNTED = ("incidents", "killed_reported", "killed_low", "killed_best", "killed_high", "killed_open")
TOLD = ("incident", "row", "title", "when", "place", "killed_low", "killed_best", "killed_high")
UNREPORTED = (None, None, None)
Rows = Iterator[list[Any]]


def coverage_file(found: Comparison) -> Iterator[bytes]:
    """A row for each province and year of which either side tells; a number of deaths that nobody gives is empty."""
    yield BOM.encode() + csv_lines([["province", "province_code", "year", *_heads(COUNTED), *_sides()]])
    yield csv_lines(_coverage(found))


def matches_file(found: Comparison) -> Iterator[bytes]:
    """A row for each pair, the surest first; `killed_difference` is what the other side counts more."""
    yield BOM.encode() + csv_lines([["likelihood", "score", "decided", *_heads(TOLD), "killed_difference", *_sides()]])
    for start in range(0, len(found.pairs), AT_ONCE):
        yield csv_lines(_matched(found, matches(found, found.pairs[start : start + AT_ONCE])))


def _heads(names: Iterable[str]) -> list[str]:
    names = list(names)
    return [f"{side}_{name}" for side in ("one", "other") for name in names]


def _sides() -> list[str]:
    return ["one", "one_licence", "other", "other_licence"]


def _told_of(found: Comparison) -> list[str]:
    return [safe(text) for side in (found.one, found.other) for text in (side.title, _licence(side))]


def _licence(side: Side) -> str:
    return side.dataset.licence if side.dataset else "as each source says"


def _coverage(found: Comparison) -> Rows:
    about, rows = _told_of(found), found.coverage.rows
    names = names_of(row.province for row in rows)
    codes: dict[int | None, str] = dict(Place.objects.filter(pk__in=filter(None, names)).values_list("pk", "code"))
    for row in rows:
        for year, pair in zip(found.coverage.years, row.cells, strict=True):
            if pair.incidents:
                yield [safe(names[row.province]), safe(codes.get(row.province)), year, *_figures(pair), *about]


def _figures(pair: Pair) -> list[int | None]:
    return [number for each in pair for number in (each.incidents, each.reported, *_killed(each), each.opens)]


def _killed(figures: Figures) -> tuple[int | None, int | None, int | None]:
    return (figures.low, figures.best, figures.high) if figures.reported else UNREPORTED


def _matched(found: Comparison, rows: Iterable[Match]) -> Rows:
    about = _told_of(found)
    for row in rows:
        known = [row.link.band.value, round(row.link.score, 4), row.link.known.value]
        told = [cell for each in (row.one, row.other) for cell in (
            each.account.incident.public_id, safe(each.account.row), safe(each.account.incident.title),
            safe(each.account.when), safe(each.place), *_bounds(each.account.deaths),
        )]  # fmt: skip
        one, other = row.one.account.deaths, row.other.account.deaths
        yield [*known, *told, other.best - one.best if one.reported and other.reported else None, *about]


def _bounds(figures: Figures) -> tuple[int | None, int | None, int | None]:
    """An open count has no high."""
    low, best, high = _killed(figures)
    return low, best, None if figures.opens else high
