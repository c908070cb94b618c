"""Totals and facets of a selection, all rolled up from the histograms of its rows. Pure."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore.choosing import Yes, among, is_open, people
from explore.selection import Counts, Selection
from explore.snapshot.coding import rows_of
from explore.snapshot.opening import Snapshot
from explore.snapshot.tables import Lists
from explore.snapshot.vocabulary import (
    FAMILIES,
    FAMILY_OF_KIND,
    KINDS,
    LEVELS,
    STATUSES,
    TARGETS,
    UNREPORTED,
    UnitEntry,
)
from incidents.kinds import Family, Kind, TargetKind
from incidents.models import AttributionStatus
from sources.models import Credibility

SPARSE = 4  # when fewer than one entry in so many has any row, only those entries are looked at
PEOPLE = ("killed", "wounded")
LABELS: dict[str, dict[str, str]] = {
    name: {str(value): str(label) for value, label in choices.choices}
    for name, choices in {
        "kind": Kind, "family": Family, "status": AttributionStatus, "target": TargetKind, "credibility": Credibility,
    }.items()
}  # fmt: skip
FAMILY_OF_EACH = np.array(FAMILY_OF_KIND)
Panel = dict[str, Any]
Facet = list[Panel]


def totals(selection: Selection) -> Panel:
    """How many, how precisely placed, and how many people; the four parts always sum to the whole."""
    table = selection.snapshot.tables["place"].columns
    levels = summed(table["level"], selection.counts("place"), len(LEVELS))
    parts = dict(zip(LEVELS, levels.tolist(), strict=True))
    return {"incidents": sum(parts.values()), **parts, **{name: toll(selection, name) for name in PEOPLE}}


def toll(selection: Selection, outcome: str) -> Panel:
    """Sums of low, best and high. Open when any is; an unknown high counts as the low it is at least."""
    key = ("toll", outcome)
    if key not in selection.snapshot.once:
        selection.snapshot.once[key] = _stands_for(selection.snapshot.tables["toll"].columns, outcome)
    low, best, high, reported, has_no_end = (selection.counts("toll") @ selection.snapshot.once[key]).tolist()
    if not reported:
        return {"low": None, "best": None, "high": None, "is_open": False}
    return {"low": low, "best": best, "high": None if has_no_end else high, "is_open": has_no_end > 0}


def _stands_for(table: dict[str, NDArray[Any]], outcome: str) -> NDArray[np.int64]:
    """For each toll: people low, best and high, whether any are reported, and whether it has no end."""
    views = [np.maximum(people(table, outcome, view), 0) for view in ("low", "best", "high")]
    return np.stack([*views, table[f"{outcome}_low"] != UNREPORTED, is_open(table, outcome)], axis=1).astype(np.int64)


def facets(selection: Selection) -> dict[str, Facet]:
    """Counts of each value under all other filters; a chosen value stays even at none."""
    return {
        "group": groups(selection),
        "province": units(selection, "province", selection.snapshot.provinces),
        "district": units(selection, "district", selection.snapshot.districts),
        **kinds(selection),
        "status": statuses(selection),
        **struck(selection),
        "credibility": grades(selection),
    }


def groups(selection: Selection) -> Facet:
    """Under `parts` a group counts what its chapters and factions did too, as choosing it would find."""
    choice, entries = selection.choice, selection.snapshot.groups
    counts = selection.histograms["actors"]
    counted = _elements(choice.parts, "group", counts, choice.statuses_pass if selection.chosen.status else None)
    if selection.chosen.parts:
        counted |= _with_parts(selection, counts)
    wanted = {entry.slug for entry in entries.values()} & selection.chosen.group
    return _ordered(
        {"value": entry.slug, "label": entry.label, "name": entry.name, "count": counted.get(pk, 0)}
        for pk, entry in entries.items()
        if counted.get(pk) or entry.slug in wanted
    )


def _with_parts(selection: Selection, counts: Counts) -> dict[int, int]:
    choice, numbers = selection.choice, {entry.slug: pk for pk, entry in selection.snapshot.groups.items()}
    found = {}
    for slug, pk in numbers.items():
        below = choice.below(slug)
        if len(below) > 1:
            mine = among(choice.parts.values["group"], [numbers[each] for each in below if each in numbers])
            found[pk] = int(counts[np.unique(choice.parts.owners[mine & choice.statuses_pass])].sum())
    return found


def statuses(selection: Selection) -> Facet:
    choice = selection.choice
    counts = selection.histograms["actors"]
    counted = _elements(choice.parts, "status", counts, choice.groups_pass if selection.chosen.group else None)
    return _labelled(STATUSES, LABELS["status"], counted, selection.chosen.status)


def units(selection: Selection, level: str, entries: list[UnitEntry]) -> Facet:
    """Provinces or districts."""
    numbers, chosen = selection.snapshot.tables["place"].columns[level], getattr(selection.chosen, level)
    counts = summed(numbers, selection.counts("place", but=level), len(entries))
    shown = counts > 0
    shown[[at for at, entry in enumerate(entries) if entry.code in chosen] if chosen else []] = True
    rows, order = _unit_rows(selection.snapshot, level, entries)
    found = order[shown[order]]
    found = found[np.argsort(-counts[found], kind="stable")]
    return [{**rows[at], "count": count} for at, count in zip(found.tolist(), counts[found].tolist(), strict=True)]


def _unit_rows(snapshot: Snapshot, level: str, entries: list[UnitEntry]) -> tuple[list[Panel], NDArray[np.intp]]:
    """What is always said of each province, say, and their order by name."""
    key = ("units", level)
    if key not in snapshot.once:
        rows = [{"value": entry.code, "label": entry.name, "country": entry.country, "province": entry.province}
                for entry in entries]  # fmt: skip
        order = np.array(sorted(range(len(entries)), key=lambda at: entries[at].name), dtype=np.intp)
        snapshot.once[key] = rows, order
    found: tuple[list[Panel], NDArray[np.intp]] = snapshot.once[key]
    return found


def kinds(selection: Selection) -> dict[str, Facet]:
    """Kinds, and the families they belong to."""
    kind = selection.snapshot.tables["traits"].columns["kind"]
    one = summed(kind, selection.counts("traits", but="kind"), len(KINDS))
    families = summed(FAMILY_OF_EACH[kind], selection.counts("traits", but="family"), len(FAMILIES))
    rows = _labelled(KINDS, LABELS["kind"], _by_number(one), selection.chosen.kind)
    for row in rows:
        row["family"] = FAMILIES[FAMILY_OF_KIND[KINDS.index(row["value"])]]
    chosen = selection.chosen.family
    return {"kind": rows, "family": _labelled(FAMILIES, LABELS["family"], _by_number(families), chosen)}


def struck(selection: Selection) -> dict[str, Facet]:
    """What was struck, and which community; both must hold of the same target."""
    choice, words = selection.choice, selection.snapshot.communities
    counts = selection.counts("traits", but="struck")
    chosen = selection.chosen
    targets = _elements(choice.targets, "kind", counts, choice.communities_pass if chosen.community else None)
    hit = _elements(choice.targets, "community", counts, choice.targets_pass if chosen.target else None)
    communities = _ordered(
        {"value": word, "label": word, "count": hit.get(at, 0)}
        for at, word in enumerate(words)
        if word and (hit.get(at) or word in selection.chosen.community)
    )
    return {"target": _labelled(TARGETS, LABELS["target"], targets, selection.chosen.target), "community": communities}


def grades(selection: Selection) -> Facet:
    credibility = selection.snapshot.tables["traits"].columns["credibility"]
    values = list(LABELS["credibility"])
    counts = summed(credibility, selection.counts("traits", but="credibility"), len(values) + 1)
    rows = _labelled(values, LABELS["credibility"], _by_number(counts[1:]), selection.chosen.credibility)
    return sorted(rows, key=lambda row: row["value"])


def summed(codes: NDArray[Any], counts: Counts, size: int) -> Counts:
    """Counts of table entries rolled up by a code of theirs; entries without one (−1) are left out."""
    return np.bincount(codes.astype(np.int64) + 1, counts, size + 1)[1:].astype(np.int64)


def _elements(lists: Lists, column: str, counts: Counts, passing: Yes | None) -> dict[int, int]:
    """For each value of a column how many rows have an element with it that passes; each row once."""
    is_sparse = np.count_nonzero(counts) < len(counts) // SPARSE
    if passing is None and not is_sparse:
        owners, values = lists.distinct(column)
        return _by_number(np.bincount(values, counts.take(owners)).astype(np.int64))
    order = lists.by(column)
    if is_sparse:
        few = np.flatnonzero(counts)
        order = order.take(rows_of(lists.starts, few))
    if passing is not None:
        order = order[passing.take(order)]
    if not len(order):
        return {}
    owners, values = lists.owners.take(order), lists.values[column].take(order)
    is_first = np.concatenate([[True], (owners[1:] != owners[:-1]) | (values[1:] != values[:-1])])
    found = np.bincount(values[is_first], counts.take(owners[is_first]))
    return _by_number(found.astype(np.int64))


def _by_number(counts: Counts) -> dict[int, int]:
    return {int(at): int(counts[at]) for at in np.flatnonzero(counts)}


def _labelled(values: list[str], labels: dict[str, str], counted: dict[int, int], chosen: frozenset[str]) -> Facet:
    """Values of a fixed list, with the labels of its choices."""
    return _ordered(
        {"value": value, "label": labels[value], "count": counted.get(at, 0)}
        for at, value in enumerate(values)
        if counted.get(at) or value in chosen
    )


def _ordered(rows: Iterable[Panel]) -> Facet:
    return sorted(rows, key=lambda row: (-row["count"], row["label"]))
