"""What incidents point at, as one audience may know it: places, units, groups and sources, read from the database."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b

from django.db.models import Q, QuerySet

from explore.snapshot.audience import Audience
from explore.snapshot.vocabulary import GroupEntry, UnitEntry
from groups.kinds import BELONGING_AND_LEAVING
from groups.models import Alliance, Group, GroupName
from groups.network import TAKEN, lineages
from groups.ties import read_ties
from places.models import Place, PlaceKind, PlaceName
from places.wording import place_in_words
from sources.editorial import State
from sources.models import Outlet, Source, citation, web_address

CHUNK = 500
MANY = 20_000  # of these the database is asked for all
CITED = ("pk", "outlet_id", "title", "url", "published")
DAY_ZERO = date(1970, 1, 1)


@dataclass(frozen=True)
class PlaceEntry:
    """A place as shown; coordinates in WGS84 degrees, `names` and `keys` also those of what it lies in."""

    code: str
    name: str
    kind: str
    country: str
    text: str
    province: str
    district: str
    precision: str
    lat: float | None
    lon: float | None
    uncertainty_km: float | None
    names: str
    keys: str


@dataclass(frozen=True)
class SourceEntry:
    """A published item as exports cite it; no address for what a party to the conflict published."""

    label: str
    url: str


@dataclass(frozen=True)
class Lookups:
    """The dictionaries of one audience; `merged` has, for each record that was merged, the one that stands for it."""

    audience: Audience
    groups: dict[int, GroupEntry]
    provinces: list[UnitEntry]
    districts: list[UnitEntry]
    merged: dict[int, int] = field(default_factory=dict, kw_only=True)

    @classmethod
    def of(cls, audience: Audience) -> "Lookups":
        units = {kind: _units(audience, kind) for kind in (PlaceKind.PROVINCE, PlaceKind.DISTRICT)}
        groups, merged = _groups(audience)
        return cls(audience, groups, units[PlaceKind.PROVINCE], units[PlaceKind.DISTRICT], merged=merged)

    @property
    def is_public(self) -> bool:
        return self.audience is Audience.PUBLIC

    @cached_property
    def digest(self) -> str:
        """Changes with the names that readers see, and with nothing else."""
        groups = sorted(asdict(group)["slug"] + repr(group) for group in self.groups.values())
        content = json.dumps([groups, *map(repr, self.provinces), *map(repr, self.districts)])
        return blake2b(content.encode(), digest_size=8).hexdigest()

    @cached_property
    def units_digest(self) -> str:
        content = repr((self.provinces, self.districts))
        return blake2b(content.encode(), digest_size=8).hexdigest()

    def shown(self, exact: Iterable[int]) -> dict[int, int]:
        """For each exact place the one that is shown instead of it; those that are not shown at all are left out."""
        places = [int(pk) for pk in exact]
        if not self.is_public:
            return {pk: pk for pk in places}
        return {
            pk: public
            for some in _chunks(places)
            for pk, public in Place.objects.filter(pk__in=some).values_list("pk", "public_place")
            if public is not None
        }

    def places(self, shown: Iterable[int]) -> dict[int, PlaceEntry]:
        """Shown places by their row number."""
        related = ("province__parent", "district", "parent")
        found = {
            place.pk: place
            for some in _chunks(shown)
            for place in Place.objects.filter(pk__in=some).select_related(*related)
        }
        chains = {pk: _chain(place) for pk, place in found.items()}
        names = _names({one.pk for chain in chains.values() for one in chain})
        return {pk: _entry(place, chains[pk], names) for pk, place in found.items()}

    def sources(self, cited: Collection[int]) -> dict[int, SourceEntry]:
        """Sources by their row number. Only what copies another is looked up whole, as its address depends on that."""
        outlets, found = Outlet.objects.in_bulk(), {}
        for sources in _some(Source.objects.all(), cited):
            originals, copies = (sources.filter(republishes__isnull=is_original) for is_original in (True, False))
            for pk, outlet, title, url, published in originals.values_list(*CITED).iterator(MANY):
                address = None if outlets[outlet].is_party_to_conflict else web_address(url)
                found[pk] = _cited(citation(outlets[outlet].name, published), title, address)
            for source in copies.select_related("outlet", "republishes__outlet"):
                found[source.pk] = _cited(f"{source}", source.title, source.public_url)
        return found


@dataclass(frozen=True)
class Fetched(Lookups):
    """Lookups that ask the database no more: all that some facts point at was read ahead."""

    shown_for: dict[int, int]
    entries: dict[int, PlaceEntry]
    cited: dict[int, SourceEntry]

    @classmethod
    def ahead(
        cls, lookups: Iterable[Lookups], exact: Collection[int], cited: Collection[int]
    ) -> "dict[Audience, Fetched]":
        """For each audience what these exact places and citations lead to; read once where it is the same for all."""
        all_of_them = list(lookups)
        shown = {each.audience: each.shown(exact) for each in all_of_them}
        places = all_of_them[0].places({pk for each in shown.values() for pk in each.values()})
        sources = all_of_them[0].sources(cited)
        return {
            each.audience: cls(
                each.audience, each.groups, each.provinces, each.districts, mine,
                {pk: places[pk] for pk in mine.values() if pk in places}, sources, merged=each.merged,
            )
            for each in all_of_them
            for mine in (shown[each.audience],)
        }

    def shown(self, exact: Iterable[int]) -> dict[int, int]:
        return self.shown_for

    def places(self, shown: Iterable[int]) -> dict[int, PlaceEntry]:
        return self.entries

    def sources(self, cited: Collection[int]) -> dict[int, SourceEntry]:
        return self.cited


def _cited(label: str, title: str, address: str | None) -> SourceEntry:
    return SourceEntry(f"{label}: {title}" if title else label, address or "")


def _groups(audience: Audience) -> tuple[dict[int, GroupEntry], dict[int, int]]:
    """The groups of an audience; and for each record merged into one of them, that one."""
    shown = (Group.objects.published() if audience is Audience.PUBLIC else Group.objects.all()).in_bulk()
    merged = {pk: into for pk, group in shown.items() if (into := group.merged_into_id) in shown and into}
    kept = {pk: group for pk, group in shown.items() if pk not in merged}
    names, former = defaultdict(set), defaultdict(list)
    for pk, name in GroupName.objects.values_list("group", "name"):
        names[merged.get(pk, pk)].add(name)
    for pk, into in merged.items():
        names[into] |= {shown[pk].name, shown[pk].short_name} - {""}
        former[into].append(shown[pk].slug)
    eras = _eras(audience, {group.slug for group in kept.values()})
    return {
        pk: GroupEntry(
            group.slug, group.label, group.name, " ".join([group.name, group.short_name, *sorted(names[pk])]),
            eras.get(group.slug, ()), tuple(sorted(former[pk])),
        )
        for pk, group in kept.items()
    }, merged


def _eras(audience: Audience, known: set[str]) -> dict[str, tuple[tuple[int | None, tuple[str, ...]], ...]]:
    """For each group that ever belonged to another that is known here, since when it belonged to which."""
    ties = Alliance.objects.filter(kind__in=BELONGING_AND_LEAVING, status__in=TAKEN).exclude(state=State.WITHDRAWN)
    if audience is Audience.PUBLIC:
        groups = Group.objects.published()
        ties = ties.filter(state=State.PUBLISHED, source__in=groups, target__in=groups)
    return {
        slug: tuple(
            (None if era.first is None else (era.first - DAY_ZERO).days, tuple(sorted(era.above & known)))
            for era in eras
        )
        for slug, eras in lineages(read_ties(ties)).items()
        if any(era.above & known for era in eras)
    }


def _units(audience: Audience, kind: PlaceKind) -> list[UnitEntry]:
    """For the public those that may be seen, and those that lie above a place that may be seen."""
    units: QuerySet[Place] = Place.objects.of_kind(kind)
    if audience is Audience.PUBLIC:
        seen = Place.objects.named_in_public().filter(public_place__isnull=False)
        above = seen.values("public_place__province" if kind == PlaceKind.PROVINCE else "public_place__district")
        units = units.filter(Q(pk__in=above) | Q(pk__in=Place.objects.shown_to_readers().values("pk")))
    rows = units.order_by("code").values_list("code", "name", "country", "province__code")
    return [UnitEntry(*row) for row in rows]


def _chain(place: Place) -> list[Place]:
    """The place and what it is said to lie in: district, province, country."""
    above = place.province.parent if place.province else place.parent
    country = above if above is not None and above.kind == PlaceKind.COUNTRY else None
    return [one for one in (place, place.district, place.province, country) if one is not None]


def _names(places: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """Every name of places, with its key."""
    found = defaultdict(list)
    for some in _chunks(places):
        names = PlaceName.objects.filter(place__in=some).order_by("pk")
        for pk, name, key in names.values_list("place", "name", "key"):
            found[pk].append((name, key))
    return found


def _entry(place: Place, chain: list[Place], names: dict[int, list[tuple[str, str]]]) -> PlaceEntry:
    pairs = [pair for one in chain for pair in sorted(names[one.pk])]
    return PlaceEntry(
        place.code, place.name, place.kind, place.country, place_in_words(place),
        place.province.code if place.province else "", place.district.code if place.district else "",
        place.precision, place.lat, place.lon, place.uncertainty_km,
        " ".join(dict.fromkeys([*(one.name for one in chain), *(name for name, _ in pairs)])),
        " ".join(dict.fromkeys(key for _, key in pairs)),
    )  # fmt: skip


def _some(rows: "QuerySet[Source]", wanted: Collection[int]) -> "Iterable[QuerySet[Source]]":
    """Those wanted, some at a time; or, of very many, all at once."""
    return [rows] if len(wanted) > MANY else (rows.filter(pk__in=some) for some in _chunks(wanted))


def _chunks(numbers: Iterable[int]) -> Iterable[list[int]]:
    """Few enough at once for every database."""
    wanted = sorted({int(number) for number in numbers})
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
