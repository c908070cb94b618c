"""The rows of an export: one flat record an incident, from the snapshot alone, so that files agree with every panel.

Names follow ACLED and GTD where they have one. None is "not reported" or "not known", never 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from django.conf import settings

from explore.choosing import BY_DISTRICT
from explore.rows import row
from explore.selection import Selection
from explore.snapshot.vocabulary import TARGETS, WEAPONS

TEXTS = (
    "public_id", "title", "summary", "kind", "kind_family", "date_edtf", "date_earliest", "date_latest",
    "date_precision", "place", "place_code", "province", "district", "country", "geo_precision",
)  # fmt: skip
NUMBERS = (
    "latitude", "longitude", "uncertainty_km", "killed_low", "killed_best", "killed_high", "wounded_low",
    "wounded_best", "wounded_high", "corroboration", "credibility",
)  # fmt: skip
LAST_TEXTS = ("groups", "targets", "weapons", "has_conflict", "state", "sources", "url")
COLUMNS = (*TEXTS, *NUMBERS, *LAST_TEXTS)
DECIMALS = ("latitude", "longitude", "uncertainty_km")
Record = dict[str, Any]


@dataclass(frozen=True)
class Export:
    """A selection as a file has it; `address` is the site's own, for links."""

    selection: Selection
    site: str = ""

    @property
    def about(self) -> dict[str, str]:
        """What stands inside every file beside the rows."""
        return {
            "data_version": self.selection.snapshot.version,
            "filter": self.selection.chosen.address or "everything", "licence": settings.DATA_LICENCE,
        }  # fmt: skip

    @property
    def number(self) -> int:
        return self.selection.rows.number

    def records(self) -> Iterator[Record]:
        """Newest first, as the list has them."""
        for position in self.selection.rows.positions[::-1]:
            yield self.record(int(position))

    def record(self, at: int) -> Record:
        snapshot = self.selection.snapshot
        shown = row(snapshot, at)
        place, point = shown["place"] or {}, self.points.get(int(snapshot.columns["place"][at]), {})
        traits = int(snapshot.columns["traits"][at])
        found = {
            **{name: shown[name] for name in ("public_id", "title", "kind", "state", "corroboration", "credibility")},
            "summary": snapshot.text("summary", at), "kind_family": shown["family"], "date_edtf": shown["when"],
            "date_earliest": shown["earliest"] and shown["earliest"].isoformat(),
            "date_latest": shown["latest"] and shown["latest"].isoformat(), "date_precision": shown["date_precision"],
            "place": place.get("name"), "place_code": place.get("code"), "province": place.get("province"),
            "district": place.get("district"), "country": place.get("country"),
            "geo_precision": place.get("precision"), **{name: point.get(name) for name in DECIMALS},
            **{f"{outcome}_{view}": shown[outcome][view] for outcome in ("killed", "wounded") for view in VIEWS},
            "groups": "; ".join(f"{one['slug']} ({one['role']}, {one['status']})" for one in shown["groups"]),
            "targets": self._struck[traits], "weapons": self._used[traits],
            "has_conflict": "yes" if shown["has_conflict"] else "no", "url": self.site + shown["url"],
            "sources": "; ".join(f"{label} <{url}>" if url else label for label, url in snapshot.citations(at)),
        }  # fmt: skip
        return {name: found[name] for name in COLUMNS}

    @cached_property
    def points(self) -> dict[int, Record]:
        """Coordinates of the place entries that have any to show: a province is never a point."""
        table = self.selection.snapshot.tables["place"].columns
        has_point = np.flatnonzero(table["level"] <= BY_DISTRICT)
        columns = (table[name][has_point].tolist() for name in ("lat", "lon", "uncertainty"))
        return {
            entry: {"latitude": lat, "longitude": lon, "uncertainty_km": None if doubt != doubt else doubt}
            for entry, lat, lon, doubt in zip(has_point.tolist(), *columns, strict=True)
        }

    @cached_property
    def _struck(self) -> list[str]:
        """Targets of each set of traits, in words."""
        words = self.selection.snapshot.communities
        lists = self.selection.snapshot.tables["traits"].lists["targets"]
        pairs = zip(lists.values["kind"].tolist(), lists.values["community"].tolist(), strict=True)
        said = [TARGETS[kind] + (f" ({words[community]})" if words[community] else "") for kind, community in pairs]
        return _joined(said, lists.starts.tolist())

    @cached_property
    def _used(self) -> list[str]:
        lists = self.selection.snapshot.tables["traits"].lists["weapons"]
        return _joined([WEAPONS[kind] for kind in lists.values["kind"].tolist()], lists.starts.tolist())


VIEWS = ("low", "best", "high")


def _joined(said: list[str], starts: list[int]) -> list[str]:
    return ["; ".join(sorted(said[begin:end])) for begin, end in pairwise(starts)]
