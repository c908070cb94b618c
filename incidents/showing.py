"""The rows whose words readers see with an incident: what a name in any of them would give away."""

from collections.abc import Iterator

from django.db.models import Model

from incidents.hearing import SOURCE_PARTS
from incidents.models import Incident
from places.models import Place
from sources.models import Source


def shown_with(incident: Incident) -> Iterator[Model]:
    """The incident, its reports and what they cite and count, its parts, and its places entered as text."""
    yield incident
    yield from _entered(incident.place)
    yield from _told(incident)
    yield from _concluded(incident)


def _told(incident: Incident) -> Iterator[Model]:
    parts = [f"source__{part}" for part in SOURCE_PARTS]
    for report in incident.reports.select_related("place", *parts).prefetch_related("casualties", "attributions"):
        yield report
        yield from report.casualties.all()
        yield from report.attributions.all()
        yield from _entered(report.place)
        yield from _cited(report.source)


def _concluded(incident: Incident) -> Iterator[Model]:
    yield from incident.casualties.all()
    yield from incident.targets.all()
    for attribution in incident.attributions.prefetch_related("citations__outlet"):
        yield attribution
        for source in attribution.citations.all():
            yield from (source, source.outlet)


def _cited(source: Source) -> Iterator[Model]:
    """An item, and the one it repeats, each with its outlet."""
    yield from (source, source.outlet)
    if source.republishes:
        yield from (source.republishes, source.republishes.outlet)


def _entered(place: Place | None) -> Iterator[Model]:
    """A place that somebody typed: the gazetteer's own entries name villages, not people."""
    if place and place.query:
        yield place
