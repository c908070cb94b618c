"""Datasets made by hand, whose rows are what an import leaves: a report, its incident, and the entry between."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any

from accounts.models import Role
from incidents.models import CasualtyClass, Incident, Outcome
from intake.comparing.comparison import Comparison
from intake.comparing.sides import Years
from intake.models import Dataset, Entry, Finding, FindingKind, Import, ImportState
from places.models import Place, PlaceKind
from tests.factories import NOON, make_incident, make_outlet, make_place, make_source, someone

EVER = Years()
_rows = count(1)


def make_dataset(key: str, *, is_open: bool = False, **odd: Any) -> Dataset:
    outlet = make_outlet(name=f"Outlet of {key}", kind="dataset")
    about = {"title": f"The {key} list", "licence": f"Terms of {key}", **odd}
    return Dataset.objects.create(key=key, outlet=outlet, is_open=is_open, **about)


def import_of(dataset: Dataset) -> Import:
    """The one import of a dataset, made the first time."""
    found = dataset.imports.first()
    if found:
        return found
    source = make_source(outlet=dataset.outlet, is_restricted=not dataset.is_open)
    return Import.objects.create(
        dataset=dataset, format="acled", release="1.0", source=source, name="rows.csv", stored="rows", sha256="0" * 64,
        size=1, asked_by=someone(Role.EDITOR), asked_at=NOON - timedelta(days=1), state=ImportState.DONE,
    )  # fmt: skip


def killed(low: int, best: int | None = None, high: int | None = None, people: str = "unspecified") -> dict[str, Any]:
    best = low if best is None else best
    return {
        "outcome": Outcome.KILLED, "people": CasualtyClass(people), "low": low, "best": best,
        "high": best if high is None else high,
    }  # fmt: skip


def make_row(dataset: Dataset, *counts: dict[str, Any], country: str = "Pakistan", **odd: Any) -> Incident:
    """A row of a dataset, with its draft incident."""
    taken, number = import_of(dataset), next(_rows)
    incident = make_incident(source=taken.source, casualties=list(counts), **odd)
    Entry.objects.create(
        dataset=dataset, external_id=f"R{number}", digest="0", country=country, report=incident.reports.get(),
        made_by=taken, seen_by=taken, row=number,
    )  # fmt: skip
    return incident


def found_alike(row: Incident, other: Incident, score: float) -> None:
    """What an import leaves of a pair that it found: `row` is of its dataset."""
    entry = Entry.objects.get(report__incident=row)
    Finding.objects.create(
        importing=entry.made_by, kind=FindingKind.DUPLICATE, row=entry.row, external_id=entry.external_id, entry=entry,
        incident=other, score=score,
    )  # fmt: skip


def make_province(name: str, **odd: Any) -> Place:
    return make_place(name=name, kind=PlaceKind.PROVINCE, precision="province", country="PK", **odd)


def pairs_of(one: Dataset, other: Dataset | None, years: Years = EVER) -> Sequence[tuple[int, int]]:
    return [(pair.one, pair.other) for pair in Comparison(one, other, years).pairs]
