"""From a text to EDTF: as it is when it is EDTF already, else by the grammar, with a year from the publication."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError

from sources.dates import UNDATED, Bounds, bounds
from sources.plain_dates.grammar import REMEDY, NotADate, read
from sources.plain_dates.points import Stretch
from sources.plain_dates.tokens import Decade, Doubt, Month, Season, Token, Weekday, Whole, Year, tokens

LONGEST = 100
NOT_KNOWN = frozenset({"unknown", "not known", "date not known", "undated"})
ANY_YEAR = 2000  # has every day that any year has
YEARS_BACK = 8  # the longest time without a 29 February


def to_edtf(text: str, near: str = "") -> str:
    """EDTF for a date in plain English; EDTF passes unchanged.

    `near` is the EDTF date of the source's publication: a date without a year is the latest one that does not begin
    after it. Raises ValidationError with the remedy for what is no date, has two readings or lacks its year.
    """
    text = text.strip()
    if text.lower() in NOT_KNOWN:
        return ""
    return text if _is_edtf(text) else _in_plain_words(text, bounds(near))


def _is_edtf(text: str) -> bool:
    try:
        bounds(text)
    except ValidationError:
        return False
    return True


def _in_plain_words(text: str, published: Bounds) -> str:
    try:
        said = tokens(text) if len(text) <= LONGEST else None
        if not said:
            raise NotADate
        found = read(said if _has_year(said) else _in_year(said, _year(said, published)))
    except NotADate:
        raise ValidationError(f"“{text[:LONGEST]}” is not a date. {REMEDY}") from None
    if found.days < 0:
        raise ValidationError(f"“{text}” ends before it starts. Write the earlier date first.")
    return str(found)


def _has_year(said: Sequence[Token]) -> bool:
    return any(isinstance(token, (Year, Whole, Decade)) for token in said)


def _in_year(said: Sequence[Token], year: int) -> list[Token]:
    """The year stands last, but before a doubt about it all."""
    end = len(said) - 1 if isinstance(said[-1], Doubt) else len(said)
    return [*said[:end], Year(year), *said[end:]]


def _year(said: Sequence[Token], published: Bounds) -> int:
    """The year that both ends of the publication's date lead to; a weekday has no say in it, but is checked later."""
    undated = [token for token in said if not isinstance(token, Weekday)]
    if not any(isinstance(token, (Month, Season)) for token in undated):
        raise NotADate
    read(_in_year(undated, ANY_YEAR))
    if published == UNDATED:
        raise ValidationError("Add the year: this has none, and the day of publication is not known.")
    if published.earliest is None or published.latest is None:
        raise ValidationError("Add the year: the date of publication is open, and leaves it undecided.")
    years = {_latest_year(undated, day) for day in (published.earliest, published.latest)}
    if len(years) != 1 or None in years:
        raise ValidationError("Add the year: the date of publication leaves it undecided.")
    return years.pop() or ANY_YEAR


def _latest_year(said: Sequence[Token], published: date) -> int | None:
    years = range(published.year, published.year - YEARS_BACK - 1, -1)
    found = ((year, _tried(_in_year(said, year))) for year in years)
    return next((year for year, one in found if one and one.first_known <= published), None)


def _tried(said: Sequence[Token]) -> Stretch | None:
    try:
        return read(said)
    except ValidationError:
        return None
