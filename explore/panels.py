"""Totals and facets of a selection, all rolled up from the histograms of its rows. Pure."""

from collections.abc import Iterable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from explore.choosing import Yes, among, is_open, people
from explore.selection import Counts, Selection
from explore.snapshot.coding import rows_of
from explore.snapshot.opening import Snapshot
from explore.snapshot.tables import Holders
from explore.snapshot.vocabulary import (
    FAMILIES,
    FAMILY_OF_KIND,
    KINDS,
    LEVELS,
    STATUSES,
    TARGETS,
    UNREPORTED,
    GroupEntry,
    UnitEntry,
)
from incidents.kinds import Family, Kind, TargetKind
from incidents.models import AttributionStatus
from sources.models import Credibility

PEOPLE = ("killed", "wounded")
LABELS: dict[str, dict[str, str]] = {
    name: {str(value): str(label) for value, label in choices.choices}
    for name, choices in {
        "kind": Kind, "family": Family, "status": AttributionStatus, "target": TargetKind, "credibility": Credibility,
    }.items()
}  # fmt: skip
Panel = dict[str, Any]
Facet = list[Panel]


def totals(selection: Selection) -> Panel:
    """How many, how precisely placed, and how many people; the four parts always sum to the whole."""
    levels = selection.snapshot.tables["place"].holders("level").sums(selection.counts("place"), len(LEVELS))
    parts = dict(zip(LEVELS, levels.tolist(), strict=True))
    return {"incidents": sum(parts.values()), **parts, **{name: toll(selection, name) for name in PEOPLE}}


def toll(selection: Selection, outcome: str) -> Panel:
    """Sums of low, best and high. Open when any is; an unknown high counts as the low it is at least."""
    key = ("toll", outcome)
    if key not in selection.snapshot.once:
        selection.snapshot.once[key] = _stands_for(selection.snapshot.tables["toll"].columns, outcome)
    sums = selection.counts("toll").astype(np.float64) @ selection.snapshot.once[key]  # whole numbers, far below 2^53
    low, best, high, reported, has_no_end = sums.astype(np.int64).tolist()
    if not reported:
        return {"low": None, "best": None, "high": None, "is_open": False}
    return {"low": low, "best": best, "high": None if has_no_end else high, "is_open": has_no_end > 0}


def _stands_for(table: dict[str, NDArray[Any]], outcome: str) -> NDArray[np.float64]:
    """For each toll: people low, best and high, whether any are reported, and whether it has no end."""
    views = [np.maximum(people(table, outcome, view), 0) for view in ("low", "best", "high")]
    return np.stack([*views, table[f"{outcome}_low"] != UNREPORTED, is_open(table, outcome)], axis=1).astype(np.float64)


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
    """Under `parts` a group also counts what those did that belonged to it on that day, as choosing it finds.

    Groups that count as one have one row, in which each incident counts once.
    """
    choice, entries = selection.choice, selection.snapshot.groups
    counts = selection.histograms["actors"]
    passing = choice.statuses_pass if selection.chosen.status else None
    counted = _by_number(choice.named.holders("group", passing).sums(counts))
    if selection.chosen.parts:
        counted |= _by_number(_with_parts(selection, passing).sums(counts))
    wanted, taken = {entry.slug for entry in entries.values()} & selection.chosen.group, _taken_in(selection)
    return _ordered(
        {"value": entry.slug, **called(selection, entry), "count": counted.get(pk, 0), **taken.get(pk, {})}
        for pk, entry in entries.items()
        if counted.get(pk) or entry.slug in wanted
    )


def _taken_in(selection: Selection) -> dict[int, Panel]:
    """Of each group in how many incidents of the filter it counted for a chosen one, to which it belonged then."""
    choice = selection.choice
    if not (selection.chosen.parts and selection.chosen.group):
        return {}
    holders = choice.named.holders("group", choice.below & choice.statuses_pass & ~choice.themselves)
    return {pk: {"taken_in": count} for pk, count in _by_number(holders.sums(selection.counts("actors"))).items()}


def called(selection: Selection, entry: GroupEntry) -> Panel:
    """Label and name of a group, or of all that count as one with it."""
    together = selection.chosen.as_one.get(entry.slug)
    if together is None:
        return {"label": entry.label, "name": entry.name}
    own = {each.slug: each for each in selection.snapshot.groups.values()}
    return {name: " = ".join(getattr(own[slug], name) for slug in together) for name in ("label", "name")}


def _with_parts(selection: Selection, passing: Yes | None) -> Holders:
    """Who has each group that others ever belonged to, be it by one of these."""
    owners = selection.choice.parts.owners
    elements, wholes = _of_whole_groups(selection)
    key = ("whole groups held",)
    if passing is None and not selection.chosen.one:
        if key not in selection.snapshot.once:
            selection.snapshot.once[key] = Holders.of(owners.take(elements), wholes)
        return cast(Holders, selection.snapshot.once[key])
    mine = slice(None) if passing is None else np.flatnonzero(passing.take(elements))
    return Holders.of(owners.take(elements[mine]), wholes[mine])


def _of_whole_groups(selection: Selection) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Attributions, in their order, to a group or to what belonged to it then, with the group's number."""
    once, key = selection.snapshot.once, ("whole groups",)
    if selection.chosen.one:
        return _found_whole_groups(selection)
    if key not in once:
        once[key] = _found_whole_groups(selection)
    return cast(tuple[NDArray[np.intp], NDArray[np.int64]], once[key])


def _found_whole_groups(selection: Selection) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    snapshot, parts, numbers = selection.snapshot, selection.choice.named.values, selection.choice.numbers
    above = [np.array([numbers[slug] for slug in line if slug in numbers], np.int64) for line in snapshot.lines]
    starts = np.concatenate([[0], np.cumsum([len(line) for line in above], dtype=np.int64)])
    wholes, line = np.concatenate([np.zeros(0, np.int64), *above]), parts["line"].astype(np.int64)
    own = np.flatnonzero(among(parts["group"], set(wholes.tolist())))
    elements = np.concatenate([own, np.repeat(np.arange(len(line)), np.diff(starts)[line])])
    found = np.concatenate([parts["group"][own], wholes[rows_of(starts, line)]]).astype(np.int64)
    order = np.argsort(elements, kind="stable")
    return elements[order], found[order]


def statuses(selection: Selection) -> Facet:
    choice = selection.choice
    counts = selection.histograms["actors"]
    holders = choice.parts.holders("status", choice.groups_pass if selection.chosen.group else None)
    return _labelled(STATUSES, LABELS["status"], _by_number(holders.sums(counts)), selection.chosen.status)


def units(selection: Selection, level: str, entries: list[UnitEntry]) -> Facet:
    """Provinces or districts."""
    holders, chosen = selection.snapshot.tables["place"].holders(level), getattr(selection.chosen, level)
    counts = holders.sums(selection.counts("place", but=level), len(entries))
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
    holders = selection.snapshot.tables["traits"].holders("kind")
    one, others = (holders.sums(selection.counts("traits", but=name), len(KINDS)) for name in ("kind", "family"))
    families = np.bincount(FAMILY_OF_KIND, others).astype(np.int64)
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
    targets = choice.targets.holders("kind", choice.communities_pass if chosen.community else None).sums(counts)
    found = choice.targets.holders("community", choice.targets_pass if chosen.target else None).sums(counts)
    hit = _by_number(found)
    communities = _ordered(
        {"value": word, "label": word, "count": hit.get(at, 0)}
        for at, word in enumerate(words)
        if word and (hit.get(at) or word in chosen.community)
    )
    kinds = _labelled(TARGETS, LABELS["target"], _by_number(targets), chosen.target)
    return {"target": kinds, "community": communities}


def grades(selection: Selection) -> Facet:
    holders, values = selection.snapshot.tables["traits"].holders("credibility"), list(LABELS["credibility"])
    counts = holders.sums(selection.counts("traits", but="credibility"), len(values) + 1)
    rows = _labelled(values, LABELS["credibility"], _by_number(counts[1:]), selection.chosen.credibility)
    return sorted(rows, key=lambda row: row["value"])


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
