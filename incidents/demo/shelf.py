"""The demonstration's records by fixture key, so that later rows can point at earlier ones."""

from dataclasses import dataclass, field

from groups.models import Group
from incidents.demo.files import Row
from places.models import Place
from sources.models import Outlet, Source

FOUNDING_ARTICLE = "author-of-the-founding-article-2018-01"


@dataclass
class Shelf:
    """What is loaded so far; each value under its row's `key`."""

    outlets: dict[str, Outlet] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def place_of(self, row: Row) -> Place | None:
        return self.places[row["place"]] if row.get("place") else None

    def group_of(self, row: Row) -> Group | None:
        return self.groups[row["group"]] if row.get("group") else None

    def citations_of(self, row: Row) -> list[Source]:
        """The sources a row cites; where it names none, the founding article speaks for itself."""
        return [self.sources[key] for key in row.get("citations", [FOUNDING_ARTICLE])]
