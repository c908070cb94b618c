"""Keeps the rows of a list: what is new, what a newer version changed, what it no longer holds. Decides nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from groups.lists.comparing import propose
from groups.lists.rows import Listing, ListRow
from groups.matching import NameIndex
from groups.models import ListedActor
from groups.name_index import known_names
from sources.withholding.asking import refuse_withheld_of

WORDS = {
    "named": "name for a new group", "short_name": "short name", "kind": "kind", "names": "names", "formed": "formed",
    "ended": "ended", "where": "where", "remark": "remark", "ids": "ids", "ties": "ties",
    "is_identity": "kind of actor",
}  # fmt: skip
MOST_SHOWN = 200


@dataclass
class Outcome:
    """What a run came to: numbers that add up to the rows of the file, and a line for each change."""

    new: int = 0
    changed: int = 0
    same: int = 0
    left_out: int = 0
    gone: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.new + self.changed + self.same + self.left_out


@dataclass(frozen=True)
class Keeper:
    """Puts one list's rows beside those that are kept."""

    listing: Listing
    kept: dict[str, ListedActor]
    index: NameIndex
    outcome: Outcome = field(default_factory=Outcome)

    def keep(self, row: ListRow) -> None:
        listed = self.kept.get(row.external_id)
        try:
            if listed is None:
                self._add(row)
            elif changes := changes_of(listed, row):
                self._change(listed, row, changes)
            else:
                self._leave(listed)
        except ValidationError as refusal:
            self._leave_out(row, refusal)

    def forget(self) -> None:
        """Mark what the list no longer holds; a decision about it stands."""
        held = {row.external_id for row in self.listing.rows}
        for external_id, listed in self.kept.items():
            if external_id not in held and listed.is_listed:
                self.outcome.gone += 1
                self._tell(f"{listed.name} ({external_id}): no longer in the list.")
                listed.is_listed = False
                listed.news = _news(listed, "The list no longer holds it.")
                listed.save()

    def _add(self, row: ListRow) -> None:
        listed = ListedActor(dataset=self.listing.name, external_id=row.external_id)
        self._write(listed, row)
        self.outcome.new += 1

    def _change(self, listed: ListedActor, row: ListRow, changes: list[str]) -> None:
        listed.news = _news(listed, *changes)
        told = f"{row.name} ({row.external_id}): {' '.join(changes)}"
        self._write(listed, row)
        self.outcome.changed += 1
        self._tell(told)

    def _leave(self, listed: ListedActor) -> None:
        """Said as before; only the proposal may be another, where groups have changed."""
        self.outcome.same += 1
        if not listed.is_decided and propose(listed, self.index):
            ListedActor.objects.filter(pk=listed.pk).update(candidates=listed.candidates, finding=listed.finding)

    def _write(self, listed: ListedActor, row: ListRow) -> None:
        listed.name, listed.version, listed.said, listed.is_listed = row.name, self.listing.version, row.as_json(), True
        if not listed.is_decided:
            propose(listed, self.index)
        listed.full_clean()
        refuse_withheld_of(listed)
        listed.save()

    def _leave_out(self, row: ListRow, refusal: ValidationError) -> None:
        """By its line alone: its name may be what is refused."""
        self.outcome.left_out += 1
        self._tell(f"Line {row.line} was left out: {' '.join(refusal.messages)}")

    def _tell(self, line: str) -> None:
        if len(self.outcome.lines) < MOST_SHOWN:
            self.outcome.lines.append(line)


def load(listing: Listing, *, tell: Callable[[int, int], None]) -> Outcome:
    """Keep every row of a list as a proposal; `tell` hears how many of how many are done. Within a transaction."""
    kept = {each.external_id: each for each in ListedActor.objects.select_for_update().filter(dataset=listing.name)}
    keeper = Keeper(listing, kept, known_names())
    for number, row in enumerate(listing.rows, start=1):
        keeper.keep(row)
        tell(number, len(listing.rows))
    keeper.forget()
    return keeper.outcome


def changes_of(listed: ListedActor, row: ListRow) -> list[str]:
    """What a row says otherwise than it did, a sentence each; a new version alone is no change."""
    now, changes = row.as_json(), []
    if listed.name != row.name:
        changes.append(f"name: was “{listed.name}”.")
    if not listed.is_listed:
        changes.append("It is in the list again.")
    changes += [_change(what, listed.said.get(field), now[field]) for field, what in WORDS.items()
                if listed.said.get(field) != now[field]]
    return changes


def _change(what: str, before: Any, now: Any) -> str:
    if not isinstance(now, list):
        return f"{what}: {_in_words(before)} → {_in_words(now)}."
    shown = [_one(each) for each in before or []], [_one(each) for each in now]
    added = [each for each in shown[1] if each not in shown[0]]
    dropped = [each for each in shown[0] if each not in shown[1]]
    parts = [f"+ {', '.join(added)}"] if added else []
    parts += [f"− {', '.join(dropped)}"] if dropped else []
    return f"{what}: {'; '.join(parts) or 'said otherwise'}."


def _one(each: dict[str, Any]) -> str:
    return f"“{each['name']}”" if "name" in each else f"{each['kind'].replace('_', ' ')} {each['other']}"


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{scheme} {each}" for scheme, each in value.items()) or "none"
    return str(value) if value not in ("", None) else "none"


def _news(listed: ListedActor, *changes: str) -> list[str]:
    """Somebody who decided is to hear of it."""
    return [*listed.news, *changes] if listed.is_decided else []
