"""What each parameter of the read side means, for the API's description."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter


def _said(name: str, description: str, kind: Any = OpenApiTypes.STR, *, many: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=description, many=many, explode=True if many else None)


FILTERS = [
    _said("group", "Slug of a group named in the incident, in any part.", many=True),
    _said(
        "parts",
        "yes: a group also stands for what was its chapter, faction, affiliate or media arm, or pledged to it, on the "
        "incident's date.",
    ),
    _said(
        "one",
        "Slugs of groups joined by ~ that count as one actor, such as isk-p~ttp: choosing one finds what any of them "
        "did, and the facet has one row for them, by the first in order. No record is merged.",
        many=True,
    ),
    _said("province", "Code of a province, such as AF-JOW.", many=True),
    _said("district", "Code of a district.", many=True),
    _said("kind", "Kind of incident.", many=True),
    _said("family", "Family of kinds, such as violence.", many=True),
    _said("status", "How a group, of the chosen ones if any, came to be named, such as claimed.", many=True),
    _said("target", "Kind of target, after GTD.", many=True),
    _said("community", "Community that was struck, as reported; of the chosen kind of target, if any.", many=True),
    _said("credibility", "Admiralty grade of the information, 1 to 6.", many=True),
    _said("level", "How it is placed: placed, by_district, by_province or not_located.", many=True),
    _said("from", "First day; an incident matches if it may lie on it or later.", OpenApiTypes.DATE),
    _said("to", "Last day; an incident matches if it may lie on it or earlier.", OpenApiTypes.DATE),
    _said("dated", "no: only what has no date; yes: only what has one."),
    _said("killed_min", "Least number of killed, in the view that `counts` names.", OpenApiTypes.INT),
    _said("killed_max", "Greatest number of killed.", OpenApiTypes.INT),
    _said("wounded_min", "Least number of wounded.", OpenApiTypes.INT),
    _said("wounded_max", "Greatest number of wounded.", OpenApiTypes.INT),
    _said(
        "counts",
        "Figures by which people are filtered, ordered, summed on the map and counted in each bar: low, best (the low "
        "where there is no best) or high (an open end exceeds every number in a filter, and is its low in a sum).",
    ),
    _said("sources_min", "Least number of independent sources.", OpenApiTypes.INT),
    _said("unaligned", "yes: without what parties to the conflict alone report; no: only that."),
    _said("conflict", "yes: its sources disagree; no: they do not."),
    _said("precision", "Known at least to a site, settlement, district or province."),
    _said("q", "Words that all occur in title, summary, places or groups, in any script."),
    _said("bbox", "west,south,east,north in degrees; matches what is known to a district or finer."),
    _said("polygon", "longitude,latitude,… of 3 to 500 vertices of a ring; matches as bbox does."),
    _said("mark", "What one symbol of the map stands for, as its `mark` has it, or cell:zoom/column/row."),
]
LOOKING = [
    _said("view", "west,south,east,north of the map that is looked at; it never narrows a count."),
    _said("zoom", "Zoom of the map, 0 to 18.", OpenApiTypes.INT),
    _said("mode", "cells, provinces, districts or heat."),
    _said("rows", "How many incidents are listed, 0 to 50.", OpenApiTypes.INT),
    _said("ordering", "In which order they are listed, as at explore/incidents/."),
    _said("listed", "List only what one symbol of the map stands for; it narrows no count."),
]
PAGING = [
    _said("cursor", "Where to go on: follow `next` and `previous` instead of making one up."),
    _said("page_size", "Rows on a page, from 1 to 200.", OpenApiTypes.INT),
]
ORDERING = _said(
    "ordering",
    "when, killed, wounded, kind, place, credibility, corroboration, published or public_id; with - the other way. "
    "Unknown values come last.",
)
