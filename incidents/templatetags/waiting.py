"""Template words for how long something waits."""

from datetime import datetime

from django import template

register = template.Library()


@register.filter
def days_until(moment: datetime, now: datetime) -> str:
    """ "4 days" between two moments, whichever comes first; "today" within one."""
    days = abs((now - moment).days if now >= moment else (moment - now).days)
    return "today" if days == 0 else f"{days:,} day{'' if days == 1 else 's'}"
