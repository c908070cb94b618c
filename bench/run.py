"""`make bench`: Explore and its peers over the same synthetic incidents, side by side in one run, as ratios."""

import json
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khorasan_watch.settings")
os.environ.setdefault("POLARS_MAX_THREADS", "2")
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(64))
django.setup()

from bench import flat, peers  # noqa: E402
from bench.answer import explore_answer, plain  # noqa: E402
from bench.mix import MIX, chosen  # noqa: E402
from bench.synthetic import Maker, world  # noqa: E402
from explore.snapshot.building import build  # noqa: E402
from explore.snapshot.opening import Snapshot  # noqa: E402
from explore.snapshot.texts import Pieces  # noqa: E402
from explore.vocabulary import vocabulary  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 3
RESULTS = Path(__file__).parent / "results.json"


def main() -> None:
    sizes = [int(os.environ["N"])] if os.environ.get("N") else list(SIZES)
    results = [measured(size) for size in sizes]
    RESULTS.write_text(json.dumps(results, indent=1))
    print(f"\nWritten to {RESULTS.name}.")


def measured(size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="kw-bench-") as folder:
        snapshot, seconds = built(size, Path(folder))
        flat.write(snapshot, Path(folder))
        rivals: dict[str, peers.Sql] = {
            "duckdb": peers.in_duckdb(snapshot, Path(folder), threads=2),
            "polars": peers.in_polars(snapshot, Path(folder)),
        }
        return {"incidents": size, "build_seconds": seconds, **compared(snapshot, rivals)}


def built(size: int, folder: Path) -> tuple[Snapshot, float]:
    facts, lookups = Maker(size, seed=1).facts(), world(1)
    began = time.perf_counter()
    name = build(facts, Pieces.of(facts), lookups, folder, base=None, gone=())
    return Snapshot.open(folder / name), round(time.perf_counter() - began, 2)


def compared(snapshot: Snapshot, rivals: dict[str, peers.Sql]) -> dict[str, Any]:
    """First that all give identical numbers; then each its median, taking turns."""
    filters = {name: chosen(name, vocabulary(snapshot)) for name in MIX}
    times: dict[str, dict[str, list[float]]] = {who: {name: [] for name in MIX} for who in ("explore", *rivals)}
    for name, one in filters.items():
        expected = plain(explore_answer(snapshot, one), snapshot)
        for who, rival in rivals.items():
            assert_same(expected, rival.answer(one), f"{who}: {name}")
        for _ in range(ROUNDS):
            times["explore"][name].append(timed(partial(explore_answer, snapshot, one)))
            for who, rival in rivals.items():
                times[who][name].append(timed(partial(rival.answer, one)))
    medians = {who: {name: float(np.median(each)) for name, each in found.items()} for who, found in times.items()}
    means = {who: float(np.mean(list(found.values()))) for who, found in medians.items()}
    ratios = {who: round(mean / means["explore"], 2) for who, mean in means.items()}
    said = ", ".join(f"{who} {1000 * mean:.1f} ms ({ratios[who]}×)" for who, mean in means.items())
    print(f"{len(snapshot):,} incidents, mean of {len(MIX)} filters: {said}", flush=True)
    shown = {who: round(1000 * mean, 2) for who, mean in means.items()}
    return {"mean_ms": shown, "times_explore": ratios, "medians": medians}


def assert_same(expected: Any, found: Any, where: str) -> None:
    for name, value in expected.items():
        if json.dumps(value, sort_keys=True, default=int) != json.dumps(found[name], sort_keys=True, default=int):
            sys.exit(f"{where}: {name} differs:\n{str(value)[:1500]}\n{str(found[name])[:1500]}")


def timed(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
