"""What became of the rows of a chunk: numbers, sums, and what is to be told of single rows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from intake.events import Event, added
from intake.models import Finding, FindingKind, Import
from sources.dates import bounds

LONGEST_TEXT = 500
VIEWS = ("low", "best", "high", "open")


@dataclass
class Taken:
    """`sums` are of all rows that were read, by "killed, told, best" and the like; `lost` counts cells by column."""

    importing: Import
    counts: Counter[str] = field(default_factory=Counter)
    sums: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    countries: set[str] = field(default_factory=set)
    days: list[date] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def tell(self, kind: FindingKind, row: int, text: str, **about: Any) -> None:
        self.findings.append(Finding(importing=self.importing, kind=kind, row=row, text=text[:LONGEST_TEXT], **about))

    def add(self, events: Iterable[Event]) -> None:
        """Sum up what rows say, whether they are new or not."""
        for event in events:
            self.lost.update(event.lost.keys())
            self.countries.add(event.where.country[:60])
            found = bounds(event.when)
            self.days += [day for day in (found.earliest, found.latest) if day]
            for count in event.counts:
                for form, said in (("told", count.told), ("kept", count.kept)):
                    told = zip(VIEWS, added(said), strict=True)
                    self.sums.update({f"{count.outcome}, {form}, {view}": number for view, number in told})

    def keep(self) -> None:
        """Write the findings, and add the numbers to those of the import (unsaved)."""
        Finding.objects.bulk_create(self.findings, batch_size=1000)
        kept, importing = self.importing.counts, self.importing
        importing.counts = {
            **_added(kept, self.counts), "sums": _added(kept.get("sums", {}), self.sums),
            "lost": _added(kept.get("lost", {}), self.lost),
        }  # fmt: skip
        importing.countries = sorted({*importing.countries, *self.countries})
        first, last = [importing.first_day, *self.days], [importing.last_day, *self.days]
        importing.first_day = min((day for day in first if day), default=None)
        importing.last_day = max((day for day in last if day), default=None)


def _added(before: Mapping[str, Any], new: Mapping[str, int]) -> dict[str, Any]:
    return {**before, **{name: before.get(name, 0) + number for name, number in new.items()}}
