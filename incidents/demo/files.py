"""Reads the demonstration's rows from fixtures/demo/, one file a noun."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"
OUR_OWN = frozenset({"key", "seed"})

Row = dict[str, Any]


def rows(noun: str) -> list[Row]:
    """The rows of one file, in its order: parents before their parts."""
    found: list[Row] = json.loads((FOLDER / f"{noun}.json").read_text(encoding="utf-8"))["rows"]
    return found


def fields(row: Row, *apart: str) -> Row:
    """A row's plain model fields: without our own keys, and without those named `apart`."""
    return {name: value for name, value in row.items() if name not in OUR_OWN | set(apart)}
