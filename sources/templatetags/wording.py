"""Template words for uncertain dates, counts and grades."""

from django import template

from sources.dates import in_words
from sources.models import Outlet, Source
from sources.quantities import Counted
from sources.wording import count_in_words, grade_in_words, range_in_words

register = template.Library()


@register.filter
def when_in_words(text: str) -> str:
    return in_words(text)


@register.filter
def cited(source: Source) -> str:
    """ "Dawn, 12 December 2017"."""
    return ", ".join([source.outlet.name, in_words(source.published)] if source.published else [source.outlet.name])


@register.filter
def counted(count: Counted) -> str:
    return count_in_words(count)


@register.simple_tag
def people(low: int | None, best: int | None, high: int | None) -> str:
    return range_in_words(low, best, high)


@register.simple_tag
def grade_words(outlet: Outlet, credibility: int) -> str:
    return grade_in_words(outlet, credibility)
