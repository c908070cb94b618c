"""Which part of the map is looked at, how closely and in which mode: what an answer's map layer is drawn for. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from explore import parameters
from explore.listing import NEWEST, check_ordering
from explore.parameters import MOST_ZOOM, Box, Mark, Vocabulary

LOOKS = ("view", "zoom", "mode", "rows", "ordering", "listed")
MODES = ("cells", "provinces", "districts", "heat")
MOST_ROWS = 50
WORLD = Box(-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True)
class Look:
    """The view in degrees, the zoom (256 · 2 ** zoom pixels are the world), the mode, and what is listed beside it.

    `rows` incidents are listed in an `ordering`, all of the filter's or only those of one `listed` symbol.
    """

    view: Box = WORLD
    zoom: int = 5
    mode: str = "cells"
    rows: int = 25
    ordering: str = NEWEST
    listed: Mark | None = None

    @property
    def address(self) -> str:
        return f"{self.view} {self.zoom} {self.mode} {self.rows} {self.ordering} {self.listed}"


def read(pairs: Mapping[str, list[str]], vocabulary: Vocabulary) -> Look:
    """Raises ValidationError keyed by parameter."""
    found: dict[str, Any] = {}
    problems: dict[str, list[str]] = {}
    for name, reader in READERS.items():
        if given := pairs.get(name):
            try:
                found[name] = reader(given[:1], name, vocabulary)
            except ValidationError as refusal:
                problems[name] = list(refusal.messages)
    if problems:
        raise ValidationError(problems)
    return Look(**found)


def _zoom(values: list[str], name: str, _: Vocabulary) -> int:
    return parameters.whole(values[0], name, most=MOST_ZOOM)


def _rows(values: list[str], name: str, _: Vocabulary) -> int:
    return parameters.whole(values[0], name, most=MOST_ROWS)


def _ordering(values: list[str], name: str, _: Vocabulary) -> str:
    try:
        return check_ordering(values[0])
    except ValidationError as refusal:
        raise ValidationError(refusal.message_dict[name]) from None


READERS: Mapping[str, Any] = {
    "view": parameters.box, "zoom": _zoom, "mode": parameters.one_of(*MODES), "rows": _rows,
    "ordering": _ordering, "listed": parameters.mark,
}
