"""What of a group readers see, as words under the name of each fact: the allow list of its public history."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils.text import capfirst, get_text_list

from audit.telling import State, Step, told
from groups.models import Alliance, Leadership, Presence
from groups.past.recalling import GroupThen, RecalledGroup
from places.models import Place
from places.wording import place_in_words
from sources.dates import in_words
from sources.wording import count_in_words

ITSELF = ""
Sight = Callable[[Place | None], Place | None]  # a place as the reader may see it


def public_history(recalled: RecalledGroup, sight: Sight) -> list[Step]:
    """What readers could see change, newest first."""

    def state_at(moment: datetime) -> State | None:
        then = recalled.public_at(moment)
        return public_state(then, sight) if then else None

    return told(recalled.changed, state_at)


def public_state(then: GroupThen, sight: Sight) -> State:
    """Every fact of a group's page that is not empty."""
    facts = {(ITSELF, name): words for name, words in _itself(then)}
    taken: dict[str, int] = {}
    for row in then.statements:
        about = _about(row, sight)
        taken[about] = number = taken.get(about, 0) + 1
        about = about if number == 1 else f"{about} ({number})"
        facts |= {(about, name): words for name, words in _said(row)}
    return {fact: words for fact, words in facts.items() if words}


def _itself(then: GroupThen) -> Iterator[tuple[str, str]]:
    group = then.group
    yield "Name", group.name
    yield "Short name", group.short_name
    yield "Kind", capfirst(group.get_kind_display())
    yield "Standing", capfirst(group.get_standing_display())
    yield "Summary", group.summary
    yield "Formed", _when(group.formed)
    yield "Ended", _when(group.ended)
    yield from ((f"Known as {name.name}", name.get_kind_display().lower()) for name in then.names)
    yield from ((name.upper(), str(value)) for name, value in group.external_ids.items())


def _about(row: Any, sight: Sight) -> str:
    if isinstance(row, Alliance):
        return f"{row.source.label} {row.get_kind_display().lower()} {row.target.label}"
    if isinstance(row, Leadership):
        return f"{capfirst(row.get_role_display())}: {row.person or 'vacant'}"
    place = sight(row.place)
    return f"{capfirst(row.get_kind_display())}: {place_in_words(place) if place else 'place not known'}"


def _said(row: Any) -> Iterator[tuple[str, str]]:
    yield "Status", row.get_status_display().lower()
    yield "Confidence", row.get_confidence_display().lower()
    if isinstance(row, Presence):
        yield "When", _when(row.period)
        yield "People", count_in_words(row) if row.low is not None or row.words else ""
        yield "People came from", ", ".join(row.origins)
        yield "Said by", row.reported_by
    else:
        yield "From", _when(row.start)
        yield "To", _when(row.end)
    if isinstance(row, Leadership):
        yield "How it ended", row.get_end_reason_display().lower()
    if isinstance(row, Alliance):
        yield "Person", row.person
    yield "Note", row.note
    yield "Sources", get_text_list([str(source) for source in row.citations.all()], "and")


def _when(text: str) -> str:
    return in_words(text) if text else ""
