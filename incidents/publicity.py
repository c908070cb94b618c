"""When a published incident comes before readers: after its embargo, and some time after it happened. Pure."""

from datetime import UTC, datetime, time, timedelta

from incidents.models import Incident


def public_from(incident: Incident, *, hold_back: timedelta) -> datetime:
    """The latest of: its publishing, the end of its embargo, and so long after the last day it may have happened on.

    What has no date is held back from its publishing on.
    """
    if incident.published_at is None:
        raise ValueError("only what is published becomes public")
    happened = datetime.combine(incident.latest, time.max, UTC) if incident.latest else incident.published_at
    moments = (incident.published_at, incident.embargo_until, happened + hold_back)
    return max(moment for moment in moments if moment)
