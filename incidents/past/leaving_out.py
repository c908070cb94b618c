"""Past texts that may no longer be read: what they say is left out, and that it is left out is said."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from audit.recalling import Past
from incidents.models import Attribution, Casualty, Incident, Report, Target
from places.models import Place, PlaceName
from sources.models import Source
from sources.withholding.recalling import withheld_texts

TEXTS: dict[type, tuple[str, ...]] = {
    Incident: ("title", "summary"),
    Report: ("excerpt", "note"),
    Attribution: ("note",),
    Casualty: ("words",),
    Target: ("community",),
    Source: ("title", "author"),
}
NAMES_A_PLACE = "Left out: it names a place that is shown only coarsely now."
SHORTEST_NAME = 4  # a shorter one occurs inside other words

LeftOut = Mapping[str, str]  # a text as it was → what is shown in its stead


def left_out(pasts: Iterable[Past], places: Iterable[Place]) -> LeftOut:
    """Every text that holds a name withheld since, and every former text that names a place shown only coarsely now.

    Whoever reads. What a text says of a place today is no secret of the past.
    """
    texts = {text for past in pasts for text in texts_of(past.rows) if text}
    former = texts - {text for past in pasts for text in texts_of(past.latest)}
    names = {name.casefold() for name in _withheld_names(places) if len(name) >= SHORTEST_NAME}
    of_places = {text: NAMES_A_PLACE for text in former if any(name in text.casefold() for name in names)}
    return {**of_places, **withheld_texts(texts)}


def texts_of(rows: Iterable[Any]) -> Iterator[str]:
    """All texts that history rows of one model hold."""
    for row in rows:
        yield from (getattr(row, name) for name in TEXTS.get(row.instance_type, ()))
        if row.instance_type is Incident:
            yield from row.reasons.values()


def leave_out(made: Any, instead: LeftOut) -> Any:
    """A rebuilt object with what may not be read replaced."""
    for name in TEXTS.get(type(made), ()):
        if shown := instead.get(getattr(made, name)):
            setattr(made, name, shown[: type(made)._meta.get_field(name).max_length or None])
    if isinstance(made, Incident):
        made.reasons = {field: instead.get(reason, reason) for field, reason in made.reasons.items()}
    return made


def _withheld_names(places: Iterable[Place]) -> set[str]:
    """The names of what lies between a place and the finest that the public may see of it, itself among them."""
    hidden, shown = {}, set()
    for place in places:
        shown |= {place.public_place.name} if place.public_place else set()
        for each in (place, place.same_as):
            while each is not None and each.pk not in hidden and each.pk != place.public_place_id:
                hidden[each.pk] = each.name
                each = each.parent if place.public_place_id else None
    names = PlaceName.objects.filter(place__in=hidden).values_list("name", flat=True) if hidden else ()
    return {*hidden.values(), *names} - shown
