"""Builds a snapshot: whole from all facts, or from an older one and the facts of what has changed since."""

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore.snapshot import entries, files, texts
from explore.snapshot.coding import combined, smallest
from explore.snapshot.lines import Line
from explore.snapshot.lookups import Lookups, PlaceEntry
from explore.snapshot.opening import COLUMNS, Snapshot, sound_meta
from explore.snapshot.reading import Facts
from explore.snapshot.tables import JUDGED, TABLES, Table
from explore.snapshot.texts import Pieces
from explore.snapshot.vocabulary import FAMILY_OF_KIND, SCHEMA

Rows = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Draft:
    """All that goes into a snapshot's folder but its segments."""

    rows: Rows
    tables: dict[str, Table]
    communities: list[str]
    lines: list[Line]
    places: list[PlaceEntry]  # new in this build


def build(
    facts: Facts, pieces: Pieces, lookups: Lookups, root: Path, *, base: Snapshot | None, gone: Iterable[int]
) -> str:
    """Write a snapshot into `root` and answer the name of its folder, which begins with its version.

    With a `base` the facts are those of changed incidents, and `gone` all that have changed, be they still there or
    not. A folder that is there already is left as it is: the same content with the same row numbers.
    """
    kept = np.ones(len(facts), np.bool_) if not lookups.is_public else facts.public
    mine = facts.of(kept, lookups.groups, lookups.merged)
    draft = _draft(mine, texts.text_keys(facts, pieces)[kept], lookups, base)
    if base is not None:
        draft = replace(draft, rows=_merged(base, draft.rows, mine, gone))
    version = _version(draft, lookups)
    name = f"{version}-{_numbers(draft, lookups)}"
    if not _is_sound(root / name):
        folder = Path(tempfile.mkdtemp(prefix=".building-", dir=root))
        _write(folder, draft, version, lookups, _segments(folder, mine, pieces.words(kept), draft, lookups, base))
        _put(folder, root / name)
    return name


def _is_sound(folder: Path) -> bool:
    try:
        return bool(sound_meta(folder))
    except files.Unsound:
        return False


def _put(folder: Path, target: Path) -> None:
    """Give a finished folder its name, in the stead of a damaged one; somebody else may just have done the same."""
    if target.exists() and not _is_sound(target):
        target.rename(folder.with_name(f"{folder.name}-damaged"))
    try:
        folder.rename(target)
    except OSError:
        if not _is_sound(target):
            raise
        shutil.rmtree(folder, ignore_errors=True)


def _draft(facts: Facts, text_keys: NDArray[np.uint64], lookups: Lookups, base: Snapshot | None) -> Draft:
    """The coded rows of facts, sorted."""
    known = base.tables if base else {name: entries.empty(name) for name in TABLES}
    communities = {word: number for number, word in enumerate(base.meta["communities"] if base else [])}
    lines = {tuple(line): number for number, line in enumerate(base.meta["lines"] if base else [])}
    place, places = entries.places(facts, known["place"], lookups)
    coded = {
        "place": place, "actors": entries.actors(facts, known["actors"], lookups, lines),
        "traits": entries.traits(facts, known["traits"], communities), "toll": entries.toll(facts, known["toll"]),
        "weapons": entries.weapons(facts, known["weapons"]),
    }
    by: list[NDArray[Any]] = [*reversed(texts.sortable_ids(facts.texts["public_id"])), facts.last]
    order = np.lexsort(by)
    keys = [*(each.keys for each in coded.values()), texts.citation_keys(facts, lookups)]
    rows: Rows = {
        "slot": np.arange(len(facts)) + (_slots(base) if base else 0), "incident": facts.id,
        "first": facts.first, "last": facts.last, "published": facts.published.astype(np.uint32),
        "family": np.array(FAMILY_OF_KIND, np.uint8)[facts.traits["kind"]],
        "digest": combined(text_keys, facts.first, facts.last, facts.published, *keys),
        **{name: each.codes for name, each in coded.items()},
    }
    tables = {name: each.table for name, each in coded.items()}
    return Draft({name: each[order] for name, each in rows.items()}, tables, list(communities), list(lines), places)


def _merged(base: Snapshot, fresh: Rows, facts: Facts, gone: Iterable[int]) -> Rows:
    """The old rows without those that changed, with the new ones where they belong."""
    stays = ~np.isin(base.columns["incident"], np.fromiter(gone, np.int64))
    rows = np.flatnonzero(stays)
    names = {int(pk): name for pk, name in zip(facts.id, facts.texts["public_id"].to_pylist(), strict=True)}
    at = [_place_for(base, rows, int(last), names[int(pk)])
          for last, pk in zip(fresh["last"], fresh["incident"], strict=True)]  # fmt: skip
    return {name: np.insert(base.columns[name][rows].astype(fresh[name].dtype), at, fresh[name]) for name in COLUMNS}


def _place_for(base: Snapshot, rows: NDArray[np.int64], last: int, public_id: str) -> int:
    """How many of the old rows come before a new one."""
    days = base.columns["last"]
    low, high = (int(np.searchsorted(rows, np.searchsorted(days, last, side=side))) for side in ("left", "right"))
    while low < high:
        middle = (low + high) // 2
        if base.text("public_id", int(rows[middle])) < public_id:
            low = middle + 1
        else:
            high = middle
    return low


def _slots(base: Snapshot) -> int:
    """How many slots there are in a snapshot's segments."""
    last = base.segments[-1]
    return last.first_slot + len(last.public_id)


def _numbers(draft: Draft, lookups: Lookups) -> str:
    """Of the database's own row numbers: the same content loaded anew has others, and the next build goes by them."""
    keys = combined(draft.rows["incident"], draft.rows["digest"])
    total = int(np.sum(keys, dtype=np.uint64)) if len(draft.rows["digest"]) else 0
    groups = sorted((pk, group.slug) for pk, group in lookups.groups.items())
    return blake2b(f"{total} {groups}".encode(), digest_size=4).hexdigest()


def _version(draft: Draft, lookups: Lookups) -> str:
    """Of the content alone: the same whether it was built whole or step by step."""
    total = np.sum(combined(draft.rows["digest"]), dtype=np.uint64) if len(draft.rows["digest"]) else np.uint64(0)
    content = f"{SCHEMA} {lookups.audience} {lookups.digest} {len(draft.rows['digest'])} {int(total)}"
    return blake2b(content.encode(), digest_size=8).hexdigest()


def _segments(
    folder: Path, facts: Facts, words: Any, draft: Draft, lookups: Lookups, base: Snapshot | None
) -> list[tuple[str, int, int]]:
    """Name, first slot and first place of each segment: those of the base by another name, and one of our own."""
    older = [(name, slot, place) for name, slot, place in base.meta["segments"]] if base else []
    for name, _, _ in older if base else []:
        files.link(base.folder / name, folder / name)  # type: ignore[union-attr]
    name, first = f"segment-{len(older):04}", len(draft.tables["place"]) - len(draft.places)
    texts.write(folder / name, facts, words, draft.places, first, lookups)
    return [*older, (name, _slots(base) if base else 0, first)]


def _write(
    folder: Path, draft: Draft, version: str, lookups: Lookups, segments: list[tuple[str, int, int]]
) -> None:
    for name in COLUMNS:
        files.save(folder, name, _narrow(name, draft.rows[name]))
    for name in JUDGED:
        by_entry = np.argsort(_narrow(name, draft.rows[name]), kind="stable")
        files.save(folder, f"by-{name}", by_entry.astype(np.int32))
    for name, table in draft.tables.items():
        table.save(folder, name)
    files.seal(folder, {
        "schema": SCHEMA, "version": version, "audience": lookups.audience, "rows": len(draft.rows["last"]),
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"), "segments": segments,
        "groups": {pk: vars(group) for pk, group in lookups.groups.items()},
        "provinces": [vars(unit) for unit in lookups.provinces],
        "districts": [vars(unit) for unit in lookups.districts], "communities": draft.communities,
        "lines": draft.lines,
        "struck": _struck(draft), "digest": lookups.digest, "units_digest": lookups.units_digest,
    })  # fmt: skip


def _struck(draft: Draft) -> list[int]:
    """Numbers of the communities that some row still has."""
    targets, traits = draft.tables["traits"].lists["targets"], draft.rows["traits"]
    rows = np.bincount(traits, minlength=len(draft.tables["traits"]))
    found: list[int] = np.unique(targets.values["community"][rows[targets.owners] > 0]).tolist()
    return found


def _narrow(name: str, values: NDArray[Any]) -> NDArray[Any]:
    """Codes in 16 bits where they fit, numbers of rows in 32."""
    if name in TABLES:
        return smallest(values)
    return values.astype(np.int32) if name in ("slot", "incident", "first", "last") else values
