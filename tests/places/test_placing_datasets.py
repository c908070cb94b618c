"""Real rows and the loaded gazetteer: units agree, single and bulk answers are the same, new places become rows."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
import shapely

from intake.crosswalks.ucdp_ged import UcdpGed
from intake.tables.table import Line
from intake.tables.texts import open_text
from places.agreeing import DIFFERENT
from places.boundaries import Regions
from places.gazetteer import Outcome
from places.models import PlaceKind
from places.naming import fine, is_guess
from places.placing import Placer
from places.spots import Doubt, Placement, Spot
from tests.places.conftest import Loaded
from tests.places.test_boundaries import brought

FILE = "ucdp_ged_pak_1989_2021.csv"
PRECISE = (PlaceKind.SETTLEMENT, PlaceKind.DISTRICT)
Placed = list[tuple[Spot, Placement]]


@pytest.fixture(scope="session")
def placed(loaded: Loaded) -> Placed:
    """Every row of the real file with where it is placed."""
    crosswalk = UcdpGed()
    spots = [crosswalk.read(line.cells).where for line in open_text(brought(FILE)).lines if isinstance(line, Line)]
    judge = loaded.judge
    return list(zip(spots, Placer(judge.gazetteer, judge.provinces, judge.districts).place(spots), strict=True))


def agreeing(rows: Placed, doubts: frozenset[Doubt]) -> float:
    return sum(doubts.isdisjoint(found.doubts) for _, found in rows) / len(rows)


def test_of_the_real_file_points_lie_in_the_province_and_mostly_in_the_district_that_are_named(placed: Placed) -> None:
    precise = [(spot, found) for spot, found in placed if spot.level in PRECISE and spot.province]

    assert len(precise) > 6000
    assert agreeing(precise, DIFFERENT - {Doubt.DISTRICT_DIFFERS}) >= 0.99
    assert agreeing(precise, DIFFERENT) >= 0.97


def test_of_the_real_file_all_rows_of_the_tribal_areas_lie_in_the_province_of_today(
    placed: Placed, placer: Placer
) -> None:
    tribal = [found for spot, found in placed if spot.province == "Federally Administered Tribal Areas"]
    today = {placer.entries[found.province_id].name for found in tribal if found.province_id}

    assert len(tribal) == 3378
    assert today == {"Khyber Pakhtunkhwa"}


def test_of_the_real_file_no_row_is_finer_than_told_and_new_places_are_few(placed: Placed, placer: Placer) -> None:
    fine = [spot for spot, found in placed if found.new or placer.entries[found.place_id or 0].kind not in (
        PlaceKind.DISTRICT, PlaceKind.PROVINCE, PlaceKind.COUNTRY,
    )]  # fmt: skip
    new = {found.new for _, found in placed if found.new}

    assert {spot.level for spot in fine} == {PlaceKind.SETTLEMENT}
    assert len(new) < 1200 < len(fine)
    assert all(found.place_id for _, found in placed)


def test_many_names_are_found_as_one_alone_is(placer: Placer, placed: Placed) -> None:
    names = list(dict.fromkeys(replaced(spot) for spot, _ in placed))
    sample = random.Random(1).sample(names, 400)  # noqa: S311 – the same each time

    for spot, found in zip(sample, placer.place(sample), strict=True):
        alone = placer.gazetteer.resolve(", ".join(spot.names))
        if alone.outcome == Outcome.LOCATED:
            entry = placer.gazetteer.index.today(placer.entries[alone.candidates[0].place_id])
            assert found.place_id == entry.id
        else:
            assert Doubt.NAME_AMBIGUOUS in found.doubts or Doubt.NAME_UNKNOWN in found.doubts


def test_names_of_a_province_are_found_exactly_as_one_alone_is(placer: Placer, placed: Placed) -> None:
    names = list(dict.fromkeys(spot.name for spot, _ in placed if spot.name))
    towns = [entry.name for entry in placer.entries.values()]
    sample = random.Random(1).sample([*names, *towns], 200)  # noqa: S311 – the same each time
    found = 0

    for province in [entry.id for entry in placer.entries.values() if entry.kind == PlaceKind.PROVINCE]:
        for name in sample:
            alone = placer.gazetteer.resolve(name, within=province)
            assert placer.namer.exactly(name, province) == (() if is_guess(alone) else fine(alone))
            found += bool(fine(alone))

    assert found > 50


def replaced(spot: Spot) -> Spot:
    """The names alone, as fine as a settlement."""
    return Spot(spot.country, spot.province, spot.district, spot.name, level=PlaceKind.SETTLEMENT)


@pytest.mark.parametrize("kind", ["provinces", "districts"])
def test_many_points_are_held_by_what_holds_each_alone(loaded: Loaded, kind: str) -> None:
    """Anywhere, on the very borders, and a hair beside them."""
    regions: Regions = getattr(loaded.judge, kind)
    chance = np.random.default_rng(1)
    anywhere = chance.uniform((60, 23), (80, 39), (4000, 2))
    borders = chance.choice(shapely.get_coordinates(regions.geometries), 3000)
    beside = borders + chance.normal(0, 0.01, borders.shape)
    lons, lats = np.concatenate((anywhere, borders, beside)).T

    together = firsts(regions.around(lats.tolist(), lons.tolist()))

    assert together == [regions.holding(lat, lon) for lat, lon in zip(lats, lons, strict=True)]
    assert None in together and len({*together}) > 0.9 * len(regions.keys)


def firsts(around: Sequence[tuple[int, ...]]) -> list[int | None]:
    return [units[0] if units else None for units in around]
