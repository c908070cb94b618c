"""Moments as addresses name them: a day, or a time to the second or finer; days and times are in UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError

HINT = "Write a day such as 2026-11-01, or a time in UTC such as 2026-11-01T12:00:00Z."
NOT_YET = "lies in the future, and nobody knows yet what will be said then"


@dataclass(frozen=True)
class Moment:
    """`at` is the last instant that counts; `text` is how an address names it."""

    at: datetime
    text: str
    is_day: bool

    @property
    def in_words(self) -> str:
        """ "1 November 2026", or "1 November 2026, 12:00:05 UTC"."""
        day = f"{self.at.day} {self.at:%B %Y}"
        return day if self.is_day else f"{day}, {self.at:%H:%M:%S} UTC"


def moment_named(text: str, *, now: datetime) -> Moment:
    """What an address names; a day means its end. Raises ValidationError with the remedy."""
    found = _read(text.strip())
    if found.at.date() > now.astimezone(UTC).date():
        raise ValidationError(f"“{text}” {NOT_YET}. {HINT}")
    return found


def moment_of(at: datetime) -> Moment:
    """A moment of the history, in the second that holds it: how a citation names a version."""
    whole = at.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1 if at.microsecond else 0)
    return Moment(whole, f"{whole:%Y-%m-%dT%H:%M:%S}Z", is_day=False)


def _read(text: str) -> Moment:
    try:
        if len(text) == len("2026-11-01"):
            return Moment(datetime.combine(date.fromisoformat(text), time.max, UTC), text, is_day=True)
        found = datetime.fromisoformat(text)
        at = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        shown = text if len(text) <= 40 else f"{text[:40]}…"
        raise ValidationError(f"“{shown}” is not a moment. {HINT}") from None
    return Moment(at, text, is_day=False)
