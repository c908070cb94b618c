"""The demonstration's groups and the statements about them: ties, leaders, presence.

The database checks them as it takes them; that each also passes its form's checks is for the tests, which have time.
"""

from django.db.models import Q

from groups.models import Alliance, Group, GroupName, Leadership, Presence
from incidents.demo.files import Row, fields, rows
from incidents.demo.shelf import Shelf
from sources.editorial import State
from sources.models import Source


def load_groups(shelf: Shelf) -> int:
    shelf.groups = {row["key"]: _group(row) for row in rows("groups")}
    return len(shelf.groups)


def load_alliances(shelf: Shelf) -> int:
    for row in rows("alliances"):
        source, target = shelf.groups[row["source"]], shelf.groups[row["target"]]
        plain = fields(row, "source", "target", "place", "citations")
        _publish(Alliance(source=source, target=target, place=shelf.place_of(row), **plain), shelf.citations_of(row))
    return len(rows("alliances"))


def load_leadership(shelf: Shelf) -> int:
    for row in rows("leadership"):
        plain = fields(row, "group", "citations")
        _publish(Leadership(group=shelf.groups[row["group"]], **plain), shelf.citations_of(row))
    return len(rows("leadership"))


def load_presence(shelf: Shelf) -> int:
    for row in rows("presence"):
        plain = fields(row, "group", "place", "citations")
        found = Presence(group=shelf.group_of(row), place=shelf.place_of(row), **plain)
        _publish(found, shelf.citations_of(row))
    return len(rows("presence"))


def _group(row: Row) -> Group:
    known = Group.objects.filter(Q(slug=row["key"]) | Q(name__iexact=row["name"])).first()
    return known or _new(row)


def _new(row: Row) -> Group:
    group = Group.objects.create(slug=row["key"], state=State.PUBLISHED, **fields(row, "names"))
    for values in row["names"]:
        GroupName.objects.create(group=group, **values)
    return group


def _publish(statement: Alliance | Leadership | Presence, citations: list[Source]) -> None:
    statement.state = State.PUBLISHED
    statement.save()
    statement.citations.add(*citations)
