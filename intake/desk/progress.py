"""How far an import is, in words and as a part of the whole. Pure."""

from dataclasses import asdict, dataclass
from typing import Any

from intake.models import Import, ImportState, Stage

UNDER_WAY = (ImportState.DUE, ImportState.RUNNING)
TALLIES = ("new", "updated", "unchanged", "rejected")


@dataclass(frozen=True)
class Progress:
    """`of` is None where the whole is not known."""

    words: str
    done: int = 0
    of: int | None = None

    @property
    def percent(self) -> int | None:
        return None if not self.of else min(100, 100 * self.done // self.of)


def progress(importing: Import) -> Progress:
    """Of the stage it is in."""
    counts = importing.counts
    if importing.stage == Stage.COMPARING and (whole := counts.get("to_compare")):
        done = counts.get("compared", 0)
        return Progress(f"{done:,} of {whole:,} incidents compared with those of other sources", done, whole)
    if importing.stage in (Stage.VANISHED, Stage.COMPARING):
        return Progress(f"{importing.rows:,} rows taken in; {Stage(importing.stage).label}")
    if not importing.position:
        is_begun = importing.state == ImportState.RUNNING
        return Progress("The first rows are being read" if is_begun else "Waits for the worker", 0, importing.expected)
    return Progress(f"{importing.rows:,} rows taken in", importing.position, importing.expected)


def status(importing: Import) -> dict[str, Any]:
    """What a page asks for again and again while an import is under way."""
    found = progress(importing)
    return {
        **asdict(found), "percent": found.percent, "state": importing.state,
        "is_under_way": importing.state in UNDER_WAY,
        "counts": {name: importing.counts.get(name, 0) for name in TALLIES},
    }  # fmt: skip
