"""Template words for how long a tie or a leadership lasted."""

from django import template

from groups.lasting import lasting_in_words
from groups.models import Alliance, Leadership

register = template.Library()


@register.filter
def lasting(row: Alliance | Leadership) -> str:
    return lasting_in_words(row.start, row.end)
