"""The panels of one answer: totals, facets, timeline and map, all counted over the same selection."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from explore import timeline
from explore.query import Filter
from explore.selection import SPOTS, Reader, named_in, select
from groups.models import Group
from incidents.kinds import FAMILY_OF, Kind
from incidents.models import AttributionStatus, Incident
from places.models import Place, Precision


def totals(found: QuerySet[Incident], reader: Reader) -> dict[str, Any]:
    """How many, how precisely placed, and how many people; the four parts always sum to the whole."""
    precision = f"{reader.place}__precision"
    levels = {
        "placed": Q(**{f"{precision}__in": SPOTS}),
        "by_district": Q(**{precision: Precision.DISTRICT}),
        "by_province": Q(**{precision: Precision.PROVINCE, f"{reader.place}__province__isnull": False}),
    }
    counts = found.aggregate(
        incidents=Count("pk"), **{name: Count("pk", filter=where) for name, where in levels.items()}
    )
    placed = sum(counts[name] for name in levels)
    return {**counts, "not_located": counts["incidents"] - placed, **{name: people(found, name) for name in PEOPLE}}


PEOPLE = ("killed", "wounded")


def people(found: QuerySet[Incident], outcome: str) -> dict[str, Any]:
    """Sums of low, best and high. Open when any is; an unknown high counts as the low it is at least."""
    low, best, high = (F(f"{outcome}_{name}") for name in ("low", "best", "high"))
    sums = found.aggregate(
        low=Sum(low), best=Sum(Coalesce(best, low)), high=Sum(Coalesce(high, low)),
        open=Count("pk", filter=Q(**{f"{outcome}_low__isnull": False, f"{outcome}_high__isnull": True})),
    )
    is_open = sums.pop("open") > 0
    return {**sums, "high": None if is_open else sums["high"], "is_open": is_open}


def facets(chosen: Filter, reader: Reader) -> dict[str, list[dict[str, Any]]]:
    """Counts of each value under all other filters; a chosen value stays even at none."""
    return {
        "group": _groups(chosen, reader),
        "province": _places(chosen, reader, "province"),
        "district": _places(chosen, reader, "district"),
        "kind": _kinds(chosen, reader),
        "status": _statuses(chosen, reader),
    }


def bins(chosen: Filter, reader: Reader) -> dict[str, Any]:
    """The timeline under all filters but the dates."""
    days: Any = select(chosen.without("first", "last"), reader).order_by()
    days = days.values_list("first_day", "last_day")
    spans = [(first, last) for first, last in days if first is not None]
    unit, counted = timeline.count(spans)
    return {"unit": unit, "bins": [vars(one) for one in counted], "undated": len(days) - len(spans)}


def marks(found: QuerySet[Incident], reader: Reader) -> dict[str, Any]:
    """What the map draws: a spot for each placed incident, a ring for each district, a count for each province."""
    points: list[dict[str, Any]] = []
    rings: dict[str, list[Incident]] = defaultdict(list)
    provinces: dict[Place, int] = defaultdict(int)
    for incident in found.select_related(*shown(reader)).order_by("-public_id"):
        place = reader.shown_place(incident)
        if place is None or place.lat is None:
            continue
        if place.precision in SPOTS:
            points.append(_point(incident, place))
        elif place.precision == Precision.DISTRICT:
            rings[(place.district or place).code].append(incident)
        elif place.precision == Precision.PROVINCE and place.province:
            provinces[place.province] += 1
    return {
        "points": points,
        "districts": [_ring(code, incidents, reader) for code, incidents in sorted(rings.items())],
        "provinces": [
            {"code": place.code, "name": place.name, "count": number}
            for place, number in sorted(provinces.items(), key=lambda pair: pair[0].code)
        ],
    }


def shown(reader: Reader) -> tuple[str, ...]:
    """The relations that showing a place needs."""
    return tuple(f"{reader.place}{end}" for end in ("", "__province__parent", "__district", "__parent"))


def _point(incident: Incident, place: Place) -> dict[str, Any]:
    return {
        "id": incident.public_id, "title": incident.title, "kind": incident.kind, "family": incident.family,
        "lat": place.lat, "lon": place.lon, "precision": place.precision, "uncertainty_km": place.uncertainty_km,
        "killed": incident.killed_best, "when": incident.when,
    }


def _ring(code: str, incidents: list[Incident], reader: Reader) -> dict[str, Any]:
    """One ring for a district, as wide as the widest doubt in it."""
    places = [place for incident in incidents if (place := reader.shown_place(incident))]
    widest = max(places, key=lambda place: (place.uncertainty_km or 0, place.code))
    return {
        "code": code, "name": (widest.district or widest).name, "lat": widest.lat, "lon": widest.lon,
        "uncertainty_km": widest.uncertainty_km, "count": len(incidents),
        "ids": [incident.public_id for incident in incidents],
    }


def _groups(chosen: Filter, reader: Reader) -> list[dict[str, Any]]:
    said = named_in(reader).filter(incident__in=select(chosen.without("group"), reader).values("pk"))
    counts = dict(said.order_by().values_list("group__slug").annotate(Count("incident", distinct=True)))
    named = Group.objects.filter(slug__in={*counts, *chosen.group})
    return _ordered(
        {"value": group.slug, "label": group.label, "name": group.name, "count": counts.get(group.slug, 0)}
        for group in named
    )


def _places(chosen: Filter, reader: Reader, level: str) -> list[dict[str, Any]]:
    code = f"{reader.place}__{level}__code"
    found = select(chosen.without(level), reader).filter(**{f"{code}__isnull": False})
    counts = dict(found.order_by().values_list(code).annotate(Count("pk")))
    places = Place.objects.filter(code__in={*counts, *getattr(chosen, level)}).select_related("province")
    return _ordered(
        {
            "value": place.code, "label": place.name, "country": place.country,
            "province": place.province.code if place.province else None, "count": counts.get(place.code, 0),
        }
        for place in places
    )


def _kinds(chosen: Filter, reader: Reader) -> list[dict[str, Any]]:
    counts = dict(select(chosen.without("kind"), reader).order_by().values_list("kind").annotate(Count("pk")))
    return _ordered(
        {"value": kind.value, "label": kind.label, "family": FAMILY_OF[kind].value, "count": counts.get(kind.value, 0)}
        for kind in map(Kind, {*counts, *chosen.kind})
    )


def _statuses(chosen: Filter, reader: Reader) -> list[dict[str, Any]]:
    said = named_in(reader).filter(incident__in=select(chosen.without("status"), reader).values("pk"))
    counts = dict(said.order_by().values_list("status").annotate(Count("incident", distinct=True)))
    return _ordered(
        {"value": status.value, "label": status.label, "count": counts.get(status.value, 0)}
        for status in map(AttributionStatus, {*counts, *chosen.status})
    )


def _ordered(rows: Any) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (-row["count"], row["label"]))
