"""Reads where a half-filled form says it was: a chosen place, a pin, or a text as far as the gazetteer knows it."""

from incidents.matching import Unit, Where
from incidents.suggesting.locating import wheres
from incidents.suggesting.unsaved import Unsaved
from places.gazetteer import Candidate, Outcome, resolve
from places.models import Place, PlaceKind, Precision

NOT_IN_THE_GAZETTEER = 0
USUAL_PIN_KM = 2.0
LEVEL_OF_PIN = ((1.0, Precision.SITE), (10.0, Precision.SETTLEMENT), (50.0, Precision.DISTRICT))
NOWHERE = Where()


def where_typed(form: Unsaved) -> Where | None:
    """As the form itself reads it: a pin goes before a chosen place, and that before the text."""
    if form.lat is not None and form.lon is not None:
        return _pinned(form, form.lat, form.lon)
    if form.place_text and not form.place:
        return _looked_up(form)
    return _known(form.place or form.within)


def _pinned(form: Unsaved, lat: float, lon: float) -> Where:
    km = form.uncertainty_km or USUAL_PIN_KM
    level = next((level for most, level in LEVEL_OF_PIN if km <= most), Precision.PROVINCE)
    around = _known(form.place or form.within) or NOWHERE
    return Where(None, around.units, _names(form.place_text), lat, lon, km, level)


def _looked_up(form: Unsaved) -> Where:
    """What the gazetteer cannot tell is a name, inside the parent that was named."""
    parent = Place.objects.filter(pk=form.within).first() if form.within else None
    said = resolve(form.place_text, within=parent)
    if said.outcome != Outcome.LOCATED:
        return Where(None, (_known(form.within) or NOWHERE).units, _names(form.place_text))
    found = _known(said.candidates[0].place_id) or NOWHERE
    return _inside(found, said.candidates[0], said.leftover, said.kind) if said.leftover else found


def _inside(parent: Where, point: Candidate, name: str, kind: str) -> Where:
    """A name the gazetteer lacks, at the point of what it lies in."""
    itself = Unit(NOT_IN_THE_GAZETTEER, name, kind or PlaceKind.SETTLEMENT)
    return Where(
        itself, parent.units, frozenset({name}), point.lat, point.lon, point.uncertainty_km, point.precision
    )


def _known(place: int | None) -> Where | None:
    return wheres([place]).get(place) if place else None


def _names(text: str) -> frozenset[str]:
    """Finest part first, as `places.actions.enter_place` reads it."""
    name = text.replace("،", ",").split(",")[0].strip()
    return frozenset({name}) if name else frozenset()
