"""One row of a list of actors in the project's own words, whatever file it came from. Pure."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from groups.kinds import AllianceKind
from groups.matching import Said
from groups.models.group import GroupKind, GroupNameKind
from sources.editorial import Confidence

LONGEST_NAME = 200
MOST_LETTERS_OF_ACRONYM = 12
ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")  # marks of direction, joiners


@dataclass(frozen=True)
class ListedName:
    """One name of an actor; `is_translation` is a meaning in English rather than a name anybody uses."""

    name: str
    kind: str = GroupNameKind.ALIAS
    script: str = ""
    is_translation: bool = False


@dataclass(frozen=True)
class ListedTie:
    """A tie that a row states with another actor: of the list by `other_id`, or else by its name alone.

    Read "this actor, kind, the other", unless `is_reversed`. `column` says where the row states it.
    """

    kind: AllianceKind
    other: str
    other_id: str = ""
    column: str = ""
    confidence: str = Confidence.LOW
    note: str = ""
    is_reversed: bool = False


@dataclass(frozen=True)
class ListRow:
    """An actor as a list has it. `line` is where it stands in the file; `named` is the name for a new group."""

    line: int
    external_id: str
    name: str
    named: str = ""
    short_name: str = ""
    kind: str = GroupKind.UNKNOWN
    names: tuple[ListedName, ...] = ()
    formed: str = ""
    ended: str = ""
    where: str = ""
    remark: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    ties: tuple[ListedTie, ...] = ()
    is_identity: bool = False

    def as_json(self) -> dict[str, Any]:
        """What the row says, as it is kept; where it stood in the file is not part of that."""
        kept = asdict(self)
        del kept["line"], kept["external_id"], kept["name"]
        return {**kept, "names": list(kept["names"]), "ties": list(kept["ties"])}


@dataclass(frozen=True)
class Listing:
    """A file as a whole: the list's name, its version, and the registry whose ids it gives ("" where it has none)."""

    name: str
    version: str
    scheme: str
    rows: tuple[ListRow, ...]
    warnings: tuple[str, ...] = ()


def row_from(external_id: str, name: str, said: dict[str, Any]) -> ListRow:
    """A kept row, read back."""
    names = tuple(ListedName(**each) for each in said["names"])
    ties = tuple(ListedTie(**{**each, "kind": AllianceKind(each["kind"])}) for each in said["ties"])
    return ListRow(line=0, external_id=external_id, name=name, **{**said, "names": names, "ties": ties})


def tidy(text: str | None) -> str:
    """Text without unseen marks and needless spaces."""
    return " ".join(UNSEEN.sub("", text or "").split())


def is_acronym(name: str) -> bool:
    """Whether a name is letters that stand for words: "TTP", "LeJ", "MQM-H", but not "Mangal"."""
    capitals = sum(letter.isupper() for letter in name)
    is_one_word = " " not in name.replace(" - ", "-")
    return is_one_word and len(name) <= MOST_LETTERS_OF_ACRONYM and capitals >= 2 and capitals * 2 >= len(name)


def script_of(name: str) -> str:
    """ISO 15924, where it is not Latin."""
    return "Arab" if ARABIC.search(name) else ""


def distinct(names: Sequence[ListedName]) -> tuple[ListedName, ...]:
    """Each spelling once, as it was first said; a name that is anywhere more than a translation is one."""
    plain = {each.name for each in names if not each.is_translation}
    kept: dict[str, ListedName] = {}
    for each in names:
        if each.name and len(each.name) <= LONGEST_NAME and not (each.is_translation and each.name in plain):
            kept.setdefault(each.name, each)
    return tuple(kept.values())


def as_said(row: ListRow) -> list[Said]:
    """The names by which a row is compared with the groups that are known."""
    return [Said(row.name), *(Said(each.name, each.is_translation) for each in row.names)]
