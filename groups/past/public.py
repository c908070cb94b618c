"""What of a group readers see, as words under the name of each fact: the allow list of its public history."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.text import capfirst, get_text_list

from audit.telling import State, Step, told
from groups.models import Alliance, GroupName, Leadership
from groups.past.recalling import GroupThen, RecalledGroup
from groups.wording import Sight, facts
from places.wording import place_in_words
from sources.dates import in_words

ITSELF = ""


def public_history(recalled: RecalledGroup, sight: Sight) -> list[Step]:
    """What readers could see change, newest first."""

    def state_at(moment: datetime) -> State | None:
        then = recalled.public_at(moment)
        return public_state(then, sight) if then else None

    return told(recalled.changed, state_at)


def public_state(then: GroupThen, sight: Sight) -> State:
    """Every fact of a group's page that is not empty."""
    state = {(ITSELF, name): words for name, words in _itself(then, sight)}
    taken: dict[str, int] = {}
    for row in then.statements:
        about = _about(row, sight)
        taken[about] = number = taken.get(about, 0) + 1
        about = about if number == 1 else f"{about} ({number})"
        state |= {(about, name): words for name, words in _said(row, sight)}
    return {fact: words for fact, words in state.items() if words}


def _itself(then: GroupThen, sight: Sight) -> Iterator[tuple[str, str]]:
    yield "Name", then.group.name
    yield from facts(then.group, sight)
    for name in then.names:
        yield f"Known as {name.name}", _name_in_words(name)
        yield f"Sources for the name {name.name}", _sources(name)


def _name_in_words(name: GroupName) -> str:
    kind = name.get_kind_display().lower()
    return f"{kind}, {in_words(name.used)}" if name.used else kind


def _about(row: Any, sight: Sight) -> str:
    if isinstance(row, Alliance):
        return f"{row.source.label} {row.get_kind_display().lower()} {row.target.label}"
    if isinstance(row, Leadership):
        return f"{capfirst(row.get_role_display())}: {row.person or 'vacant'}"
    place = sight(row.place)
    return f"{capfirst(row.get_kind_display())}: {place_in_words(place) if place else 'place not known'}"


def _said(row: Any, sight: Sight) -> Iterator[tuple[str, str]]:
    yield from facts(row, sight)
    yield "Sources", _sources(row)


def _sources(row: Any) -> str:
    return get_text_list([str(source) for source in row.citations.all()], "and")
