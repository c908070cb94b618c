"""Synthetic reports and the sources they cite: each covers a stretch of time, and comes after it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from incidents.synthetic import words
from incidents.synthetic.chance import Chance, Numbers
from incidents.synthetic.dates import FIRST, NO_DAY
from incidents.synthetic.headlines import CORROBORATED, Headlines, moments
from incidents.synthetic.marks import SLUG
from incidents.synthetic.parts import Columns
from incidents.synthetic.world import World

SHARE = 5  # incidents a source, about
MOST = len(CORROBORATED) + 1  # reports an incident
COPIED = 0.12  # of the incidents have a report that copies another
LANGUAGES = ("en", "fa-AF", "ps", "ur")


@dataclass(frozen=True)
class Citing:
    """For each report the position of its incident and that of its source among `sources` of them."""

    incident: Numbers
    source: Numbers
    sources: int


def cite(of: Headlines, chance: Chance) -> Citing:
    """A report for each independent source, or one more; an incident's sources are neighbours, of different outlets."""
    incident = np.repeat(np.arange(len(of)), of.corroboration + chance.happens(COPIED, len(of)))
    sources = max(len(of) // SHARE, MOST)
    order = np.argsort(np.argsort(of.when.known_by, kind="stable"), kind="stable")
    first = np.minimum(order * sources // len(of), sources - MOST)
    nth = np.arange(len(incident)) - np.searchsorted(incident, incident)
    return Citing(incident, first[incident] + nth, sources)


def reports(of: Headlines, citing: Citing, world: World, chance: Chance) -> Columns:
    """Reports as columns; what happened, when and where they say as the headline does."""
    size, mine = len(citing.incident), pa.array(citing.incident)
    credibility = np.clip(of.credibility[citing.incident] + chance.between(0, 1, size), 1, 6)
    return {
        **{name: of.columns[name].take(mine) for name in ("kind", "when", "earliest", "latest", "place_id")},
        "excerpt": words.quotations(size, chance), "note": pa.repeat("", size), "credibility": pa.array(credibility),
        "version": pa.repeat(1, size), "entered_by_id": pa.repeat(world.desk, size),
        "entry_key": pa.nulls(size, pa.string()),
        "entered_at": pa.array(moments(of.when.known_by[citing.incident], chance)),
    }  # fmt: skip


def sources(of: Headlines, citing: Citing, name: str, world: World, chance: Chance) -> Columns:
    """Sources as columns, `name` in their slugs; most are dated to the day, some to the month, a few not at all."""
    number = citing.sources
    names = [f"{name}-{each:05}" for each in range(1, number + 1)]
    outlet = (np.arange(number) * 7 + chance.between(0, len(world.outlets) - 1, 1)) % len(world.outlets)
    return {
        "outlet_id": pa.array(world.outlets[outlet]), **_published(of, citing, chance),
        "slug": pa.array([SLUG + each for each in names]),
        "title": pa.array([f"Synthetic item {each}" for each in names]),
        "language": pa.array(LANGUAGES).take(pa.array(chance.pick([0.6, 0.2, 0.1, 0.1], number))),
        "url": pa.nulls(number, pa.string()), "republishes_id": pa.nulls(number, pa.int64()),
        "retrieved_at": pa.nulls(number, pa.string()), "is_restricted": pa.repeat(False, number),
        **{name: pa.repeat("", number) for name in ("author", "note", "sha256", "original")},
    }  # fmt: skip


def _published(of: Headlines, citing: Citing, chance: Chance) -> Columns:
    """Never before what is reported."""
    after = np.full(citing.sources, FIRST)
    np.maximum.at(after, citing.source, of.when.known_by[citing.incident])
    day = after + chance.between(0, 12, citing.sources)
    form = chance.pick([0.93, 0.05, 0.02], citing.sources)
    month = day.astype("datetime64[M]")
    choices: dict[str, tuple[Any, Any, Any]] = {
        "published": (np.datetime_as_string(day), np.datetime_as_string(month), ""),
        "published_earliest": (day, month.astype("datetime64[D]"), NO_DAY),
        "published_latest": (day, (month + 1).astype("datetime64[D]") - 1, NO_DAY),
    }
    return {
        name: pa.array(np.where(form == 0, exact, np.where(form == 1, monthly, unknown)))
        for name, (exact, monthly, unknown) in choices.items()
    }
