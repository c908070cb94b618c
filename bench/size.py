"""Measures one size, all side by side in this process: `python -m bench.size N FOLDER ROUNDS`, as `bench.run` does."""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django
import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khorasan_watch.settings")
django.setup()

from bench import flat, page, serving, source, sql  # noqa: E402
from bench.answer import LOOK, Numbers, explore_answer, plain  # noqa: E402
from bench.mix import mix  # noqa: E402
from bench.orm import Orm  # noqa: E402
from bench.timing import Times, in_turns, summary  # noqa: E402
from explore import listing  # noqa: E402
from explore.query import Filter  # noqa: E402
from explore.rows import rows  # noqa: E402
from explore.selection import Selection  # noqa: E402
from explore.snapshot.opening import Snapshot  # noqa: E402

ROUNDS, CHANGES = 7, 5
ORDERINGS = ("-when", "when", "-killed", "place", "-published", "public_id")
Rival = sql.Sql | Orm


def main(size: int, folder: Path, rounds: int) -> None:
    has_database = size <= source.LARGEST_DATABASE
    snapshot, figures = source.filled(size) if has_database else source.straight(size)
    say(f"{len(snapshot):,} published incidents; {figures}")
    flat.write(snapshot, folder)
    rivals: dict[str, Rival] = {
        "duckdb": sql.in_duckdb(snapshot, folder, threads=2), "polars": sql.in_polars(snapshot, folder),
        **({"orm": Orm(snapshot)} if has_database else {}),
    }  # fmt: skip
    found = {"incidents": len(snapshot), **figures, **compared(snapshot, rivals, rounds or ROUNDS)}
    if not rounds:
        found |= {
            "bytes_an_incident": bytes_an_incident(snapshot), "list_ms": lists(snapshot), "http": over_http(snapshot),
            **(as_a_site() if has_database else {}),
        }  # fmt: skip
    (folder / "found.json").write_text(json.dumps(found))


def compared(snapshot: Snapshot, rivals: dict[str, Rival], rounds: int) -> dict[str, Any]:
    """First that all give identical numbers; then how long each takes, in turns. Figures are in milliseconds."""
    filters = mix(snapshot)
    for name, one in filters.items():
        expected = plain(explore_answer(snapshot, one), snapshot)
        for who, rival in rivals.items():
            assert_same(expected, rival.answer(one), f"{who}: {name}")
    say(f"{', '.join(['explore', *rivals])} give identical numbers for {len(filters)} filters")
    times = {name: in_turns(acts(snapshot, rivals, one), rounds) for name, one in filters.items()}
    medians = {name: _medians(each) for name, each in times.items()}
    means = {who: round(float(np.mean([each[who] for each in medians.values()])), 3) for who in medians["everything"]}
    ratios = {who: round(mean / means["explore"], 2) for who, mean in means.items()}
    say(" · ".join(f"{who} {mean:,.1f} ms ({ratios[who]:g}×)" for who, mean in means.items()))
    return {"mean_ms": means, "times_explore": ratios, "median_ms": medians}


def acts(snapshot: Snapshot, rivals: dict[str, Rival], chosen: Filter) -> dict[str, Callable[[], Any]]:
    others = {who: partial(rival.answer, chosen) for who, rival in rivals.items()}
    return {"explore": partial(explore_answer, snapshot, chosen), "scan": partial(scan, snapshot), **others}


def scan(snapshot: Snapshot) -> int:
    """Every byte of the columns that an answer rests on, read once, eight at a time: the physical limit."""
    return sum(int(np.bitwise_xor.reduce(eights(snapshot.columns[name]))) for name in SCANNED)


def eights(column: NDArray[Any]) -> NDArray[np.uint64]:
    whole = column.view(np.uint8)
    return whole[: len(whole) // 8 * 8].view(np.uint64)


SCANNED = ("first", "last", "place", "actors", "traits", "toll", "family")


def _medians(times: Times) -> dict[str, float]:
    return {who: round(1000 * float(np.median(each)), 3) for who, each in times.items()}


def bytes_an_incident(snapshot: Snapshot) -> float:
    return round(sum(column.nbytes for column in snapshot.columns.values()) / len(snapshot), 1)


def lists(snapshot: Snapshot) -> dict[str, float]:
    """A page of fifty rows with the exact count, under each filter in each order."""
    def paged(chosen: Filter, ordering: str) -> None:
        selection = Selection(snapshot, chosen)
        assert selection.rows.number >= 0
        rows(snapshot, listing.page(selection, ordering, 50).positions)

    filters = mix(snapshot)
    pages = {f"{name} {order}": partial(paged, one, order) for name, one in filters.items() for order in ORDERINGS}
    in_turns(pages, 1)  # orders of texts are ranked once a snapshot
    found = summary([1000 * float(np.median(each)) for each in in_turns(pages, 3).values()])
    say(f"list pages: {found}")
    return found


def over_http(snapshot: Snapshot) -> dict[str, Any]:
    view = ",".join(map(str, (LOOK.view.west, LOOK.view.south, LOOK.view.east, LOOK.view.north)))
    addresses = [f"/api/v1/explore/?zoom={LOOK.zoom}&view={view}&{one.address}" for one in mix(snapshot).values()]
    listed = [f"/api/v1/explore/incidents/?{one.address}" for one in mix(snapshot).values()]
    with serving.web() as (port, process):
        serving.asked(port, addresses, connections=4)  # every worker has answered everything once
        found = {
            "one": serving.asked(port, addresses, connections=1),
            "four": serving.asked(port, addresses, connections=4),
            "list": serving.asked(port, listed, connections=1),
            "private_megabytes": serving.private_megabytes(process),
        }
    for name, each in found.items():
        say(f"over HTTP, {name}: {each}")
    return found


def as_a_site() -> dict[str, Any]:
    """The page in a browser, and how long until a change in the database is seen."""
    with serving.site() as port:
        found: dict[str, Any] = {"page": page.measured(f"http://127.0.0.1:{port}")}
        waits = [serving.seconds_until_another(port, source.changed()) for _ in range(CHANGES)]
        found["visible_s"] = round(float(np.median(waits)), 2)
    say(f"as a site: {found}")
    return found


def assert_same(expected: Numbers, found: Numbers, where: str) -> None:
    for name, value in expected.items():
        if (one := plainly(value)) != (other := plainly(found[name])):
            sys.exit(f"{where}: {name} differs:\n{one[:1500]}\n{other[:1500]}")


def plainly(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=int)


def say(line: str) -> None:
    print(f"  {line}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
