"""Reads incidents and what belongs to them out of the database in bulk: by COPY from PostgreSQL, else by cursor."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from numpy.typing import NDArray
from pyarrow import csv

from explore.snapshot.coding import distinct
from explore.snapshot.vocabulary import COUNTS, KINDS, ROLES, STATES, STATUSES, TARGETS, UNDATED, UNREPORTED, WEAPONS

DAYS = {"postgresql": "{0} - DATE '1970-01-01'", "sqlite": "CAST(julianday({0}) - 2440587.5 AS integer)"}
SECONDS = {
    "postgresql": "CAST(EXTRACT(EPOCH FROM {0}) AS bigint)", "sqlite": "CAST(strftime('%s', {0}) AS integer)",
}  # fmt: skip
STRETCHES = 8
TYPES = {"text": pa.string(), "number": pa.int64(), "days": pa.int32(), "seconds": pa.int64()}

INCIDENTS = {
    "id": ("id", "number"), "public_id": ("public_id", "text"), "title": ("title", "text"),
    "summary": ("summary", "text"), "when": ('"when"', "text"), "earliest": ("earliest", "days"),
    "latest": ("latest", "days"), "kind": ("kind", "text"), "state": ("state", "text"),
    "place": ("place_id", "number"), **{name: (name, "number") for name in COUNTS},
    "corroboration": ("corroboration", "number"), "credibility": ("credibility", "number"),
    "unaligned": ("CASE WHEN unaligned > 0 THEN 1 ELSE 0 END", "number"),
    "conflict": ("CASE WHEN has_conflict THEN 1 ELSE 0 END", "number"),
    "public": ("CASE WHEN is_public THEN 1 ELSE 0 END", "number"), "published": ("published_at", "seconds"),
}
PARTS = {
    "attributions": ("incidents_attribution", {
        "incident": ("incident_id", "number"), "group": ("group_id", "number"), "role": ("role", "text"),
        "status": ("status", "text"),
    }),
    "targets": ("incidents_target", {
        "incident": ("incident_id", "number"), "kind": ("kind", "text"), "community": ("community", "text"),
    }),
    "weapons": ("incidents_weapon", {"incident": ("incident_id", "number"), "kind": ("kind", "text")}),
    "citations": ("incidents_report", {"incident": ("incident_id", "number"), "source": ("source_id", "number")}),
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """Incidents as columns, one entry an incident in order of `id`; texts as Arrow arrays, the rest as NumPy's.

    `first` and `last` are days since 1970-01-01 or UNDATED; counts that are not reported are UNREPORTED; the numbers
    of `kind`, `state`, … are positions in the lists of `vocabulary`. `place` is the exact place's row number or 0,
    `public` whether the incident is before readers.
    """

    id: NDArray[np.int64]
    texts: dict[str, pa.StringArray]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    place: NDArray[np.int64]
    counts: dict[str, NDArray[np.int32]]
    traits: dict[str, NDArray[np.int64]]
    published: NDArray[np.int64]
    public: NDArray[np.bool_]
    attributions: "Parts"
    targets: "Parts"
    weapons: "Parts"
    citations: "Parts"
    communities: list[str]

    def __len__(self) -> int:
        return len(self.id)

    def of(self, kept: NDArray[np.bool_], groups: Iterable[int], merged: Mapping[int, int]) -> "Facts":
        """The facts of those incidents that are kept, naming those groups alone, and no community but theirs.

        A record that was `merged` into another is named as that one.
        """
        named = self.attributions.instead("group", merged)
        is_known = np.isin(named.values["group"], list(groups))
        targets = self.targets.of(kept)
        struck, community = np.unique(targets.values["community"], return_inverse=True)
        return replace(
            self, id=self.id[kept], first=self.first[kept], last=self.last[kept], place=self.place[kept],
            texts={name: each.filter(pa.array(kept)) for name, each in self.texts.items()},
            counts={name: each[kept] for name, each in self.counts.items()},
            traits={name: each[kept] for name, each in self.traits.items()}, published=self.published[kept],
            public=self.public[kept],
            attributions=named.of(kept, is_known),
            targets=Parts(targets.owner, {**targets.values, "community": community}),
            communities=[self.communities[number] for number in struck], weapons=self.weapons.of(kept),
            citations=self.citations.of(kept),
        )


@dataclass(frozen=True)
class Parts:
    """What belongs to incidents: the position of each one's owner, and its values."""

    owner: NDArray[np.int64]
    values: dict[str, NDArray[np.int64]]

    def of(self, kept: NDArray[np.bool_], chosen: NDArray[np.bool_] | None = None) -> "Parts":
        """The parts of those incidents that are kept, numbered anew; of these perhaps only the `chosen` parts."""
        place = np.cumsum(kept) - 1
        mine = kept[self.owner] if chosen is None else kept[self.owner] & chosen
        return Parts(place[self.owner[mine]], {name: values[mine] for name, values in self.values.items()})

    def instead(self, name: str, others: Mapping[int, int]) -> "Parts":
        """The same with other numbers for some of one value; two parts that are alike then are one."""
        if not others:
            return self
        values = self.values[name].copy()
        for number, other in others.items():
            values[self.values[name] == number] = other
        changed = {**self.values, name: values}
        _, first = np.unique(np.stack([self.owner, *changed.values()]), axis=1, return_index=True)
        first.sort()
        return Parts(self.owner[first], {each: numbers[first] for each, numbers in changed.items()})


def incidents(ids: Iterable[int] | None = None) -> Iterator[pa.Table]:
    """The rows of all incidents, or of some, in order of their numbers; of all part by part, to begin with the first.
    """
    for chosen in _stretches() if ids is None else [_among("id", ids)]:
        rows = _fetched("incidents_incident", INCIDENTS, chosen)()
        yield rows if (np.diff(_numbers(rows, "id")) > 0).all() else rows.take(pc.sort_indices(rows["id"]))


def read(rows: pa.Table, ids: Iterable[int] | None = None) -> Facts:
    """The facts of incidents: their rows, and all that belongs to them."""
    chosen = "incident_id IS NOT NULL" if ids is None else _among("incident_id", ids)
    with ThreadPoolExecutor(1) as pool:  # what has come is parsed while the database sends the next
        waiting = {name: pool.submit(_fetched(*wanted, chosen)) for name, wanted in PARTS.items()}
        parts = {name: each.result() for name, each in waiting.items()}
    number = _numbers(rows, "id")
    communities = pc.unique(parts["targets"]["community"]).to_pylist()
    first, last = _days(rows)
    return Facts(
        id=number, texts={name: rows[name].combine_chunks() for name in ("public_id", "title", "summary", "when")},
        first=first, last=last, place=_numbers(rows, "place", 0),
        counts={name: _numbers(rows, name, UNREPORTED).astype(np.int32) for name in COUNTS},
        traits={
            "kind": _codes(rows["kind"], KINDS), "state": _codes(rows["state"], STATES),
            **{name: _numbers(rows, name) for name in ("credibility", "corroboration", "unaligned", "conflict")},
        },
        published=_numbers(rows, "published", 0), public=_numbers(rows, "public").astype(np.bool_),
        attributions=_parts(parts["attributions"], number, group=None, role=ROLES, status=STATUSES),
        targets=_parts(parts["targets"], number, kind=TARGETS, community=communities),
        weapons=_parts(parts["weapons"], number, kind=WEAPONS),
        citations=_once(_parts(parts["citations"], number, source=None)), communities=communities,
    )


def _stretches() -> list[str]:
    """Conditions that part all incidents by their numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM incidents_incident")
        first, last = cursor.fetchone()
    step = max(1, -(-(last - first + 1) // STRETCHES))
    return [f"id BETWEEN {start} AND {start + step - 1}" for start in range(first, max(last, first) + 1, step)]


def _among(owner: str, ids: Iterable[int]) -> str:
    return f"{owner} IN ({', '.join(str(int(each)) for each in ids) or 'NULL'})"


def _fetched(table: str, columns: dict[str, tuple[str, str]], chosen: str) -> Callable[[], pa.Table]:
    """Some columns of the chosen rows of a table, fetched; to be called for the table made of them."""
    names = ", ".join(f'{_expression(*said)} AS "{name}"' for name, said in columns.items())
    schema = pa.schema([(name, TYPES[kind]) for name, (_, kind) in columns.items()])
    sql = f"SELECT {names} FROM {table} WHERE {chosen}"  # noqa: S608 – names of our own
    return partial(_parsed, _copied(sql), schema) if connection.vendor == "postgresql" else _selected(sql, schema)


def _expression(column: str, kind: str) -> str:
    """Days and seconds since the beginning of 1970 are worked out by the database."""
    written = {"days": DAYS, "seconds": SECONDS}.get(kind)
    return written[connection.vendor].format(column) if written else column


def _copied(sql: str) -> BytesIO:
    into = BytesIO()
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY ({sql}) TO STDOUT WITH (FORMAT csv)", into)
    return into


def _parsed(data: BytesIO, schema: pa.Schema) -> pa.Table:
    if not data.tell():
        return schema.empty_table()
    data.seek(0)
    return csv.read_csv(
        data, csv.ReadOptions(column_names=schema.names, block_size=1 << 24),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(column_types=schema, strings_can_be_null=False, quoted_strings_can_be_null=False),
    )


def _selected(sql: str, schema: pa.Schema) -> Callable[[], pa.Table]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall()
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    typed = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return partial(pa.Table.from_arrays, typed, schema=schema)


def _numbers(rows: pa.Table, name: str, missing: int = 0) -> NDArray[np.int64]:
    return np.array(pc.fill_null(rows[name], missing).to_numpy(), dtype=np.int64)


def _codes(column: pa.ChunkedArray, known: list[str]) -> NDArray[np.int64]:
    found = pc.index_in(column, pa.array(known, pa.string()))
    return np.array(pc.fill_null(found, -1).to_numpy(), dtype=np.int64)


def _days(rows: pa.Table) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """First and last day; a side that is not known counts as the side that is."""
    first, last = rows["earliest"], rows["latest"]
    sides = (pc.coalesce(one, other, pa.scalar(UNDATED, pa.int32())) for one, other in ((first, last), (last, first)))
    begins, ends = (np.array(side.to_numpy(), dtype=np.int32) for side in sides)
    return begins, ends


def _parts(rows: pa.Table, number: NDArray[np.int64], **names: list[str] | None) -> Parts:
    """Values that have a list of known words become positions in it. What belongs to no incident read is left out."""
    incident = _numbers(rows, "incident")
    owner = np.searchsorted(number, incident)
    is_read = np.append(number, -1)[owner] == incident
    values = {
        name: _numbers(rows, name) if known is None else _codes(rows[name], known) for name, known in names.items()
    }
    return Parts(owner[is_read], {name: column[is_read] for name, column in values.items()})


def _once(citations: Parts) -> Parts:
    """Each source once an incident, however many reports cite it."""
    pairs = distinct(citations.owner << 32 | citations.values["source"])
    return Parts(pairs >> 32, {"source": pairs & 0xFFFFFFFF})
