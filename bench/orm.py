"""Explore's answers asked of the product's models on an indexed PostgreSQL, as a Django site without a read side would.

Expressions have indexes of their own, texts a trigram index; places are rolled up to cells here, as no index helps.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from bench.answer import LOOK, Numbers
from bench.sql import binned, view_of_cells
from explore.panels import PEOPLE
from explore.query import Filter
from explore.selection import DAY_ZERO, days
from explore.snapshot.opening import Snapshot
from explore.snapshot.projection import mercator
from explore.snapshot.vocabulary import FAMILIES, FAMILY_OF_KIND, KINDS, STATUSES, TARGETS
from explore.timeline import DAY
from groups.models import Group
from incidents.models import Attribution, Incident, Target
from places.models import Place, Precision

SPOTS = (Precision.SITE, Precision.SETTLEMENT)
SHOWN = "place__public_place"
INDEXES = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ON incidents_incident (coalesce(latest, earliest)) WHERE is_public",
    "CREATE INDEX ON incidents_incident (coalesce(earliest, latest)) WHERE is_public",
    "CREATE INDEX ON incidents_incident (coalesce(killed_best, killed_low)) WHERE is_public",
    "CREATE INDEX ON incidents_incident (kind) WHERE is_public",
    "CREATE INDEX ON incidents_incident (corroboration, has_conflict) WHERE is_public",
    "CREATE INDEX ON incidents_incident (credibility) WHERE is_public",
    "CREATE INDEX ON incidents_incident USING gin (upper(title) gin_trgm_ops, upper(summary) gin_trgm_ops)",
    "CREATE INDEX ON incidents_attribution (group_id, status, incident_id) WHERE incident_id IS NOT NULL",
    "CREATE INDEX ON incidents_attribution (incident_id, group_id, status) WHERE incident_id IS NOT NULL",
    "CREATE INDEX ON incidents_target (kind, community, incident_id)",
    "CREATE INDEX ON places_place (lat, lon)",
    "VACUUM ANALYZE",
)


def index() -> None:
    """Good indexes and fresh statistics."""
    with connection.cursor() as cursor:
        for statement in INDEXES:
            cursor.execute(statement)


@dataclass(frozen=True)
class Orm:
    """Answers by the models; `snapshot` gives the codes by which answers are compared."""

    snapshot: Snapshot

    def answer(self, chosen: Filter) -> Numbers:
        found = self.select(chosen)
        return {
            **self.totals(found), "years": self.years(chosen), "cells": self.cells(found),
            "facets": {
                "group": self.groups(chosen), "status": self.statuses(chosen),
                "province": self.units(chosen, "province"), "district": self.units(chosen, "district"),
                **self.kinds(chosen), **self.struck(chosen), "credibility": self.grades(chosen),
            },
        }  # fmt: skip

    def select(self, chosen: Filter) -> QuerySet[Incident, Any]:
        found: Any = Incident.objects.public().annotate(
            first_day=Coalesce("earliest", "latest"), last_day=Coalesce("latest", "earliest"),
            killed=Coalesce("killed_best", "killed_low"),
        )  # fmt: skip
        for condition in [*self._conditions(chosen), *self._areas(chosen), *self._named(chosen)]:
            found = found.filter(condition)
        return found.order_by()

    def _conditions(self, chosen: Filter) -> Iterable[Q]:
        families = [kind for kind, at in zip(KINDS, FAMILY_OF_KIND, strict=True) if FAMILIES[at] in chosen.family]
        many = {
            "kind__in": chosen.kind, f"{SHOWN}__province__code__in": chosen.province,
            f"{SHOWN}__district__code__in": chosen.district, "credibility__in": chosen.credibility,
        }  # fmt: skip
        single = {
            "last_day__gte": chosen.first, "first_day__lte": chosen.last, "killed__gte": chosen.killed_min,
            "corroboration__gte": chosen.sources_min, "has_conflict": chosen.conflict,
        }  # fmt: skip
        yield from (Q(**{name: value}) for name, value in many.items() if value)
        yield from (Q(**{name: value}) for name, value in single.items() if value is not None)
        if chosen.family:
            yield Q(kind__in=families)
        for word in chosen.words:
            yield Q(title__icontains=word) | Q(summary__icontains=word)

    def _areas(self, chosen: Filter) -> Iterable[Q]:
        seen = Q(**{f"{SHOWN}__precision__in": (*SPOTS, Precision.DISTRICT)})
        if box := chosen.box:
            spans = {f"{SHOWN}__lon__range": (box.west, box.east), f"{SHOWN}__lat__range": (box.south, box.north)}
            yield seen & Q(**spans)
        if chosen.polygon:
            shape = shapely.Polygon(chosen.polygon.ring)
            spots = Place.objects.filter(lat__isnull=False).values_list("pk", "lon", "lat")
            yield seen & Q(**{f"{SHOWN}__in": [pk for pk, lon, lat in spots if shapely.intersects_xy(shape, lon, lat)]})

    def _named(self, chosen: Filter) -> Iterable[Q]:
        if chosen.group or chosen.status:
            yield Q(pk__in=self.parts(chosen).values("incident"))
        if chosen.target or chosen.community:
            yield Q(pk__in=self.targets(chosen).values("incident"))

    def parts(self, chosen: Filter) -> QuerySet[Attribution, Any]:
        """Attributions of incidents to published groups that pass the filter's group and status."""
        found: Any = Attribution.objects.filter(incident__isnull=False, group__in=self._groups).order_by()
        if chosen.parts:
            found = found.alias(
                first_day=Coalesce("incident__earliest", "incident__latest"),
                last_day=Coalesce("incident__latest", "incident__earliest"),
            )
        if chosen.group:
            own = Q(group__in=[pk for pk, entry in self.snapshot.groups.items() if entry.slug in chosen.group])
            found = found.filter(own | self._below(chosen.group) if chosen.parts else own)
        return found.filter(status__in=chosen.status) if chosen.status else found

    def targets(self, chosen: Filter) -> QuerySet[Target, Any]:
        found: Any = Target.objects.order_by()
        found = found.filter(kind__in=chosen.target) if chosen.target else found
        return found.filter(community__in=chosen.community) if chosen.community else found

    @cached_property
    def _groups(self) -> list[int]:
        return list(Group.objects.published().values_list("pk", flat=True))

    def _below(self, slugs: Collection[str]) -> Q:
        """Attributions to what may have belonged to one of some groups on the incident's days."""
        found = [each for slug in slugs for each in self._belonged.get(slug, ())]
        return Q(*found, _connector=Q.OR) if found else Q(pk=None)

    @cached_property
    def _belonged(self) -> dict[str, list[Q]]:
        """For each group what belonged to it when; what has no date is taken for any day."""
        found: dict[str, list[Q]] = defaultdict(list)
        for pk, entry in self.snapshot.groups.items():
            ends = [*(first for first, _ in entry.eras[1:]), None][: len(entry.eras)]
            for (first, above), end in zip(entry.eras, ends, strict=True):
                after = Q() if first is None else Q(last_day__gte=DAY_ZERO + DAY * first) | Q(last_day=None)
                before = Q() if end is None else Q(first_day__lt=DAY_ZERO + DAY * end) | Q(last_day=None)
                for slug in above:
                    found[slug].append(Q(group=pk) & after & before)
        return found

    def totals(self, found: QuerySet[Incident, Any]) -> Numbers:
        precision = f"{SHOWN}__precision"
        sums = found.aggregate(
            all=Count("pk"), placed=Count("pk", filter=Q(**{f"{precision}__in": SPOTS})),
            district=Count("pk", filter=Q(**{precision: Precision.DISTRICT})),
            province=Count("pk", filter=Q(**{precision: Precision.PROVINCE, f"{SHOWN}__province__isnull": False})),
            **{f"sum_{outcome}_low": Sum(f"{outcome}_low") for outcome in PEOPLE},
            **{f"sum_{outcome}_best": Sum(Coalesce(f"{outcome}_best", f"{outcome}_low")) for outcome in PEOPLE},
        )  # fmt: skip
        parts = [sums[name] for name in ("placed", "district", "province")]
        people = {name: (sums[f"sum_{name}_low"], sums[f"sum_{name}_best"]) for name in PEOPLE}
        return {"levels": [*parts, sums["all"] - sum(parts)], "people": people}

    def years(self, chosen: Filter) -> Numbers:
        found = self.select(chosen.without("first", "last"))
        sides, undated = [], 0
        for side in ("first_day", "last_day"):
            counts: dict[tuple[int, int], int] = defaultdict(int)
            for day, kind, count in found.values_list(side, "kind").annotate(Count("pk")):
                if day is None:
                    undated += count if side == "last_day" else 0
                else:
                    counts[days(day), FAMILY_OF_KIND[KINDS.index(kind)]] += count
            sides.append(np.array([(*key, count) for key, count in sorted(counts.items())], np.int64).reshape(-1, 3))
        return {**binned(*sides), "undated": undated}

    def groups(self, chosen: Filter) -> dict[int, int]:
        own, others = chosen.without("group"), chosen.without("group", "status")
        said = self.parts(own).filter(incident__in=self.select(others).values("pk"))
        found = dict(said.values_list("group").annotate(Count("incident", distinct=True)))
        if chosen.parts:
            numbers = {entry.slug: pk for pk, entry in self.snapshot.groups.items()}
            for slug in self._belonged.keys() & numbers.keys():
                mine = said.filter(Q(group=numbers[slug]) | self._below({slug}))
                found[numbers[slug]] = mine.values("incident").distinct().count()
        return {pk: count for pk, count in found.items() if count}

    def statuses(self, chosen: Filter) -> dict[int, int]:
        others = self.select(chosen.without("group", "status"))
        said = self.parts(chosen.without("status")).filter(incident__in=others.values("pk"))
        counts = said.values_list("status").annotate(Count("incident", distinct=True))
        return {STATUSES.index(status): count for status, count in counts}

    def units(self, chosen: Filter, level: str) -> dict[int, int]:
        units = self.snapshot.provinces if level == "province" else self.snapshot.districts
        codes, code = {unit.code: at for at, unit in enumerate(units)}, f"{SHOWN}__{level}__code"
        found = self.select(chosen.without(level)).filter(**{f"{code}__isnull": False})
        return {codes[name]: count for name, count in found.values_list(code).annotate(Count("pk"))}

    def kinds(self, chosen: Filter) -> dict[str, dict[int, int]]:
        kinds, families = self._by_kind(chosen.without("kind")), defaultdict[int, int](int)
        for kind, count in self._by_kind(chosen.without("family")).items():
            families[FAMILY_OF_KIND[kind]] += count
        return {"kind": kinds, "family": dict(families)}

    def _by_kind(self, chosen: Filter) -> dict[int, int]:
        counts = self.select(chosen).values_list("kind").annotate(Count("pk"))
        return {KINDS.index(kind): count for kind, count in counts}

    def struck(self, chosen: Filter) -> dict[str, dict[int, int]]:
        others = self.select(chosen.without("target", "community")).values("pk")
        targets = self.targets(chosen.without("target")).filter(incident__in=others)
        hit = self.targets(chosen.without("community")).filter(incident__in=others).exclude(community="")
        numbers = {name: at for at, name in enumerate(self.snapshot.communities)}
        by_kind, by_community = (
            each.values_list(name).annotate(Count("incident", distinct=True))
            for each, name in ((targets, "kind"), (hit, "community"))
        )
        return {
            "target": {TARGETS.index(kind): count for kind, count in by_kind},
            "community": {numbers[word]: count for word, count in by_community},
        }

    def grades(self, chosen: Filter) -> dict[int, int]:
        return dict(self.select(chosen.without("credibility")).values_list("credibility").annotate(Count("pk")))

    def cells(self, found: QuerySet[Incident, Any]) -> list[tuple[int, ...]]:
        counts = list(
            found.filter(**{f"{SHOWN}__precision__in": SPOTS})
            .values_list(SHOWN, f"{SHOWN}__lat", f"{SHOWN}__lon")
            .annotate(number=Count("pk"), dead=Coalesce(Sum("killed"), 0))
        )
        if not counts:
            return []
        _, lat, lon, number, killed = map(np.array, zip(*counts, strict=True))
        shift, (west, east), (north, south) = view_of_cells(LOOK)
        column, line = (each.astype(np.int64) >> shift for each in mercator(lat, lon))
        sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
        for x, y, *both in zip(*(each.tolist() for each in (column, line, number, killed)), strict=True):
            if west <= x <= east and north <= y <= south:
                sums[x, y] = [one + other for one, other in zip(sums[x, y], both, strict=True)]
        return sorted((*cell, *both) for cell, both in sums.items())
