"""How the desk names a record about groups; and what an editor is told after entering one."""

from collections.abc import Iterator
from typing import Any

from django.contrib.messages import constants
from django.utils.text import capfirst

from groups.actions.keeping import rivals
from groups.models import Alliance, AllianceKind, Group, Leadership, LeadershipStatus, Presence
from places.wording import place_in_words

NO_ACCEPTANCE = (
    "A pledge is not its acceptance. Where a source says that it was accepted, enter that as a tie of its own."
)


def said_of_entering(record: Any) -> Iterator[tuple[int, str]]:
    """Level and sentence of each message."""
    yield constants.SUCCESS, f"Entered as a draft: {named(record)}."
    if isinstance(record, Leadership) and record.status == LeadershipStatus.DISPUTED and (others := rivals(record)):
        who = " and ".join(other.person or "a vacancy" for other in others)
        yield constants.WARNING, f"{capfirst(who)} is given as head for the same time: it is kept as disputed."
    if isinstance(record, Alliance) and record.kind == AllianceKind.PLEDGED_TO:
        yield constants.INFO, NO_ACCEPTANCE


def named(record: Any) -> str:
    """A record in one line, with groups by the names they stand under."""
    match record:
        case Group():
            return record.name
        case Alliance():
            return f"{record.source.canonical} {record.get_kind_display().lower()} {record.target.canonical}"
        case Leadership():
            return f"{briefly(record)} of {record.group.canonical}"
        case _:
            return f"{record.group.canonical if record.group else 'Group not named'}: {briefly(record)}"


def briefly(record: Any) -> str:
    """A statement in one line where its group is named already."""
    match record:
        case Leadership():
            return f"{record.person or 'vacant'}, {record.get_role_display().lower()}"
        case Presence():
            where = place_in_words(record.place) if record.place else "place not known"
            return f"{record.get_kind_display().lower()}, {where}"
        case _:
            return named(record)
