"""When: the commonest day, else the interval that the sources allow; never after somebody has written of it."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from incidents.resolution.values import Value, counted
from incidents.resolution.voices import Origin
from sources.dates import UNDATED, Bounds, DatePrecision, bounds


@dataclass(frozen=True)
class Stated:
    """The interval that one origin gives, and its weight; `text` is its EDTF."""

    text: str
    found: Bounds
    weight: int

    @property
    def is_day(self) -> bool:
        return self.found.precision == DatePrecision.DAY

    def allows(self, day: date) -> bool:
        return (self.found.earliest or day) <= day <= (self.found.latest or day)

    def until(self, last: date) -> "Stated | None":
        """The part up to a day; None when there is none."""
        if self.found.earliest and self.found.earliest > last:
            return None
        if self.found.latest and self.found.latest <= last:
            return self
        clipped = Bounds(self.found.earliest, last)
        return Stated(edtf(clipped), clipped, self.weight)


def resolve_when(origins: Sequence[Origin]) -> Value[str]:
    """EDTF. A day needs more weight behind it than any other day, and than the sources that exclude it."""
    stated = [Stated(origin.when, bounds(origin.when), origin.weight) for origin in origins if origin.when]
    if not stated:
        return Value("", "No source gives a date.")
    possible = _up_to_first_publication(stated, origins)
    text, reason = _resolved(possible)
    if possible != stated:
        reason = f"{reason} What lies after the first publication is left out."
    return Value(text, reason, len(stated), _shared(stated) is None)


def _up_to_first_publication(stated: list[Stated], origins: Sequence[Origin]) -> list[Stated]:
    """What has been written of has happened; where all say otherwise they are left as they are."""
    written = min((origin.published for origin in origins if origin.published), default=None)
    if written is None:
        return stated
    return [part for each in stated if (part := each.until(written))] or stated


def _resolved(stated: list[Stated]) -> tuple[str, str]:
    if len(stated) == 1:
        return stated[0].text, "Taken from the one independent source that gives a date."
    shared, of_all = _shared(stated), counted(len(stated))
    if day := _commonest_day(stated):
        return day.isoformat(), f"The commonest day, weighted by grade, of {of_all}."
    if shared is None:
        return edtf(Bounds(_first(stated), _last(stated))), f"From the first to the last day that {of_all} give."
    texts = sorted(each.text for each in stated if each.found == shared)
    return texts[0] if texts else edtf(shared), f"What {of_all} all allow."


def _commonest_day(stated: list[Stated]) -> date | None:
    days = {each.found.earliest for each in stated if each.is_day}
    support = {day: sum(each.weight for each in stated if each.allows(day)) for day in days if day}
    best = max(support.values(), default=0)
    leading = [day for day, weight in support.items() if weight == best]
    if len(leading) != 1:
        return None
    against = sum(each.weight for each in stated if not each.is_day and not each.allows(leading[0]))
    return leading[0] if best > against else None


def _shared(stated: list[Stated]) -> Bounds | None:
    """The interval in which all overlap; None where they do not."""
    begins = max((each.found.earliest for each in stated if each.found.earliest), default=None)
    ends = min((each.found.latest for each in stated if each.found.latest), default=None)
    return None if begins and ends and begins > ends else Bounds(begins, ends)


def _first(stated: list[Stated]) -> date | None:
    known = [each.found.earliest for each in stated if each.found.earliest]
    return min(known) if len(known) == len(stated) else None


def _last(stated: list[Stated]) -> date | None:
    known = [each.found.latest for each in stated if each.found.latest]
    return max(known) if len(known) == len(stated) else None


def edtf(found: Bounds) -> str:
    """The shortest EDTF of an interval: a day, a month, a year, or two days; empty where both are open."""
    begins, ends = found.earliest, found.latest
    if found == UNDATED:
        return ""
    if begins is None or ends is None:
        return f"{begins or ''}/{ends or ''}"
    if begins == ends:
        return begins.isoformat()
    if begins == date(ends.year, 1, 1) and ends == date(begins.year, 12, 31):
        return f"{begins.year:04d}"
    is_month = begins.day == 1 and ends == begins.replace(day=calendar.monthrange(begins.year, begins.month)[1])
    return f"{begins:%Y-%m}" if is_month else f"{begins}/{ends}"
