"""Template words for places."""

from django import template

from places.models import Place
from places.wording import place_in_words

register = template.Library()


@register.filter
def where_in_words(place: Place | None) -> str:
    return place_in_words(place) if place else "place not known"
