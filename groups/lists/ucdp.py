"""Reads the UCDP Actor Dataset. Pure.

Source: UCDP Actor Dataset Codebook, Uppsala Conflict Data Program (https://ucdp.uu.se/downloads/). By its introduction
`NameData` is the current name, the one UCDP's data use; `NameOrig…` the name an actor had when it first entered UCDP
data; `NewName…` the names since, oldest first, where `NameChange` is 1. `…Full` is in the mother tongue, `…FullEng` in
English. The columns on origins and alliances say whether an actor

- was formed as a splinter of another (`Splinter`, `NamePrev`, `ActorIdPrev`): a tie *split from*, of moderate
  confidence: one careful source, which does not say when;
- split for a time only (`SplitTemp`, `NameSplitTemp`, `ActorIdSplitTemp`): *split from* too, of low confidence, and
  the note says that it was temporary;
- was in an alliance with a name of its own (`Alliance`, `NameAlliance`, `ActorIdAlliance`): *allied with*, moderate;
- joined another actor (`JoinGroup`, `GroupName`, `ActorIdGroup`): *merged into*, of low confidence, as the column does
  not tell whether the actor ceased to exist.

None of these is dated. `Org` is 1 for formally organised groups, 2 for supporters of parties and organisations, 3 for
groups of a common identity (clan, tribe, faith), as in the UCDP Non-State Conflict Codebook; 4 and more do not occur
among the non-state actors. Several names or ids in one column stand between commas.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from groups.kinds import AllianceKind
from groups.lists.rows import ListedName, ListedTie, Listing, ListRow, distinct, is_acronym, script_of, tidy
from groups.models.group import GroupKind, GroupNameKind
from sources.editorial import Confidence

Line = Mapping[str, str]

LIST_NAME = "UCDP Actor Dataset"
SCHEME = "ucdp"
NEEDED = (
    "ActorId", "NameData", "NameOrig", "NameOrigFull", "NameOrigFullEng", "NameChange", "NewName",
    "NewNameFullMotherTongue", "NewNameFullEng", "Org", "Splinter", "NamePrev", "ActorIdPrev", "SplitTemp",
    "NameSplitTemp", "ActorIdSplitTemp", "Alliance", "NameAlliance", "ActorIdAlliance", "JoinGroup", "GroupName",
    "ActorIdGroup", "Location", "Version",
)  # fmt: skip
LONGEST_SHORT_NAME = 40
FORMAL, SUPPORTERS, IDENTITY = "1", "2", "3"
REMARKS = {
    SUPPORTERS: "Supporters of a party or an organisation (UCDP Org 2).",
    IDENTITY: "People of a common identity, such as a tribe (UCDP Org 3).",
}
TIES: tuple[tuple[str, str, str, AllianceKind, str, str], ...] = (
    ("Splinter", "NamePrev", "ActorIdPrev", AllianceKind.SPLIT_FROM, Confidence.MODERATE, "a splinter"),
    ("SplitTemp", "NameSplitTemp", "ActorIdSplitTemp", AllianceKind.SPLIT_FROM, Confidence.LOW, "a temporary split"),
    ("Alliance", "NameAlliance", "ActorIdAlliance", AllianceKind.ALLIED_WITH, Confidence.MODERATE, "an alliance"),
    ("JoinGroup", "GroupName", "ActorIdGroup", AllianceKind.MERGED_INTO, Confidence.LOW, "having joined it"),
)
RENAMED = "UCDP gives this as an earlier name of the actor; no date."


def listing_from(lines: Sequence[tuple[int, Line]]) -> Listing:
    """All rows; an actor that others name as their alliance is an umbrella."""
    rows = [row_of(number, line) for number, line in lines]
    umbrellas = {tie.other_id for row in rows for tie in row.ties if tie.kind == AllianceKind.ALLIED_WITH}
    rows = [replace(row, kind=GroupKind.UMBRELLA) if row.external_id in umbrellas else row for row in rows]
    versions = sorted({tidy(line["Version"]) for _, line in lines} - {""})
    return Listing(LIST_NAME, versions[-1] if versions else "", SCHEME, tuple(rows))


def row_of(number: int, line: Line) -> ListRow:
    """One line of the file, which stands there at `number`."""
    name, names = tidy(line["NameData"]), distinct([*_names(line)])
    actor = whole_number(line["ActorId"])
    is_identity = tidy(line["Org"]) in (SUPPORTERS, IDENTITY)
    return ListRow(
        line=number,
        external_id=actor,
        name=name,
        named=_fullest(name, names),
        short_name=name if is_acronym(name) and len(name) <= LONGEST_SHORT_NAME else "",
        kind=_kind(line, name),
        names=names,
        where=tidy(line["Location"]),
        remark=REMARKS.get(tidy(line["Org"]), ""),
        ids={SCHEME: actor} if actor else {},
        ties=(*_ties(line), *_renamings(line, name)),
        is_identity=is_identity,
    )


def whole_number(text: str) -> str:
    """An id as UCDP writes it: columns with gaps turn 356 into 356.0."""
    return tidy(text).removesuffix(".0")


def _names(line: Line) -> Iterator[ListedName]:
    """The current name first, then those before it, oldest first."""
    current, former = tidy(line["NameData"]), _is_set(line, "NameChange")
    yield _named(current)
    yield from _spelled(line, ("NameOrig", "NameOrigFull", "NameOrigFullEng"), former=former, split=_whole)
    if former:
        yield from _spelled(line, ("NewName", "NewNameFullMotherTongue", "NewNameFullEng"), former=True, split=listed)


def _spelled(
    line: Line, columns: tuple[str, str, str], *, former: bool, split: Callable[[str], list[str]]
) -> Iterator[ListedName]:
    short, mother_tongue, english = (split(line[column]) for column in columns)
    for names, is_english in ((short, False), (mother_tongue, False), (english, True)):
        for place, name in enumerate(names):
            is_latest = split is listed and place == len(names) - 1
            is_translation = is_english and bool(mother_tongue) and name not in mother_tongue
            yield replace(
                _named(name, is_english=is_english, former=former and not is_latest), is_translation=is_translation
            )


def _named(name: str, *, is_english: bool = False, former: bool = False) -> ListedName:
    if former:
        kind = GroupNameKind.FORMER
    elif is_acronym(name):
        kind = GroupNameKind.ACRONYM
    else:
        kind = GroupNameKind.ALIAS if is_english or script_of(name) else GroupNameKind.TRANSLITERATION
    return ListedName(name, kind, script_of(name))


def listed(text: str) -> list[str]:
    """Names or ids between commas."""
    return [tidied for part in text.split(",") if (tidied := tidy(part))]


def _whole(text: str) -> list[str]:
    return [tidied] if (tidied := tidy(text)) else []


def _fullest(name: str, names: Sequence[ListedName]) -> str:
    """What a new group is called: the name itself, or what its letters stand for, not in a former form."""
    if not is_acronym(name):
        return name
    written_out = [
        each for each in names
        if not is_acronym(each.name) and not each.script and each.kind != GroupNameKind.FORMER
    ]  # fmt: skip
    ours = [each.name for each in written_out if not each.is_translation]
    return next(iter([*ours, *(each.name for each in written_out)]), name)


def _kind(line: Line, name: str) -> str:
    if tidy(line["Org"]) != FORMAL:
        return GroupKind.UNKNOWN
    is_faction = _is_set(line, "SplitTemp") or "faction" in name.casefold()
    return GroupKind.FACTION if is_faction else GroupKind.ARMED_GROUP


def _ties(line: Line) -> Iterator[ListedTie]:
    for flag, name_column, id_column, kind, confidence, what in TIES:
        if not _is_set(line, flag):
            continue
        names, ids = listed(line[name_column]), [whole_number(each) for each in listed(line[id_column])]
        if len(names) != len(ids):
            names = [tidy(line[name_column])] * max(len(ids), 1)
        ids = ids or [""] * len(names)
        for other, other_id in zip(names, ids, strict=True):
            yield ListedTie(kind, other, other_id, flag, confidence, f"UCDP codes {what} ({flag}), without a date.")


def _renamings(line: Line, name: str) -> Iterator[ListedTie]:
    """An earlier name that belongs to a group of its own was renamed to this one."""
    if not _is_set(line, "NameChange"):
        return
    earlier = [*_whole(line["NameOrig"]), *_whole(line["NameOrigFull"]), *listed(line["NewName"])]
    for other in dict.fromkeys(earlier):
        if other != name:
            yield ListedTie(AllianceKind.RENAMED_TO, other, "", "NameChange", Confidence.LOW, RENAMED, is_reversed=True)


def _is_set(line: Line, column: str) -> bool:
    return whole_number(line[column]) == "1"
