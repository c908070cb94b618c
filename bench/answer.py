"""What is compared: an answer's numbers in one plain form, whoever counted them."""

from datetime import date
from typing import Any

from explore import layers, panels, robustness, timeline
from explore.looking import Look
from explore.parameters import Box
from explore.query import Filter
from explore.selection import Selection
from explore.snapshot.opening import Snapshot
from explore.snapshot.vocabulary import FAMILIES, KINDS, LEVELS, STATUSES, TARGETS

LOOK = Look(view=Box(60.0, 29.0, 75.0, 38.5), zoom=6)
TODAY = date(2026, 1, 1)
FACETS = ("group", "status", "province", "district", "kind", "family", "target", "community", "credibility")
Numbers = dict[str, Any]
layers.MOST_PLACES = layers.MOST_SINGLE = -1  # peers know cells alone


def explore_answer(snapshot: Snapshot, chosen: Filter) -> Numbers:
    """All panels of an answer, as Explore computes them; the other views too, which peers are not asked for."""
    selection = Selection(snapshot, chosen)
    shown = timeline.panel(selection)
    return {
        "totals": panels.totals(selection), "timeline": shown, "facets": panels.facets(selection),
        "robustness": robustness.panel(selection, shown, TODAY), "map": layers.layer(selection, LOOK),
    }  # fmt: skip


def plain(answer: Numbers, snapshot: Snapshot) -> Numbers:
    """The same numbers by code, for comparison with peers."""
    totals, codes = answer["totals"], codes_of(snapshot)
    return {
        "levels": [totals[level] for level in LEVELS],
        "people": {name: (totals[name]["low"], totals[name]["best"]) for name in ("killed", "wounded")},
        "years": _by_year(answer["timeline"]),
        "facets": {
            name: {codes[name][row["value"]]: row["count"] for row in answer["facets"][name] if row["count"]}
            for name in FACETS
        },
        "cells": sorted(map(tuple, answer["map"]["cells"])),
    }  # fmt: skip


def codes_of(snapshot: Snapshot) -> dict[str, dict[str, int]]:
    return {
        "group": {entry.slug: pk for pk, entry in snapshot.groups.items()},
        "status": {name: at for at, name in enumerate(STATUSES)},
        "province": {unit.code: at for at, unit in enumerate(snapshot.provinces)},
        "district": {unit.code: at for at, unit in enumerate(snapshot.districts)},
        "kind": {name: at for at, name in enumerate(KINDS)}, "family": {name: at for at, name in enumerate(FAMILIES)},
        "target": {name: at for at, name in enumerate(TARGETS)},
        "community": {name: at for at, name in enumerate(snapshot.communities)},
        "credibility": {str(grade): grade for grade in range(1, 7)},
    }  # fmt: skip


def _by_year(panel: Numbers) -> Numbers:
    return {"unit": panel["unit"], "undated": panel["undated"], "bins": [bar["families"] for bar in panel["bins"]]}
