"""Writes what was measured: bench/results.json whole, and the tables of docs/performance.md."""

import json
from itertools import pairwise
from math import log
from typing import Any

from tools.check import ROOT

RESULTS, PAGE = ROOT / "bench" / "results.json", ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
CORES = 2
Found = dict[str, Any]


def write(results: list[Found]) -> None:
    """Sizes that were not measured this time keep their figures of last time."""
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    known.update({str(each["asked"]): each for each in results})
    ordered = dict(sorted(known.items(), key=lambda pair: int(pair[0])))
    RESULTS.write_text(json.dumps(ordered, indent=1) + "\n")
    tables = page(list(ordered.values()))
    before, _, rest = PAGE.read_text().partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{rest.partition(END)[2]}")
    print(f"\n{tables}\n\nWritten to {RESULTS.relative_to(ROOT)} and {PAGE.relative_to(ROOT)}.")


def page(sizes: list[Found]) -> str:
    heads = [f"{size['asked']:,}" for size in sizes]
    lines = [line for line in (row(name, cells) for name, cells in figures(sizes)) if line]
    table = "\n".join([row("incidents", heads), "|---|" + "---:|" * len(heads), *lines])
    return f"{table}\n\nGrowth of an answer with size: {growth(sizes)}."


def figures(sizes: list[Found]) -> list[tuple[str, list[str]]]:
    """The rows of the table; empty cells where a size has no such figure."""
    return [
        ("an answer in process, mean of the mix, ms", [plain(each, "mean_ms", "explore") for each in sizes]),
        ("Django ORM on PostgreSQL takes × as long", [plain(each, "times_explore", "orm") for each in sizes]),
        ("DuckDB", [plain(each, "times_explore", "duckdb") for each in sizes]),
        ("Polars", [plain(each, "times_explore", "polars") for each in sizes]),
        ("reading the same bytes once", [plain(each, "times_explore", "scan") for each in sizes]),
        ("HTTP, one connection, p90 ms", [plain(each, "http", "one", "p90") for each in sizes]),
        ("HTTP, four connections, answers a second", [plain(each, "http", "four", "answers_per_s") for each in sizes]),
        ("HTTP, four connections, answers for one of the ORM's", [times_orm(each) for each in sizes]),
        ("HTTP, four connections, p99 ms", [plain(each, "http", "four", "p99") for each in sizes]),
        ("list page in any order in process, p95 ms", [plain(each, "list_ms", "p95") for each in sizes]),
        ("list page over HTTP, p95 ms", [plain(each, "http", "list", "p95") for each in sizes]),
        ("private memory of a web worker, MB", [most(each) for each in sizes]),
        ("bytes an incident in columns", [plain(each, "bytes_an_incident") for each in sizes]),
        ("full rebuild from the database, s", [plain(each, "rebuild_s") for each in sizes]),
        ("a change published, visible after s", [plain(each, "visible_s") for each in sizes]),
        ("first useful paint of the page, ms", [plain(each, "page", "first_paint") for each in sizes]),
        ("slowest interaction to the last pixel, ms", [plain(each, "page", "slowest") for each in sizes]),
    ]


def row(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |" if any(cells) else ""


def plain(found: Any, *names: str) -> str:
    for name in names:
        found = found.get(name, {}) if isinstance(found, dict) else {}
    return f"{found:,.4g}" if isinstance(found, int | float) else ""


def times_orm(found: Found) -> str:
    """The ORM on its own, were it to answer on both cores at once without a loss."""
    if "orm" not in found.get("mean_ms", {}):
        return ""
    return f"{found['http']['four']['answers_per_s'] * found['mean_ms']['orm'] / 1000 / CORES:,.0f}"


def most(found: Found) -> str:
    memory = found.get("http", {}).get("private_megabytes", [])
    return f"{max(memory):.0f}" if memory else ""


def growth(sizes: list[Found]) -> str:
    """The exponent between neighbouring sizes: 1 is linear."""
    steps = [f"{exponent(*pair):.2f} from {pair[0]['asked']:,} to {pair[1]['asked']:,}" for pair in pairwise(sizes)]
    return ", ".join(steps) or "one size alone"


def exponent(one: Found, other: Found) -> float:
    slower = other["mean_ms"]["explore"] / one["mean_ms"]["explore"]
    return log(slower) / log(other["incidents"] / one["incidents"])
