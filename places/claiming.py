"""Makes the places that only a dataset knows: rows with its own coordinates, which stay that dataset's claim."""

from collections.abc import Iterable
from hashlib import sha256

from anyascii import anyascii
from django.utils.text import slugify

from audit.bulk import MADE, note_many
from audit.changing import changing
from audit.copying import take_keys
from places.actions import settle_fields
from places.models import Place, Precision
from places.spots import NewPlace

BATCH = 1000


def claim(new: Iterable[NewPlace], *, source: str) -> dict[NewPlace, Place]:
    """The row of each new place, made where it is not there yet; `source` is the dataset's key, such as "ucdp-ged".

    Like a text that an editor entered, a claim is no gazetteer entry, and readers learn of it with what it is named by.
    """
    coded = {place_code(each, source): each for each in new}
    known = _known(list(coded))
    parents = Place.objects.in_bulk({each.parent_id for each in coded.values()})
    missing = [_row(code, each, parents[each.parent_id], source) for code, each in coded.items() if code not in known]
    with changing(by=None, reason=f"{source}: its own coordinates"):
        known.update((place.code, place) for place in _made(missing))
    return {each: known[code] for code, each in coded.items()}


def place_code(new: NewPlace, source: str) -> str:
    """The same for the same claim, so that a second import finds what the first has made."""
    digest = sha256(repr(new.key).encode()).hexdigest()
    return f"{source}-{slugify(anyascii(new.name))[:60] or 'place'}-{digest[:12]}"


def _known(codes: list[str]) -> dict[str, Place]:
    batches = (codes[start : start + BATCH] for start in range(0, len(codes), BATCH))
    return {place.code: place for some in batches for place in Place.objects.filter(code__in=some)}


def _row(code: str, new: NewPlace, parent: Place, source: str) -> Place:
    return Place(
        code=code, name=new.name, query=new.text, kind=new.kind, site_kind=new.site_kind, parent=parent,
        country=parent.country, lat=new.lat, lon=new.lon, uncertainty_km=new.uncertainty_km,
        precision=Precision.SETTLEMENT, coordinate_source=f"geocoder:{source}", sensitivity=new.sensitivity,
    )  # fmt: skip


def _made(rows: list[Place]) -> list[Place]:
    """Rows saved in bulk, with what follows from their parents and with their history. Some show themselves."""
    for place, number in zip(rows, take_keys(Place, len(rows)), strict=True):
        place.pk = number
        settle_fields(place)
    made = Place.objects.bulk_create(rows, batch_size=BATCH)
    note_many(Place, [place.pk for place in made], kind=MADE)
    return made
