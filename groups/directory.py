"""The directory of groups: which of them a reader asked for, by which name each was found, and in what order."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from accounts.models import User
from groups.lookup import FoundName, known_by
from groups.merged import by_themselves
from groups.models import Group, GroupKind, Standing
from groups.spelling import Nearness

LONGEST = 100
SORTS = {"incidents": "Most incidents", "name": "Name", "formed": "Formed, latest first"}
SHOWN_NAMES = 4


@dataclass(frozen=True)
class Wanted:
    """What a reader asked for; empty is "all"."""

    text: str = ""
    kind: str = ""
    standing: str = ""
    sort: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.kind or self.standing)


@dataclass(frozen=True)
class Entry:
    """A group as the directory lists it: how many incidents name it, and the name by which it was found.

    `record` is the record that bears this name, where it was a separate one until it was merged.
    """

    group: Group
    incidents: int
    known: FoundName | None = None
    record: Group | None = None

    @property
    def found_as(self) -> FoundName | None:
        """The name by which it was found, where its own does not say."""
        return self.known if self.known and self.known.name != self.group.name else None

    @property
    def other_names(self) -> list[Any]:
        """Those that the row does not show yet, in other scripts first: few readers would guess them."""
        said = {self.group.name, self.group.short_name, self.known.name if self.known else ""}
        others = [name for name in self.group.names.all() if name.name not in said]
        return sorted(others, key=lambda name: name.script in ("", "Latn"))

    @property
    def shown_names(self) -> list[Any]:
        return self.other_names[:SHOWN_NAMES]

    @property
    def more_names(self) -> int:
        return len(self.other_names) - len(self.shown_names)


@dataclass(frozen=True)
class Choice:
    """A value of a filter, with how many groups it leaves."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Directory:
    """What the directory shows. `alike` are the groups of which the typed name alone may mean each."""

    entries: Sequence[Entry]
    total: int
    alike: Sequence[Entry]
    kinds: Sequence[Choice]
    standings: Sequence[Choice]


def wanted(asked: QueryDict) -> Wanted:
    """What an address asks for; what it does not know of it asks for nothing."""
    return Wanted(
        asked.get("q", "").strip()[:LONGEST], _one_of(GroupKind.values, asked.get("kind")),
        _one_of(Standing.values, asked.get("standing")), _one_of(SORTS, asked.get("sort")),
    )  # fmt: skip


def listed(user: User | AnonymousUser, asked: Wanted) -> Directory:
    """The groups that a reader may see, narrowed and sorted as asked."""
    visible = Group.objects.visible_to(user)
    entries = _entries(visible, user, asked.text)
    kinds = [each for each in entries if asked.standing in ("", each.group.standing)]
    standings = [each for each in entries if asked.kind in ("", each.group.kind)]
    left = [each for each in kinds if asked.kind in ("", each.group.kind)]
    return Directory(
        sorted(left, key=_order(asked)), by_themselves(visible).count(), _alike(entries),
        _choices(GroupKind.choices, (each.group.kind for each in kinds)),
        _choices(Standing.choices, (each.group.standing for each in standings)),
    )  # fmt: skip


def _entries(visible: QuerySet[Group], user: User | AnonymousUser, text: str) -> list[Entry]:
    known = known_by(visible, text) if text else {}
    groups = _counted(by_themselves(visible), user).prefetch_related("names")
    records: dict[int, list[Group]] = {}
    for record in visible.exclude(merged_into=None):
        records.setdefault(record.merged_into_id or 0, []).append(record)
    made = (_entry(group, records.get(group.pk, []), known, user) for group in groups)
    return [each for each in made if not text or each.known]


def _entry(group: Any, records: list[Group], known: dict[int, FoundName], user: User | AnonymousUser) -> Entry:
    """An entry under the nearest name of the group and of the records that were merged into it."""
    found = [(known[each.pk], each) for each in (group, *records) if each.pk in known]
    nearest, record = min(found, key=lambda pair: pair[0].rank) if found else (None, None)
    count = _together([group, *records], user) if records else group.incident_count
    return Entry(group, count, nearest, record if record and record != group else None)


def _counted(groups: QuerySet[Group], user: User | AnonymousUser) -> QuerySet[Any]:
    return groups.annotate(incident_count=Count("attributions__incident", filter=_shown(user), distinct=True))


def _together(records: list[Group], user: User | AnonymousUser) -> int:
    """An incident that names two of the records is one."""
    named = Group.objects.filter(pk__in=[each.pk for each in records]).filter(_shown(user))
    return named.aggregate(count=Count("attributions__incident", distinct=True))["count"] or 0


def _shown(user: User | AnonymousUser) -> Q:
    """Incidents live upstairs: only the relation is followed."""
    return Q() if user.has_perm("incidents.view_draft") else Q(attributions__incident__is_public=True)


def _alike(entries: Iterable[Entry]) -> list[Entry]:
    """The groups that bear the typed name whole, unless it means one of them for certain."""
    whole = [each for each in entries if each.known and _is_whole(each.known)]
    return whole if len(whole) > 1 or any(each.known and each.known.is_vague for each in whole) else []


def _is_whole(known: FoundName) -> bool:
    return known.nearness == Nearness.WHOLE or (known.nearness == Nearness.ECHO and known.is_vague)


def _order(asked: Wanted) -> Callable[[Entry], Any]:
    """Where a name was typed and no order chosen, the nearest first."""
    match asked.sort or ("near" if asked.text else "incidents"):
        case "near":
            return lambda each: (each.known.nearness if each.known else 0, -each.incidents, _name(each))
        case "name":
            return _name
        case "formed":
            return lambda each: (-_formed(each), _name(each))
    return lambda each: (-each.incidents, _name(each))


def _formed(entry: Entry) -> int:
    day = entry.group.formed_earliest or entry.group.formed_latest
    return day.toordinal() if day else 0


def _name(entry: Entry) -> str:
    return entry.group.name.casefold()


def _choices(choices: Iterable[tuple[str, str]], values: Iterable[str]) -> list[Choice]:
    counts = Counter(values)
    return [Choice(value, label.capitalize(), counts[value]) for value, label in choices if counts[value]]


def _one_of(known: Collection[str], value: str | None) -> str:
    return value if value and value in known else ""
