"""Which groups are named in the same incidents, how often, and how much oftener than by chance. Pure.

Counted from the entries of the snapshot's table of actors, each of which stands for many incidents.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore.exports.wording import demands_in_words
from explore.panels import Panel, called
from explore.picked import Rows
from explore.selection import Counts, Selection
from explore.snapshot.tables import Holders, Lists
from explore.snapshot.vocabulary import UNDATED

LEAST_TOGETHER = 5  # incidents: below it a pair is as likely chance as not, and its lift jumps with each incident
Codes = NDArray[np.int64]


def panel(selection: Selection) -> Panel:
    """Groups that some incident of the filter names, in any part, and pairs of them that are named together.

    `expected` is how many would name both if the one said nothing of the other, n_a · n_b / N, where N counts the
    incidents that name any group; `lift` is how many times as many do (Brin, Motwani, Ullman & Tsur 1997).
    """
    counts, named = selection.counts("actors"), selection.choice.named
    holders, pairs = named.holders("group"), _pairs(selection)
    whole = int(counts[np.diff(named.starts) > 0].sum())
    each = holders.sums(counts, max(selection.snapshot.groups, default=0) + 1)
    both = pairs.holders.sums(counts, len(pairs.first))
    shown = np.flatnonzero(both >= LEAST_TOGETHER)
    groups = _groups(selection, each, holders)
    found = _told(selection, shown, pairs, both, each, whole)
    return {"sentence": _sentence(selection, whole, len(groups), len(found)), "groups": groups, "pairs": found}


def _sentence(selection: Selection, whole: int, groups: int, pairs: int) -> str:
    incidents = selection.rows.number
    told = f"Of {_many(incidents, 'incident')}, {whole:,} {'names' if whole == 1 else 'name'} {_many(groups, 'group')}"
    demands = "; ".join(demands_in_words(selection.chosen, selection.snapshot.groups.values()))
    under = f" ({demands})" if demands else ""
    stand = f"{_many(pairs, 'pair')} of these {'stands' if pairs == 1 else 'stand'}"
    return f"{told}; {stand} together in {LEAST_TOGETHER} or more{under}."


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _groups(selection: Selection, each: Counts, holders: Holders) -> list[Panel]:
    years, by_year = _by_year(selection, holders)
    rows = [
        {
            "slug": entry.slug, **called(selection, entry), "incidents": int(each[pk]),
            "years": {year: int(count) for year, count in zip(years, by_year[:, pk], strict=True) if count},
        }
        for pk, entry in selection.snapshot.groups.items()
        if each[pk]
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row["incidents"], row["label"], row["slug"]))


def _told(
    selection: Selection, shown: NDArray[np.intp], pairs: "Pairs", both: Counts, each: Counts, whole: int
) -> list[Panel]:
    slugs = {pk: entry.slug for pk, entry in selection.snapshot.groups.items()}
    expected = each[pairs.first[shown]] * each[pairs.second[shown]] / max(whole, 1)
    columns = (pairs.first[shown], pairs.second[shown], both[shown], expected)
    found = []
    for first, second, number, chance in zip(*(column.tolist() for column in columns), strict=True):
        a, b = sorted((slugs[first], slugs[second]))
        found.append({
            "a": a, "b": b, "incidents": number, "expected": round(chance, 3), "lift": round(number / chance, 3),
        })  # fmt: skip
    return sorted(found, key=lambda row: (-row["incidents"], row["a"], row["b"]))


@dataclass(frozen=True)
class Pairs:
    """Two different groups each by number, and who holds both, by place in these columns."""

    first: Codes
    second: Codes
    holders: Holders


def _pairs(selection: Selection) -> Pairs:
    """Of all entries; kept for a snapshot unless some groups count as one."""
    once, key = selection.snapshot.once, ("pairs of groups",)
    if selection.chosen.one:
        return _pairs_of(selection.choice.named)
    if key not in once:
        once[key] = _pairs_of(selection.choice.parts)
    found: Pairs = once[key]
    return found


def _pairs_of(named: Lists) -> Pairs:
    held = named.holders("group")
    groups = np.repeat(held.values, np.diff(held.starts, append=len(held.entries)))
    order = np.lexsort((groups, held.entries))
    entries, groups = held.entries[order], groups[order]
    later = np.searchsorted(entries, entries, side="right") - np.arange(len(entries)) - 1
    left = np.repeat(np.arange(len(entries)), later)
    right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(later) - later, later)
    keys, at = np.unique(groups[left] << 32 | groups[right], return_inverse=True)
    return Pairs(keys >> 32, keys & 0xFFFFFFFF, Holders.of(entries[left], at))


def _by_year(selection: Selection, holders: Holders) -> tuple[list[str], Counts]:
    """Years, and for each how many incidents that may lie in it name each group; "" where there is no date."""
    size = max(selection.snapshot.groups, default=0) + 1
    years, counts = _entries_by_year(selection, selection.rows)
    used = np.flatnonzero(counts.any(axis=1))
    found = np.array([holders.sums(row, size) for row in counts[used]], np.int64).reshape(len(used), size)
    return [years[at] for at in used.tolist()], found


def _entries_by_year(selection: Selection, rows: Rows) -> tuple[list[str], Counts]:
    """The same by entry: one more from the year in which incidents may begin on, one less after that of their end."""
    columns, entries = selection.snapshot.columns, len(selection.snapshot.tables["actors"])
    at = rows.of(columns["actors"]).astype(np.int64)
    first, begun, ended = _years(*(rows.of(columns[name]) for name in ("first", "last")))
    size = int(ended.max(initial=0)) + 1

    def counted(years: Codes, some: Any = slice(None)) -> Counts:
        return np.bincount(years[some] * entries + at[some], minlength=size * entries).reshape(size, entries)

    wide = np.flatnonzero(begun != ended)
    earlier = np.cumsum(counted(begun, wide) - counted(ended, wide), axis=0)
    return ["", *(f"{first + number:04}" for number in range(size - 1))], counted(ended) + earlier


def _years(firsts: NDArray[np.integer], lasts: NDArray[np.integer]) -> tuple[int, Codes, Codes]:
    """The first year, and by number from 1 on the years in which rows begin and end; 0 where they have no date."""
    is_dated = lasts != UNDATED
    if not is_dated.any():
        return 0, np.zeros(len(lasts), np.int64), np.zeros(len(lasts), np.int64)
    least, most = int(firsts[is_dated].min()), int(lasts.max())
    years = np.arange(least, most + 1).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    begun, ended = (
        np.where(is_dated, (years - years[0] + 1).take(days - least, mode="clip"), 0) for days in (firsts, lasts)
    )
    return int(years[0]) + 1970, begun, ended
