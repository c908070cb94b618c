"""Measures placing in this process's database: `python -m bench.placed N`, as `bench.placing` does."""

import os
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import count
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khorasan_watch.settings")
django.setup()

import shapely  # noqa: E402
from django.core.management import call_command  # noqa: E402

from bench.source import DISTRICTS, SEED  # noqa: E402
from bench.timing import in_turns  # noqa: E402
from places import names  # noqa: E402
from places.boundaries import Regions  # noqa: E402
from places.close_names import Close, CloseNames  # noqa: E402
from places.gazetteer import Gazetteer  # noqa: E402
from places.index import Entry  # noqa: E402
from places.models import PlaceKind  # noqa: E402
from places.naming import Namer  # noqa: E402
from places.placing import Placer  # noqa: E402
from places.spots import Spot  # noqa: E402
from tools.check import ROOT  # noqa: E402

ROUNDS, PATIENCE = 3, 20.0
NEAR, POINTS, REPEATED, EVERYWHERE = 1_000, 50_000, 500_000, 0
Asked = list[tuple[str, int, int]]  # a name, the province it is sought in, and the place it is of
chance = random.Random(SEED)  # noqa: S311 – the same each time


def main(size: int) -> None:
    placer = filled(size)
    towns = [each for each in placer.entries.values() if each.kind == PlaceKind.SETTLEMENT]
    print(f"{len(towns):,} settlements; best of {ROUNDS} rounds in turns")
    asked = [(town.name, province_of(placer, town), town.id) for town in towns]
    exact(placer.gazetteer, asked)
    near(placer, asked)
    for what, regions in (("provinces", placer.seating.provinces), ("districts", placer.seating.districts)):
        points(what, regions)
    whole(placer, towns)


def filled(size: int) -> Placer:
    call_command("migrate", verbosity=0)
    call_command("load_gazetteer", commit=True, verbosity=0)
    for file, source in DISTRICTS.items():
        if (path := ROOT.parent / "shared" / "data" / file).is_file():
            call_command("load_gazetteer", boundaries=path, level="district", source=source,
                         licence="for measuring alone", commit=True, verbosity=0)  # fmt: skip
    placer = Placer.load()
    grow(placer, size)
    return Placer(placer.gazetteer, placer.seating.provinces, placer.seating.districts)


def grow(placer: Placer, size: int) -> None:
    """Settlements of chance in real districts, none called as another of its province."""
    known = [each for each in placer.entries.values() if each.kind == PlaceKind.SETTLEMENT]
    words = sorted({word for town in known for word in town.name.split() if word.isalpha() and len(word) > 2})
    drawn = placer.seating.districts if placer.seating.drawn else placer.seating.provinces
    units = list(zip(drawn.keys, drawn.geometries, strict=True))
    taken = {(province_of(placer, town), key) for town in known for key in names.read(town.name).listed}
    numbers = count(max(placer.entries) + 1)
    while len(known) < size:
        unit, shape = chance.choice(units)
        name = " ".join(chance.sample(words, 2))
        town = settlement(next(numbers), name, placer.entries[unit], shape)
        keys = {(province_of(placer, town), key) for key in names.read(name).listed}
        if not keys & taken:
            taken |= keys
            known.append(town)
            placer.gazetteer.index.add(town, [name])


def settlement(number: int, name: str, unit: Entry, shape: shapely.Geometry) -> Entry:
    west, south, east, north = shape.bounds
    point = shapely.Point(chance.uniform(west, east), chance.uniform(south, north))
    point = point if shape.contains(point) else shape.representative_point()
    return Entry(
        number, name, name, PlaceKind.SETTLEMENT, unit.country, point.y, point.x, 2.0, "settlement", 0, None,
        unit.above | {unit.id},
    )  # fmt: skip


def province_of(placer: Placer, entry: Entry) -> int:
    return next(each for each in entry.above if placer.entries[each].kind == PlaceKind.PROVINCE)


def exact(gazetteer: Gazetteer, asked: Asked) -> None:
    """Names that stand in the gazetteer, each in its province."""
    sample = chance.sample(asked, min(len(asked), 20_000))
    repeated = chance.choices(sample[:2_000], k=REPEATED)
    spelled = [(f"{name.upper()} village", province, town) for name, province, town in sample]
    namer = Namer(gazetteer)
    for name, province, _ in asked:
        names.read(name)
        namer.exactly(name, province)
    times = in_turns({
        "repeated": partial(all_of, namer.exactly, repeated),
        "distinct": partial(all_of, namer.exactly.__wrapped__, sample),
        "new spelling": partial(unread, namer.exactly.__wrapped__, spelled),
        "one by one": partial(all_of, one_by_one(gazetteer), sample),
    }, ROUNDS, patience=PATIENCE)  # fmt: skip
    right = sum(namer.exactly(name, province) == (town,) for name, province, town in sample) / len(sample)
    print(f"exact names, of which {right:.1%} lead to their one place")
    rate("the same 2,000 names again, remembered", REPEATED, times["repeated"])
    rate("distinct names, spelled as the gazetteer does", len(sample), times["distinct"])
    rate("distinct names in a spelling never read before", len(spelled), times["new spelling"])
    rate("distinct names by Gazetteer.resolve", len(sample), times["one by one"])


def one_by_one(gazetteer: Gazetteer) -> Callable[[str, int], Any]:
    return lambda name, province: gazetteer.resolve(name, within=province)


def forget() -> None:
    for cache in (names.read, names.sound, names.kind_of):
        cache.cache_clear()


def near(placer: Placer, asked: Asked) -> None:
    """Names with an error or two, sought in the province that is named and in all at once."""
    sample = [(misspelled(name), province, town) for name, province, town in chance.sample(asked, NEAR)]
    inside = placer.namer.close
    everywhere = CloseNames((EVERYWHERE, key, town) for listed in inside.by_province.values()
                            for key, town in zip(*listed, strict=True))  # fmt: skip
    ways = {"inside the named province": (inside, lambda at: at), "in all provinces": (everywhere, lambda _: 0)}
    acts = {way: partial(found_near, close, within, sample) for way, (close, within) in ways.items()}
    times = in_turns(acts, ROUNDS, patience=PATIENCE)
    print("names with one error, or two from eight letters on")
    for way, act in acts.items():
        found = act()
        right = [(one, town in one.places) for one, (_, _, town) in zip(found, sample, strict=True)]
        told = {
            "among the likeliest": sum(is_right for _, is_right in right),
            "alone": sum(is_right and len(one.places) == 1 for one, is_right in right),
            "surely": sum(is_right and one.is_sure for one, is_right in right),
            "surely another": sum(not is_right and one.is_sure for one, is_right in right),
        }
        rate(f"{way}: {', '.join(f'{number / NEAR:.1%} {what}' for what, number in told.items())}", NEAR, times[way])
    print(f"  the search in all takes {min(times['in all provinces']) / min(times['inside the named province']):.0f} "
          "times as long")  # fmt: skip


def found_near(close: CloseNames, within: Callable[[int], int], sample: Asked) -> list[Close]:
    forget()
    wanted: dict[int, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for number, (name, province, _) in enumerate(sample):
        wanted[within(province)].append((number, names.read(name).keys))
    found: list[Close] = [Close()] * len(sample)
    for province, some in wanted.items():
        for (number, _), one in zip(some, close.within(province, [keys for _, keys in some]), strict=True):
            found[number] = one
    return found


def misspelled(name: str) -> str:
    letters = list(name)
    for _ in range(2 if len(name) >= 8 and chance.random() < 0.5 else 1):
        at = chance.randrange(1, len(letters) - 1)
        chance.choice((drop, double, swap, change))(letters, at)
    return "".join(letters)


def drop(letters: list[str], at: int) -> None:
    del letters[at]


def double(letters: list[str], at: int) -> None:
    letters.insert(at, chance.choice("abdehiklmnorstuz"))


def swap(letters: list[str], at: int) -> None:
    letters[at - 1], letters[at] = letters[at], letters[at - 1]


def change(letters: list[str], at: int) -> None:
    letters[at] = chance.choice("abdehiklmnorstuz")


def points(what: str, regions: Regions) -> None:
    lats = [chance.uniform(24, 38) for _ in range(POINTS)]
    lons = [chance.uniform(61, 75) for _ in range(POINTS)]
    if not regions.keys:
        return
    few = slice(0, POINTS // 5)
    regions.around(lats[:10], lons[:10])
    together = regions.around(lats[few], lons[few])
    alone = [regions.holding(*point) for point in zip(lats[few], lons[few], strict=True)]
    assert [each[0] if each else None for each in together] == alone
    times = in_turns({
        "together": partial(regions.around, lats, lons),
        "one by one": lambda: [regions.holding(*point) for point in zip(lats[few], lons[few], strict=True)],
    }, ROUNDS, patience=PATIENCE)  # fmt: skip
    print(f"points in {len(regions.keys)} {what}")
    rate("together, with all that lies within the doubt of outlines", POINTS, times["together"])
    rate("one by one, the one that holds it", POINTS // 5, times["one by one"])


def whole(placer: Placer, towns: Sequence[Entry]) -> None:
    """Spots with units, a name and a point: half of the names are unknown."""
    sample = chance.sample(towns, min(len(towns), 5_000))
    spots = [spot(placer, town, number) for number, town in enumerate(sample)]
    repeated = chance.choices(spots[:1_000], k=100_000)
    print("whole spots: units and point compared, the name found or told as new")
    rate("distinct", len(spots), in_turns({"all": lambda: fresh(placer).place(spots)}, ROUNDS, patience=60)["all"])
    rate("the same 1,000 again", len(repeated), in_turns({"all": lambda: fresh(placer).place(repeated)}, ROUNDS)["all"])


def spot(placer: Placer, town: Entry, number: int) -> Spot:
    district = next((placer.entries[each].name for each in town.above if placer.entries[each].kind == "district"), "")
    province = placer.entries[province_of(placer, town)].name
    name = town.name if number % 2 else f"{town.name} Xar"
    return Spot(town.country, province, district, name, town.lat, town.lon, PlaceKind.SETTLEMENT)


def fresh(placer: Placer) -> Placer:
    """One that remembers nothing."""
    return Placer(placer.gazetteer, placer.seating.provinces, placer.seating.districts)


def all_of(act: Callable[[str, int], Any], asked: Iterable[tuple[str, int, int]]) -> None:
    for name, province, _ in asked:
        act(name, province)


def unread(act: Callable[[str, int], Any], asked: Asked) -> None:
    forget()
    all_of(act, asked)


def rate(what: str, number: int, times: Sequence[float]) -> None:
    print(f"  {what}: {number / min(times):,.0f} a second", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
