"""The shapes of the read side's answers, for the API's description and the types made from it."""

from rest_framework import serializers as s

from explore.shaping import RobustnessShape, shape

PeopleShape = shape("People", "Low, best and high; `is_open` says that the high is not known.", {
    "low": s.IntegerField(allow_null=True),
    "best": s.IntegerField(allow_null=True),
    "high": s.IntegerField(allow_null=True),
    "is_open": s.BooleanField(),
})

ShownPlaceShape = shape("IncidentPlace", "A place, as finely as the reader may see it.", {
    "name": s.CharField(),
    "code": s.CharField(),
    "kind": s.CharField(),
    "precision": s.CharField(),
    "province": s.CharField(allow_null=True),
    "district": s.CharField(allow_null=True),
    "country": s.CharField(),
    "text": s.CharField(),
})

GroupPartShape = shape("GroupPart", "A group's part in an incident.", {
    "slug": s.CharField(),
    "label": s.CharField(),
    "name": s.CharField(),
    "role": s.CharField(),
    "status": s.CharField(),
})

RowShape = shape("Row", "An incident in a list.", {
    "public_id": s.CharField(),
    "url": s.CharField(),
    "title": s.CharField(),
    "kind": s.CharField(),
    "kind_label": s.CharField(),
    "family": s.CharField(),
    "state": s.CharField(),
    "when": s.CharField(),
    "when_text": s.CharField(),
    "earliest": s.DateField(allow_null=True),
    "latest": s.DateField(allow_null=True),
    "date_precision": s.CharField(),
    "place": ShownPlaceShape(allow_null=True),
    "killed": PeopleShape(),
    "wounded": PeopleShape(),
    "groups": GroupPartShape(many=True),
    "corroboration": s.IntegerField(),
    "credibility": s.IntegerField(),
    "unaligned": s.BooleanField(help_text="whether a source that is no party to the conflict reports it"),
    "has_conflict": s.BooleanField(),
})

RowsShape = shape("Rows", "A page of incidents.", {
    "version": s.CharField(),
    "count": s.IntegerField(),
    "next": s.CharField(allow_null=True),
    "previous": s.CharField(allow_null=True),
    "results": RowShape(many=True),
})

CitedSourceShape = shape("CitedSource", "The source of a report.", {
    "slug": s.CharField(),
    "outlet": s.CharField(),
    "outlet_slug": s.CharField(),
    "kind": s.CharField(),
    "published": s.CharField(),
    "title": s.CharField(),
    "reliability": s.CharField(),
    "url": s.CharField(allow_null=True),
})

SaidCountShape = shape("SaidCount", "What a report says of a number of people.", {
    "outcome": s.CharField(),
    "low": s.IntegerField(allow_null=True),
    "best": s.IntegerField(allow_null=True),
    "high": s.IntegerField(allow_null=True),
    "hedge": s.CharField(),
    "words": s.CharField(),
    "text": s.CharField(),
    "class": s.CharField(),
})

SaidReportShape = shape("SaidReport", "One source's account.", {
    "source": CitedSourceShape(),
    "grade": s.CharField(),
    "credibility": s.IntegerField(),
    "excerpt": s.CharField(),
    "note": s.CharField(),
    "kind": s.CharField(),
    "when": s.CharField(),
    "when_text": s.CharField(),
    "place": ShownPlaceShape(allow_null=True),
    "casualties": SaidCountShape(many=True),
})

NamedGroupShape = shape("NamedGroup", "A group by its names.", {
    "slug": s.CharField(),
    "label": s.CharField(),
    "name": s.CharField(),
})

SaidAttributionShape = shape("SaidAttribution", "A group's part, how it came to be named, by whom, and the sources.", {
    "group": NamedGroupShape(),
    "role": s.CharField(),
    "status": s.CharField(),
    "by": s.CharField(),
    "confidence": s.CharField(),
    "note": s.CharField(),
    "citations": s.ListField(child=s.CharField()),
})

StruckShape = shape("Struck", "What was struck.", {
    "kind": s.CharField(),
    "community": s.CharField(),
})

IncidentShape = shape("Incident", "An incident with its evidence.", {
    "summary": s.CharField(),
    "attributions": SaidAttributionShape(many=True),
    "targets": StruckShape(many=True),
    "weapons": s.ListField(child=s.CharField()),
    "reports": SaidReportShape(many=True),
}, base=RowShape)

TotalsShape = shape("Totals", "How many; the four parts sum to `incidents`.", {
    "incidents": s.IntegerField(),
    "placed": s.IntegerField(),
    "by_district": s.IntegerField(),
    "by_province": s.IntegerField(),
    "not_located": s.IntegerField(),
    "killed": PeopleShape(),
    "wounded": PeopleShape(),
})

FAMILY_COUNTS = s.ListField(child=s.IntegerField())

BinShape = shape("Bin", "A bar of the timeline; both days belong to it. `families` are in the timeline's order.", {
    "start": s.DateField(),
    "end": s.DateField(),
    "count": s.IntegerField(),
    "families": FAMILY_COUNTS,
})

TimelineShape = shape("Timeline", "Incidents over time under all filters but the dates.", {
    "unit": s.ChoiceField(choices=["day", "week", "month", "year"]),
    "families": s.ListField(child=s.CharField()),
    "bins": BinShape(many=True),
    "undated": s.IntegerField(),
})

FacetShape = shape("Facet", "How many incidents have a value, under all other filters.", {
    "value": s.CharField(),
    "label": s.CharField(),
    "count": s.IntegerField(),
    "name": s.CharField(required=False),
    "country": s.CharField(required=False),
    "province": s.CharField(required=False, allow_null=True),
    "family": s.CharField(required=False),
    "taken_in": s.IntegerField(
        required=False, help_text="of a group, under parts: in how many incidents it counts for a chosen one"
    ),
})

MARKED = {
    "mark": s.CharField(), "code": s.CharField(), "name": s.CharField(), "count": s.IntegerField(),
    "killed": s.IntegerField(),
}
POINT = {
    "lat": s.FloatField(allow_null=True), "lon": s.FloatField(allow_null=True),
    "uncertainty_km": s.FloatField(allow_null=True),
}

SpotShape = shape("Spot", "A place known to a settlement or finer, and the first of its incidents.", {
    **MARKED, **POINT, "precision": s.CharField(), "families": FAMILY_COUNTS,
    "ids": s.ListField(child=s.CharField()), "title": s.CharField(),
})
RingShape = shape("Ring", "Incidents known to a district: a ring as wide as the doubt.", {**MARKED, **POINT})
TintShape = shape("Tint", "Incidents known only to a province.", MARKED)
ShadeShape = shape("Shade", "All incidents in a province or district.", {**MARKED, **POINT})

FacetsShape = shape("Facets", "Counts of the values of each field.", {
    name: FacetShape(many=True)
    for name in (
        "group", "province", "district", "kind", "family", "status", "target", "community", "credibility",
    )
})

def _rows_of_numbers() -> s.ListField:
    return s.ListField(child=s.ListField(child=s.IntegerField()))


MapShape = shape("MapMarks", "What the map draws. A cell is column, row, incidents, killed; see `mark`.", {
    "mode": s.ChoiceField(choices=["cells", "provinces", "districts", "heat"]), "zoom": s.IntegerField(),
    "cells": _rows_of_numbers(), "places": SpotShape(many=True), "districts": RingShape(many=True),
    "provinces": TintShape(many=True), "shades": ShadeShape(many=True),
})

ListShape = shape("Listed", "The newest incidents, and where the list goes on.", {
    "count": s.IntegerField(), "results": RowShape(many=True), "next": s.CharField(allow_null=True),
})

ExploreShape = shape("Explore", "One answer for the whole Explore page.", {
    "version": s.CharField(), "totals": TotalsShape(), "timeline": TimelineShape(), "facets": FacetsShape(),
    "robustness": RobustnessShape(), "map": MapShape(), "list": ListShape(),
})

PlayedBinShape = shape("PlayedBin", "A bin of time, and how many incidents may lie in it.", {
    "start": s.DateField(), "end": s.DateField(), "count": s.IntegerField(),
})

PlaybackShape = shape("Playback", "Cells (column, row) and for each bin cell, count, cell, count, …", {
    "version": s.CharField(), "unit": s.ChoiceField(choices=["day", "week", "month", "year"]),
    "bins": PlayedBinShape(many=True), "cells": _rows_of_numbers(), "frames": _rows_of_numbers(),
})

NamedShape = shape("NamedInIncidents", "A group, or several that count as one, and how many incidents name it.", {
    "slug": s.CharField(), "label": s.CharField(), "name": s.CharField(), "incidents": s.IntegerField(),
    "years": s.DictField(
        child=s.IntegerField(),
        help_text="of each year in which some may lie; one that may lie in several counts in each, the undated in \"\"",
    ),
})

PairShape = shape("NamedTogether", "Two groups that incidents name both, in whatever parts; at least five incidents.", {
    "a": s.CharField(), "b": s.CharField(), "incidents": s.IntegerField(),
    "expected": s.FloatField(help_text="were the one named no oftener with the other than without"),
    "lift": s.FloatField(help_text="incidents by expected"),
})

TogetherShape = shape("Together", "Groups named in incidents of a filter, most named first, and pairs of them.", {
    "version": s.CharField(), "sentence": s.CharField(), "groups": NamedShape(many=True), "pairs": PairShape(many=True),
})

FeaturesShape = shape("Features", "A GeoJSON FeatureCollection (RFC 7946).", {
    "type": s.ChoiceField(choices=["FeatureCollection"]),
    "features": s.ListField(child=s.DictField()),
})
