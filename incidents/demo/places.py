"""The demonstration's places: the gazetteer's where it has them, made from approximate values where not."""

from django.db.models import F, Q

from incidents.demo.files import Row, fields, rows
from incidents.demo.shelf import Shelf
from places.actions import settle
from places.models import GeocodingState, NameKind, Place, PlaceKind, PlaceName
from places.names import main_key

WITHOUT_A_POINT = {"geocoding": GeocodingState.NOT_FOUND, "problem": "A region without a point of its own."}


class GazetteerMissing(LookupError):
    """A province is not in the database."""


def missing_provinces() -> list[str]:
    """Codes of the provinces that the demonstration needs and the database lacks."""
    needed = {row["key"] for row in rows("places") if row["kind"] == PlaceKind.PROVINCE}
    return sorted(needed.difference(Place.objects.filter(code__in=needed).values_list("code", flat=True)))


def load_places(shelf: Shelf) -> int:
    if missing := missing_provinces():
        raise GazetteerMissing(f"These provinces are not in the gazetteer: {', '.join(missing)}.")
    for row in rows("places"):
        place = _known(row, shelf) or _new(row, shelf)
        _add_names(place, row)
        shelf.places[row["key"]] = place
    return len(shelf.places)


def _known(row: Row, shelf: Shelf) -> Place | None:
    """The same place by its code or, right below a province, by name; a village of that name may be another one."""
    by_code = Place.objects.filter(code=row["key"]).first()
    within = shelf.places.get(row.get("within", ""))
    if by_code is not None or within is None or within.kind != PlaceKind.PROVINCE:
        return by_code
    same_name = Q(name=row["name"]) | Q(names__key=main_key(row["name"]))
    alike = Place.objects.filter(same_name, kind=row["kind"], province=within)
    return alike.order_by(F("population").desc(nulls_last=True), "pk").first()


def _new(row: Row, shelf: Shelf) -> Place:
    place = Place(
        code=row["key"],
        parent=shelf.places.get(row.get("within", "")),
        merged_into=shelf.places.get(row.get("merged_into", "")),
        **({"coordinate_source": "editor"} if "lat" in row else WITHOUT_A_POINT),
        **fields(row, "within", "merged_into", "names"),
    )
    place.save()
    settle(place)
    _add_name(place, name=row["name"], kind=NameKind.OFFICIAL)
    return place


def _add_names(place: Place, row: Row) -> None:
    known = set(place.names.values_list("name", flat=True))
    for values in row.get("names", []):
        if values["name"] not in known:
            _add_name(place, **values)


def _add_name(place: Place, **values: str) -> None:
    PlaceName.objects.create(place=place, key=main_key(values["name"]), **values)
