"""Names of places that readers may not see: a text of the past that holds one says more than a map of today shows."""

from collections.abc import Collection, Iterable

from places.models import Place, PlaceName

NAMES_A_PLACE = "Left out: it names a place that is shown only coarsely now."
SHORTEST_NAME = 4  # a shorter one occurs inside other words


def telling(texts: Collection[str], places: Iterable[Place]) -> dict[str, str]:
    """Of some texts those that name one of these places finer than the public may see it, with what to show instead."""
    names = {name.casefold() for name in withheld_names(places) if len(name) >= SHORTEST_NAME} if texts else set()
    return {text: NAMES_A_PLACE for text in texts if any(name in text.casefold() for name in names)}


def withheld_names(places: Iterable[Place]) -> set[str]:
    """The names of what lies between a place and the finest that the public may see of it, itself among them."""
    hidden: dict[int, str] = {}
    shown: set[str] = set()
    for place in places:
        shown |= {place.public_place.name} if place.public_place else set()
        for each in (place, place.same_as):
            while each is not None and each.pk not in hidden and each.pk != place.public_place_id:
                hidden[each.pk] = each.name
                each = each.parent if place.public_place_id else None
    names = PlaceName.objects.filter(place__in=hidden).values_list("name", flat=True) if hidden else ()
    return {*hidden.values(), *names} - shown
