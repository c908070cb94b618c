"""What a group and a statement about groups say, fact by fact in words: the same on the desk and in public history."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.text import capfirst

from groups.models import Alliance, Group, Leadership, Presence
from places.models import Place
from places.wording import place_in_words
from sources.dates import in_words
from sources.wording import count_in_words

Sight = Callable[[Place | None], Place | None]  # a place as the reader may see it


def facts(record: Any, sight: Sight) -> Iterator[tuple[str, str]]:
    """Label and words of what it says, without what it is about and its sources; what is empty is left out."""
    said = _of_group(record) if isinstance(record, Group) else _of_statement(record, sight)
    return ((label, words) for label, words in said if words)


def _of_group(group: Group) -> Iterator[tuple[str, str]]:
    yield "Short name", group.short_name
    yield "Kind", capfirst(group.get_kind_display())
    yield "Standing", capfirst(group.get_standing_display())
    yield "Formed", _when(group.formed)
    yield "Ended", _when(group.ended)
    yield "Summary", group.summary
    yield from ((name.upper(), str(value)) for name, value in group.external_ids.items())


def _of_statement(row: Any, sight: Sight) -> Iterator[tuple[str, str]]:
    yield "Status", capfirst(row.get_status_display())
    yield "Confidence", capfirst(row.get_confidence_display())
    if isinstance(row, Presence):
        yield "When", _when(row.period)
        yield "People", count_in_words(row) if row.low is not None or row.words else ""
        yield "People came from", ", ".join(row.origins)
        yield "Said by", row.reported_by
    else:
        yield "From", _when(row.start)
        yield "To", _when(row.end)
    if isinstance(row, Leadership):
        yield "How it ended", capfirst(row.get_end_reason_display())
    if isinstance(row, Alliance):
        place = sight(row.place)
        yield "Person", row.person
        yield "Place", place_in_words(place) if place else ""
    yield "Note", row.note


def _when(text: str) -> str:
    return in_words(text) if text else ""
