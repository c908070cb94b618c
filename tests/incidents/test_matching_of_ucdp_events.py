"""Events that a careful coder told apart are seldom likely to be one, though fights of one war are much alike."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from zlib import crc32

import pytest
from django.conf import settings

from incidents.kinds import Kind
from incidents.matching import Actor, Band, Sketch, Unit, Where, match, meets
from incidents.matching.reaching import SLACK_DAYS
from sources.quantities import Estimate

EVENTS = Path(settings.BASE_DIR).parent / "shared" / "data" / "ucdp_ged_pak_1989_2021.csv"
PRECISION = {"1": ("settlement", 3.0), "2": ("settlement", 10.0), "3": ("district", 25.0), "4": ("province", 120.0)}
LEVELS = ["country", "province", "district", "settlement"]
KINDS = {"1": Kind.ARMED_CLASH, "2": Kind.ARMED_CLASH, "3": Kind.ARMED_ATTACK}
Row = dict[str, str]


def where(row: Row) -> Where:
    """Each name within the one before, as far as the event's place is known."""
    level, km = PRECISION.get(row["where_prec"], ("country", 700.0))
    names = ["Pakistan", row["adm_1"], row["adm_2"], row["where_coordinates"]][: LEVELS.index(level) + 1]
    units = [unit(*names[: depth + 1], kind=LEVELS[depth]) for depth, name in enumerate(names) if name]
    itself, *within = reversed(units)
    point = float(row["latitude"]), float(row["longitude"])
    return Where(itself, tuple(within), frozenset({itself.name}), *point, km, level)


def unit(*names: str, kind: str) -> Unit:
    return Unit(crc32("/".join(names).encode()), names[-1], kind)


def sketch(row: Row) -> Sketch:
    sides = [(side, row[f"{side}_new_id"], row[side]) for side in ("side_a", "side_b") if row[side] != "Civilians"]
    low, best, high = (int(row[name]) for name in ("low", "best", "high"))
    return Sketch(
        KINDS[row["type_of_violence"]], day(row["date_start"]), day(row["date_end"]), where(row),
        frozenset(Actor(int(id), name, side == "side_b", name.startswith("Government")) for side, id, name in sides),
        counts={"killed": Estimate(min(low, best), best, max(high, best))},
    )  # fmt: skip


def day(text: str) -> date:
    return date.fromisoformat(text[:10])


@pytest.fixture(scope="module")
def events() -> list[Sketch]:
    if not EVENTS.exists():
        pytest.skip(f"{EVENTS.name} is not here: the development data lies beside the repository, in shared/data")
    with EVENTS.open(encoding="utf-8") as file:
        _tags, *rows = csv.DictReader(file)
    return [sketch(row) for row in rows]


def pairs_within_reach(events: list[Sketch]) -> Iterator[tuple[int, int]]:
    by_day: dict[date, set[int]] = defaultdict(set)
    for number, event in enumerate(events):
        if event.earliest and event.latest:
            for days in range((event.latest - event.earliest).days + 1 + SLACK_DAYS):
                by_day[event.earliest + timedelta(days)].add(number)
    together = {pair for numbers in by_day.values() for pair in product(numbers, numbers) if pair[0] < pair[1]}
    return (pair for pair in sorted(together) if meets(*(events[number] for number in pair)))


def test_most_events_have_no_other_that_is_likely_the_same(events: list[Sketch]) -> None:
    """Of kind, targets and sources the list says next to nothing: of 100 events 22 have such a double."""
    likely = [
        pair for pair in pairs_within_reach(events)
        if match(*(events[number] for number in pair)).band in (Band.LIKELY, Band.VERY_LIKELY)
    ]  # fmt: skip

    assert len({number for pair in likely for number in pair}) / len(events) < 0.25
