"""Geocoders for tests: one that says what it is told to, and a slow gazetteer that notes whom it was asked for."""

import os
import time
from pathlib import Path
from typing import Any

from geopy.exc import GeopyError
from geopy.location import Location

from places.finds import AmbiguousPlace, Find
from places.gazetteer import Candidate
from places.geocoders import LocalGazetteer
from places.models import Place


def candidate_of(place: Place) -> Candidate:
    assert place.lat is not None and place.lon is not None and place.uncertainty_km is not None
    return Candidate(
        place_id=place.pk, name=place.name, text=place.name, kind=place.kind, lat=place.lat, lon=place.lon,
        uncertainty_km=place.uncertainty_km, precision=place.precision, score=1.0, reason="exact name",
    )


class Says:
    """Answers every question alike: with places found, with nothing, or with trouble. Keeps what it was asked."""

    def __init__(self, *found: Place | Candidate | GeopyError, leftover: str = "", source: str = "gazetteer") -> None:
        self.source, self._found, self._leftover = source, found, leftover
        self.asked: list[tuple[str, Place | None]] = []

    def geocode(self, query: str, *, within: Place | None = None, country: str = "") -> Location | None:
        self.asked.append((query, within))
        if self._found and isinstance(self._found[0], GeopyError):
            raise self._found[0]
        finds = [self._find(each) for each in self._found]
        if len(finds) > 1:
            raise AmbiguousPlace(finds)
        return finds[0].as_location() if finds else None

    def _find(self, found: Any) -> Find:
        return Find(candidate_of(found) if isinstance(found, Place) else found, self.source, self._leftover)


class SlowGazetteer(LocalGazetteer):
    """The local gazetteer, taking its time over each question, and for ever over one that the file `held` names.

    The folder SLOW_FOLDER has `asked`, with a line "process query" for each question when it is asked.
    """

    def geocode(self, query: str, **options: Any) -> Any:
        folder = Path(os.environ["SLOW_FOLDER"])
        with (folder / "asked").open("a") as log:
            log.write(f"{os.getpid()} {query}\n")
        time.sleep(0.05)
        while (folder / "held").exists() and query in (folder / "held").read_text():
            time.sleep(0.05)
        return super().geocode(query, **options)


class BrokenFor(Says):
    """Fails in a way nobody foresaw when asked for the place named "Broken"."""

    def geocode(self, query: str, **options: Any) -> Location | None:
        if query == "Broken":
            raise ZeroDivisionError
        return super().geocode(query, **options)
