"""Twenty years of dates with quiet years, fighting seasons and bursts, most of them exact, some not known so well."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from incidents.synthetic.chance import Chance, Numbers

Days = NDArray[np.datetime64]
Texts = NDArray[np.str_]

FIRST, LAST = np.datetime64("2004-01-01"), np.datetime64("2023-12-31")
NO_DAY = np.datetime64("NaT", "D")
MONDAY = np.datetime64("1970-01-05")
BURSTS = 60
BACKFILLED = 0.2  # of all incidents are entered long after their time, the others about in order
DISORDER = 0.01  # of the whole time: how far off their order these are


@dataclass(frozen=True)
class When:
    """EDTF text with its bounds, and the day that was meant; one entry an incident."""

    day: Days
    text: Texts
    earliest: Days
    latest: Days

    @property
    def known_by(self) -> Days:
        """The last day an incident may have happened; nobody can have written about it earlier."""
        return np.where(np.isnat(self.latest), np.maximum(self.day, _or(self.earliest, FIRST)), self.latest)

    @property
    def year(self) -> Numbers:
        """Of the public number, as `incidents.actions` has it: the undated are of year 0."""
        side = np.where(np.isnat(self.earliest), self.latest, self.earliest)
        return np.where(np.isnat(side), 0, _years(side).astype(np.int64) + 1970)


def draw(number: int, at: int, whole: int, busy: NDArray[np.float64], chance: Chance) -> When:
    """Dates of `number` incidents, the first of them the one at position `at` of the `whole`."""
    in_order = (at + np.arange(number)) / whole + chance.draw.normal(0, DISORDER, number)
    turn = np.where(chance.happens(BACKFILLED, number), chance.draw.random(number), np.clip(in_order, 0, 1))
    place = np.minimum(np.searchsorted(busy, turn, side="right"), len(busy) - 1)
    return _written(FIRST + place.astype("timedelta64[D]"), chance)


def busyness(seed_of_world: Chance) -> NDArray[np.float64]:
    """For each day the share of all incidents that happened by its end."""
    days = np.arange(FIRST, LAST + 1)
    level = np.repeat(seed_of_world.draw.uniform(0.5, 1.5, 20) * np.linspace(0.5, 1.6, 20), np.diff(_new_years()))
    season = 1 + 0.45 * np.sin(2 * np.pi * ((days - days.astype("datetime64[Y]")).astype(int) - 90) / 365.25)
    force = np.ones(len(days))
    for start, length, more in zip(*_bursts(seed_of_world, len(days)), strict=True):
        force[start : start + length] += more
    sums = np.cumsum(level * season * force)
    shares: NDArray[np.float64] = sums / sums[-1]
    return shares


def _bursts(chance: Chance, days: int) -> tuple[list[int], list[int], list[float]]:
    starts, lengths = chance.between(0, days - 1, BURSTS), chance.between(3, 40, BURSTS)
    return starts.tolist(), lengths.tolist(), chance.draw.uniform(2, 7, BURSTS).tolist()


def _new_years() -> Numbers:
    years = np.arange(_years(FIRST), _years(LAST) + 2)
    return (years.astype("datetime64[D]") - FIRST).astype(np.int64)


def _written(days: Days, chance: Chance) -> When:
    text = np.zeros(len(days), "<U24")
    earliest, latest = days.copy(), days.copy()
    form = chance.pick([share for share, _ in FORMS], len(days))
    for number, (_, write) in enumerate(FORMS):
        rows = np.flatnonzero(form == number)
        text[rows], earliest[rows], latest[rows] = write(days[rows], chance)
    return When(days, text, earliest, latest)


Written = tuple[Texts, Days, Days]


def _day(days: Days, _: Chance) -> Written:
    return _text(days), days, days


def _week(days: Days, _: Chance) -> Written:
    monday = days - (days - MONDAY) % np.timedelta64(7, "D")
    return _between(np.maximum(monday, FIRST), np.minimum(monday + 6, LAST))


def _month(days: Days, _: Chance) -> Written:
    month = _months(days)
    return _text(month), _first(month), _last(month)


def _some_months(days: Days, chance: Chance) -> Written:
    month = _months(days)
    end = np.minimum(month + chance.between(1, 4, len(days)), _months(LAST))
    return np.char.add(np.char.add(_text(month), "/"), _text(end)), _first(month), _last(end)


def _some_days(days: Days, chance: Chance) -> Written:
    return _between(days, np.minimum(days + chance.between(1, 20, len(days)), LAST))


def _year(days: Days, _: Chance) -> Written:
    year = _years(days)
    return _text(year), _first(year), _last(year)


def _by(days: Days, _: Chance) -> Written:
    return np.char.add("/", _text(days)), np.full_like(days, NO_DAY), days


def _since(days: Days, _: Chance) -> Written:
    return np.char.add(_text(days), "/"), days, np.full_like(days, NO_DAY)


def _undated(days: Days, _: Chance) -> Written:
    return np.zeros(len(days), "<U1"), np.full_like(days, NO_DAY), np.full_like(days, NO_DAY)


def _about(write: Callable[[Days, Chance], Written]) -> Callable[[Days, Chance], Written]:
    def about(days: Days, chance: Chance) -> Written:
        text, earliest, latest = write(days, chance)
        return np.char.add(text, "~"), earliest, latest

    return about


def _between(first: Days, last: Days) -> Written:
    return np.char.add(np.char.add(_text(first), "/"), _text(last)), first, last


def _text(dates: Days) -> Texts:
    return np.datetime_as_string(dates)


def _months(days: Any) -> Any:
    return np.asarray(days).astype("datetime64[M]")


def _years(days: Any) -> Any:
    return np.asarray(days).astype("datetime64[Y]")


def _first(units: Days) -> Days:
    return units.astype("datetime64[D]")


def _last(units: Days) -> Days:
    return (units + 1).astype("datetime64[D]") - 1


def _or(days: Days, otherwise: np.datetime64) -> Days:
    return np.where(np.isnat(days), otherwise, days)


FORMS: list[tuple[float, Callable[[Days, Chance], Written]]] = [
    (0.840, _day), (0.010, _about(_day)), (0.035, _week), (0.015, _some_days), (0.030, _month), (0.012, _about(_month)),
    (0.015, _some_months), (0.018, _year), (0.005, _about(_year)), (0.005, _by), (0.005, _since), (0.010, _undated),
]  # fmt: skip
