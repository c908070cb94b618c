"""A gate for every change: over some incidents Explore gives its peers' numbers, and is as many times as quick as ever.

Ratios within one run, never times, as the machine may be slow or busy; far below what `make bench` shows, so that only
a real loss is refused.
"""

import sys

from bench.run import measured

SIZE, ROUNDS = 10_000, 3
LEAST = {"orm": 15.0, "duckdb": 4.0, "polars": 2.5}


def main() -> None:
    """Ends with a sentence and status 1 when numbers differ or a peer comes too near."""
    times = measured(SIZE, rounds=ROUNDS)["times_explore"]
    if near := [who for who, least in LEAST.items() if times[who] < least]:
        told = ", ".join(f"{who} takes {times[who]:g} times as long instead of {LEAST[who]:g}" for who in near)
        sys.exit(f"Explore has lost its lead: {told}.")


if __name__ == "__main__":
    main()
