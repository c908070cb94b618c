"""Incidents as the API shows them: a row of the list, and the whole with its evidence."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from explore.panels import shown
from explore.selection import Reader
from groups.models import Group
from incidents.models import Attribution, Casualty, Incident, Report
from places.models import Place
from places.wording import place_for, place_in_words
from sources.dates import in_words
from sources.models import Source
from sources.wording import count_in_words

Row = dict[str, Any]


def with_rows(found: QuerySet[Incident], reader: Reader) -> QuerySet[Incident]:
    """What rows need, in a bounded number of queries."""
    return found.select_related(*shown(reader)).prefetch_related(attributions(reader))


def with_evidence(found: QuerySet[Incident], reader: Reader) -> QuerySet[Incident]:
    """What a whole incident needs."""
    cited = ("source__outlet", "source__republishes__outlet")
    report_place = ("place", "place__province__parent", "place__district", "place__public_place__province__parent",
                    "place__public_place__district")  # fmt: skip
    reports = Report.objects.select_related(*cited, *report_place).prefetch_related("casualties")
    return with_rows(found, reader).prefetch_related(Prefetch("reports", reports), "targets", "weapons")


def attributions(reader: Reader) -> Any:
    """Attributions to groups the reader may know of."""
    known = Group.objects.visible_to(reader.user)
    said = Attribution.objects.filter(group__in=known).select_related("group").prefetch_related("citations")
    return Prefetch("attributions", said)


def rows(incidents: Iterable[Incident], reader: Reader) -> list[Row]:
    return [row(incident, reader) for incident in incidents]


def row(incident: Incident, reader: Reader) -> Row:
    place = reader.shown_place(incident)
    return {
        "public_id": incident.public_id,
        "url": incident.get_absolute_url(),
        "title": incident.title,
        "kind": incident.kind,
        "kind_label": incident.get_kind_display(),
        "family": incident.family,
        "state": incident.state,
        "when": incident.when,
        "when_text": in_words(incident.when),
        "earliest": incident.earliest,
        "latest": incident.latest,
        "date_precision": incident.date_precision,
        "place": place_row(place),
        "killed": counts(incident, "killed"),
        "wounded": counts(incident, "wounded"),
        "groups": [_part(said) for said in incident.attributions.all()],
        "corroboration": incident.corroboration,
        "credibility": incident.credibility,
        "has_conflict": incident.has_conflict,
    }


def whole(incident: Incident, reader: Reader) -> Row:
    """A row with its summary, attributions and every report."""
    return {
        **row(incident, reader),
        "summary": incident.summary,
        "attributions": [_attribution(said) for said in incident.attributions.all()],
        "targets": [{"kind": each.kind, "community": each.community} for each in incident.targets.all()],
        "weapons": [each.kind for each in incident.weapons.all()],
        "reports": [_report(report, reader) for report in incident.reports.all()],
    }


def feature(incident: Incident, reader: Reader) -> Row:
    """A GeoJSON feature. Only what is known to a district or finer has a point; its doubt stands beside it."""
    place = reader.shown_place(incident)
    has_point = place is not None and place.lat is not None and place.precision in ("site", "settlement", "district")
    geometry = {"type": "Point", "coordinates": [place.lon, place.lat]} if place and has_point else None
    doubt = place.uncertainty_km if place and has_point else None
    properties = {**row(incident, reader), "uncertainty_km": doubt}
    return {"type": "Feature", "id": incident.public_id, "geometry": geometry, "properties": properties}


def place_row(place: Place | None) -> Row | None:
    """A place as shown, with what it lies in; the caller has already coarsened it."""
    if place is None:
        return None
    return {
        "name": place.name, "code": place.code, "kind": place.kind, "precision": place.precision,
        "province": place.province.code if place.province else None,
        "district": place.district.code if place.district else None,
        "country": place.country, "text": place_in_words(place),
    }


def counts(incident: Incident, outcome: str) -> Row:
    low, best, high = (getattr(incident, f"{outcome}_{name}") for name in ("low", "best", "high"))
    return {"low": low, "best": best, "high": high, "is_open": low is not None and high is None}


def _part(said: Attribution) -> Row:
    group = said.group
    return {"slug": group.slug, "label": group.label, "name": group.name, "role": said.role, "status": said.status}


def _attribution(said: Attribution) -> Row:
    group = {"slug": said.group.slug, "label": said.group.label, "name": said.group.name}
    return {
        "group": group, "role": said.role, "status": said.status, "by": said.by, "confidence": said.confidence,
        "note": said.note, "citations": [source.slug for source in said.citations.all()],
    }


def _report(report: Report, reader: Reader) -> Row:
    return {
        "source": _source(report.source), "grade": report.grade, "credibility": report.credibility,
        "excerpt": report.excerpt, "note": report.note, "kind": report.kind, "when": report.when,
        "when_text": in_words(report.when), "place": place_row(place_for(report.place, reader.user)),
        "casualties": [_casualty(casualty) for casualty in report.casualties.all()],
    }


def _source(source: Source) -> Row:
    """No link leads to what a party to the conflict published, nor to a copy of it."""
    outlet = source.outlet
    return {
        "slug": source.slug, "outlet": outlet.name, "outlet_slug": outlet.slug, "kind": outlet.kind,
        "published": source.published, "title": source.title, "reliability": outlet.reliability,
        "url": source.public_url,
    }


def _casualty(casualty: Casualty) -> Row:
    text = f"{casualty.get_outcome_display()}: {count_in_words(casualty)}".capitalize()
    return {
        "outcome": casualty.outcome, "class": casualty.people, "low": casualty.low, "best": casualty.best,
        "high": casualty.high, "hedge": casualty.hedge, "words": casualty.words, "text": text,
    }
