"""Files of datasets made for tests: rows state only what is odd about them."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from accounts.models import Role
from intake.actions import bring
from intake.importing import working
from intake.models import Import
from tests.factories import NOON, someone
from tests.intake.test_acled import ROW as ACLED_ROW
from tests.intake.test_ucdp_ged import ROW as UCDP_ROW

LAYOUTS = {"ucdp-ged": (UCDP_ROW, "id"), "acled": (ACLED_ROW, "event_id_cnty")}


def write_file(path: Path, rows: Iterable[dict[str, str]], *, format: str = "ucdp-ged") -> Path:
    """Rows of a dataset, numbered from 1 unless they say their id."""
    plain, key = LAYOUTS[format]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(plain))
        writer.writeheader()
        writer.writerows({**plain, key: str(number), **row} for number, row in enumerate(rows, start=1))
    return path


def some_rows(number: int, **odd: str) -> list[dict[str, str]]:
    return [dict(odd) for _ in range(number)]


def brought(path: Path, *, format: str = "ucdp-ged", **odd: Any) -> Import:
    """A file in the queue."""
    plain = {"by": someone(Role.EDITOR), "at": NOON, "release": "22.1"}
    return bring(path, name=path.name, format=format, **{**plain, **odd})


def taken_in(path: Path, **odd: Any) -> Import:
    """A file that was taken in."""
    importing = brought(path, **odd)
    while working.work(seconds=60):
        importing.refresh_from_db()
    return importing
