"""Times of several who do the same, taking turns, so that what else the machine does falls on all alike."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Times = dict[str, list[float]]


def in_turns(acts: Mapping[str, Callable[[], Any]], rounds: int, *, patience: float = 2.0) -> Times:
    """Seconds of each act in each round; who has taken longer than `patience` in all sits out the later rounds."""
    times: Times = {name: [] for name in acts}
    for _ in range(rounds):
        for name, act in acts.items():
            if sum(times[name]) < patience:
                times[name].append(seconds(act))
    return times


def seconds(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def summary(milliseconds: list[float]) -> dict[str, float]:
    """Mean, median and the upper tail of some figures."""
    p50, p90, p95, p99 = np.percentile(milliseconds, (50, 90, 95, 99)).round(2).tolist()
    return {"mean": round(float(np.mean(milliseconds)), 2), "p50": p50, "p90": p90, "p95": p95, "p99": p99}
