"""The same incidents as flat tables, for peers that ask with queries: incidents, their parts, their targets."""

from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from explore.snapshot.opening import Snapshot
from explore.snapshot.tables import Lists
from explore.snapshot.vocabulary import COUNTS

PLACE = ("lat", "lon", "x", "y", "level", "precision", "province", "district")
TRAITS = ("kind", "credibility", "corroboration", "conflict")


def write(snapshot: Snapshot, folder: Path) -> None:
    """incidents.parquet, parts.parquet and targets.parquet; texts in lower case, codes as in the snapshot."""
    columns, tables = snapshot.columns, snapshot.tables
    number = np.arange(len(snapshot), dtype=np.int32)
    texts = [f"{snapshot.text('title', at)} {snapshot.text('summary', at)}".lower() for at in range(len(snapshot))]
    incidents = {
        "row": number, "place": columns["place"], "first": columns["first"], "last": columns["last"],
        "family": columns["family"],
        **{name: tables["place"].columns[name][columns["place"]] for name in PLACE},
        **{name: tables["traits"].columns[name][columns["traits"]] for name in TRAITS},
        **{name: tables["toll"].columns[name][columns["toll"]] for name in COUNTS}, "text": texts,
    }  # fmt: skip
    parquet.write_table(pa.table(incidents), folder / "incidents.parquet")
    parts = _exploded(tables["actors"].lists["parts"], columns["actors"])
    parquet.write_table(pa.table(parts), folder / "parts.parquet")
    targets = _exploded(tables["traits"].lists["targets"], columns["traits"])
    parquet.write_table(pa.table(targets), folder / "targets.parquet")


def _exploded(lists: Lists, codes: "np.ndarray[tuple[int], np.dtype[np.unsignedinteger]]") -> dict[str, object]:
    """The elements of each row's set, with the row's number."""
    entries = codes.astype(np.int64)
    taken = lists.take(entries)
    return {"row": taken.owners, **taken.values}
