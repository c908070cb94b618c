"""Reads a list of actors from a plain CSV of declared columns. Pure.

Needed: `name`. Understood beside it, each of which may be absent or empty:

| Column | What it holds |
|---|---|
| `id` | the row's key in this list; without it the name is the key |
| `short_name` | as charts label it |
| `kind` | armed_group, faction, chapter, umbrella, militia, media_arm, state_force or unknown |
| `names` | other names, between semicolons |
| `formed`, `ended` | EDTF dates: 2015, 2015-01, 2015~, 2015-01/2015-04 |
| `parent` | the id or name of the row that this one is a part of |
| `where` | where it acts |
| `ucdp`, `gtd`, `acled`, `wikidata` | its ids in these registries |

A parent becomes *chapter of*, *media arm of* or *faction of* by the row's kind, else *affiliate of*, with low
confidence, as a table does not say who says so.
"""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from groups.kinds import AllianceKind
from groups.lists.rows import (
    LONGEST_NAME,
    ListedName,
    ListedTie,
    Listing,
    ListRow,
    distinct,
    is_acronym,
    script_of,
    tidy,
)
from groups.models.group import GroupKind, GroupNameKind
from sources.dates import bounds
from sources.editorial import Confidence

Line = Mapping[str, str]

NEEDED = ("name",)
IDS = ("ucdp", "gtd", "acled", "wikidata")
UNDERSTOOD = ("id", "name", "short_name", "kind", "names", "formed", "ended", "parent", "where", *IDS)
LONGEST_ID, LONGEST_SHORT_NAME = 100, 40
PARENT_KINDS = {
    GroupKind.CHAPTER: AllianceKind.CHAPTER_OF,
    GroupKind.MEDIA_ARM: AllianceKind.MEDIA_ARM_OF,
    GroupKind.FACTION: AllianceKind.FACTION_OF,
}


def listing_from(lines: Sequence[tuple[int, Line]], *, name: str, version: str) -> Listing:
    """All rows of a list that goes by `name`. Raises ValidationError with the line and the remedy."""
    keys = {tidy(line.get("name")): _key(line) for _, line in lines}
    rows = tuple(row_of(number, line, keys) for number, line in lines)
    unknown = sorted({column for _, line in lines for column in line} - set(UNDERSTOOD) - {""})
    warnings = (f"These columns are not understood and were passed over: {', '.join(unknown)}.",) if unknown else ()
    return Listing(name, version, "", rows, warnings)


def row_of(number: int, line: Line, keys: Mapping[str, str]) -> ListRow:
    """One line; `keys` leads from the names of the list to its ids, for parents given by name."""
    said = {column: tidy(line.get(column)) for column in UNDERSTOOD}
    _refuse_too_long(number, said)
    kind = said["kind"].casefold().replace(" ", "_") or GroupKind.UNKNOWN
    if kind not in GroupKind.values:
        raise ValidationError(f"Line {number}: kind “{kind[:40]}” is none of {', '.join(GroupKind.values)}.")
    return ListRow(
        line=number,
        external_id=_key(line),
        name=said["name"],
        named=said["name"],
        short_name=said["short_name"],
        kind=kind,
        names=_names(said),
        formed=_date(number, "formed", said["formed"]),
        ended=_date(number, "ended", said["ended"]),
        where=said["where"],
        ids={scheme: said[scheme] for scheme in IDS if said[scheme]},
        ties=_parent(said["parent"], kind, keys),
    )


def _key(line: Line) -> str:
    return tidy(line.get("id")) or tidy(line.get("name"))[:LONGEST_ID]


def _names(said: Mapping[str, str]) -> tuple[ListedName, ...]:
    others = [tidy(part) for part in said["names"].split(";")]
    return distinct([_named(name) for name in (said["name"], said["short_name"], *others)])


def _named(name: str) -> ListedName:
    return ListedName(name, GroupNameKind.ACRONYM if is_acronym(name) else GroupNameKind.ALIAS, script_of(name))


def _parent(parent: str, kind: str, keys: Mapping[str, str]) -> tuple[ListedTie, ...]:
    if not parent:
        return ()
    tie = PARENT_KINDS.get(GroupKind(kind), AllianceKind.AFFILIATE_OF)
    note = "The list gives it as the parent; no date."
    return (ListedTie(tie, parent, keys.get(parent, parent), "parent", Confidence.LOW, note),)


def _date(number: int, column: str, text: str) -> str:
    try:
        bounds(text)
    except (ValidationError, ValueError):
        raise ValidationError(
            f"Line {number}: {column} “{text[:40]}” is not an EDTF date. Write 2015, 2015-01, 2015~ or 2015-01/2015-04."
        ) from None
    return text


def _refuse_too_long(number: int, said: Mapping[str, str]) -> None:
    longest = {"name": LONGEST_NAME, "short_name": LONGEST_SHORT_NAME, **dict.fromkeys(("id", *IDS), LONGEST_ID)}
    for column, most in longest.items():
        if len(said[column]) > most:
            raise ValidationError(f"Line {number}: {column} has more than {most} characters. Shorten it.")
