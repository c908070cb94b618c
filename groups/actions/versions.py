"""Which version of a record somebody saw, what was changed since, and who wrote what it says: read from its history."""

from typing import Any

from accounts.models import User
from groups.models import Group, GroupName

CITATIONS = "citations"
NOT_SAID = frozenset({"state"})
STEP = ("state", "awaits_confirmation")
NAMES, MERGED = "names", "records merged"
NUMBERS = 10**9  # the version of a group is that of its own row times this, and that of its names


class Clash(Exception):
    """Somebody changed the record since it was read: `theirs` are the fields they changed."""

    def __init__(self, record: Any, theirs: list[str]) -> None:
        super().__init__("Somebody else changed this meanwhile.")
        self.record, self.theirs = record, theirs


def version_of(record: Any) -> int:
    """Changes with the record: the number of its last history row; of a group, of its names and merged records too."""
    own = _last(record.history.all())
    return own * NUMBERS + _last(_names(record)) if isinstance(record, Group) else own


def as_seen(record: Any, version: int) -> Any | None:
    """The history row of a version; None where there was none."""
    return record.history.filter(history_id=_parts(record, version)[0]).first()


def rewritten_since(record: Any, version: int) -> list[str]:
    """The fields that say something else now than at a version; all of them where it is unknown."""
    if version == version_of(record):
        return []
    seen = as_seen(record, version)
    fields = [name for name in said_by(record) if seen is None or getattr(seen, name) != getattr(record, name)]
    return [*fields, *([CITATIONS] if _cited(record) != _cited(seen) else [])]


def changed_since(record: Any, version: int) -> list[str]:
    """What differs from a version for a reader: fields, and the names of a group and what was merged into it."""
    found = rewritten_since(record, version)
    if isinstance(record, Group):
        own, names = _parts(record, version)
        found += [NAMES] if names != _last(_names(record)) else []
        found += [MERGED] if merged_at(record, own) != set(record.merged.values_list("pk", flat=True)) else []
    return found


def refuse_unseen(record: Any, version: int | None) -> None:
    """Raise Clash where a version is named and readers would see something else by now."""
    if version is not None and (theirs := changed_since(record, version)):
        raise Clash(record, theirs)


def refuse_overwriting(record: Any, version: int | None) -> None:
    """Raise Clash where a version is named and a field of the record says something else by now."""
    if version is not None and (theirs := rewritten_since(record, version)):
        raise Clash(record, theirs)


def said_by(record: Any) -> list[str]:
    """The columns in which a record says something, as people write them."""
    fields = (field for field in record._meta.concrete_fields if field.editable and not field.primary_key)
    return [field.attname for field in fields if field.name not in NOT_SAID]


def is_author(record: Any, person: User) -> bool:
    """Whether somebody entered or ever changed what a record says, or a name of a group."""
    return person.pk in _writers(record) or _names(record).filter(history_user=person).exists()


def _writers(record: Any) -> set[int]:
    """Whoever signed a change; but for steps on the way to readers, which are no writing."""
    found, before = set(), None
    for row in record.history.order_by("history_id").values("history_user", *STEP, *said_by(record)):
        who = row.pop("history_user")
        found |= set() if before is not None and _is_step(before, row) else {who}
        before = row
    return found


def _is_step(before: dict[str, Any], row: dict[str, Any]) -> bool:
    """Whether nothing but the way to readers changed: whoever rewrites something in the same breath wrote it."""
    is_onward = row["state"] != before["state"] or (before["awaits_confirmation"] and not row["awaits_confirmation"])
    return is_onward and all(row[name] == before[name] for name in row if name not in STEP)


def _names(record: Any) -> Any:
    """The history of the names of a group, with those that were taken away."""
    return GroupName.history.filter(group_id=record.pk) if isinstance(record, Group) else GroupName.history.none()


def merged_at(group: Group, own: int) -> set[int]:
    """The records that led to a group when its own history row of that number was the last."""
    ever = Group.history.filter(merged_into_id=group.pk).values("id")
    rows = Group.history.filter(id__in=ever, history_id__lte=own).order_by("history_id")
    then = dict(rows.values_list("id", "merged_into_id"))
    return {record for record, kept in then.items() if kept == group.pk}


def _parts(record: Any, version: int) -> tuple[int, int]:
    """The numbers of the history rows that a version stands for: the record's own, and that of a group's names."""
    return divmod(version, NUMBERS) if isinstance(record, Group) else (version, 0)


def _last(history: Any) -> int:
    return history.order_by("history_id").values_list("history_id", flat=True).last() or 0


def _cited(record: Any | None) -> set[int]:
    if record is None or not hasattr(record, CITATIONS):
        return set()
    is_past = hasattr(record, "history_id")
    return set(record.citations.values_list("source_id" if is_past else "pk", flat=True))
