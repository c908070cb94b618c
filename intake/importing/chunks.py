"""One chunk of rows taken in: new ones in bulk, changed ones as corrections, and all of them accounted for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from accounts.models import User
from audit.columns import Rows, table_of
from audit.copying import take_keys, write, write_over
from incidents.in_bulk import Account, enter_many
from incidents.models import Report
from intake.crosswalks.crosswalk import Crosswalk
from intake.events import Event
from intake.importing.accounts import account_of
from intake.importing.actors import Actors
from intake.importing.correcting import correct
from intake.importing.places import Placed, Places
from intake.importing.rows import Chunk, Rejected, Row, doubled
from intake.importing.taken import Taken
from intake.models import Entry, FindingKind, Import, Naming
from sources.dates import bounds

OF_NAMING = ("entry_id", "actor_id", "role", "status")
LEFT_OUT = "An actor was left out: its name is withheld."
NOT_YET = "It lies after {day}, by when this release was published."


@dataclass(frozen=True)
class Intake:
    """All that chunks of one import share."""

    importing: Import
    places: Places
    actors: Actors

    @classmethod
    def of(cls, importing: Import, crosswalk: Crosswalk, places: Places) -> "Intake":
        return cls(importing, places, Actors(importing.dataset, crosswalk.dataset.scheme))

    def take(self, chunk: Chunk) -> None:
        """Write what the rows say, inside the transaction of whoever calls."""
        taken, rejected = Taken(self.importing), list(chunk.rejected)
        known = {entry.external_id: entry for entry in self._entries(chunk.rows)}
        fresh: list[Row] = []
        same: list[tuple[Row, Entry]] = []
        changed: list[tuple[Row, Entry]] = []
        for row in chunk.rows:
            entry = known.get(row.event.external_id)
            if refusal := self._refused(row, entry):
                rejected.append(refusal)
            elif entry is None:
                fresh.append(row)
            else:
                (same if entry.digest == row.digest else changed).append((row, entry))
        self._reject(rejected, taken)
        self._add(fresh, taken)
        self._keep(same)
        taken.counts["unchanged"] += len(same)
        self._correct(changed, taken)
        taken.add(row.event for row in (*fresh, *(row for row, _ in (*same, *changed))))
        taken.keep()

    @property
    def by(self) -> User:
        return self.importing.asked_by

    def _entries(self, rows: Sequence[Row]) -> Iterable[Entry]:
        ids = [row.event.external_id for row in rows]
        entries = Entry.objects.filter(dataset=self.importing.dataset)
        for start in range(0, len(ids), 1000):
            yield from entries.filter(external_id__in=ids[start : start + 1000])

    def _refused(self, row: Row, entry: Entry | None) -> Rejected | None:
        if entry and entry.seen_by_id == self.importing.pk:
            return doubled(row, entry.row)
        published, begins = self.importing.source.published_latest, bounds(row.event.when).earliest
        if published and begins and begins > published:
            return Rejected(row.number, NOT_YET.format(day=published), row.event.external_id)
        return None

    def _reject(self, rejected: Sequence[Rejected], taken: Taken) -> None:
        taken.counts["rejected"] += len(rejected)
        for each in rejected:
            taken.tell(FindingKind.REJECTED, each.number, each.reason, external_id=each.external_id)

    def _add(self, rows: Sequence[Row], taken: Taken) -> None:
        """New rows become reports with draft incidents of their own."""
        placed = self._met(rows)
        accounts = [self._account(row.event, at) for row, at in zip(rows, placed, strict=True)]
        entered = enter_many(accounts, source=self.importing.source, by=self.by)
        numbers = self._enter(rows, [to.report for to in entered])
        self._name(rows, numbers)
        taken.counts["new"] += len(rows)
        for row, at, number in zip(rows, placed, numbers, strict=True):
            self._doubt(row, at, number, taken)

    def _correct(self, changed: Sequence[tuple[Row, Entry]], taken: Taken) -> None:
        """Rows that say something else now: their reports are corrected, and the history says by which release."""
        placed = self._met([row for row, _ in changed])
        reports = Report.objects.select_related("source", "incident").in_bulk([entry.report_id for _, entry in changed])
        for (row, entry), at in zip(changed, placed, strict=True):
            report = reports[entry.report_id]
            try:
                told = correct(report, self._account(row.event, at), by=self.by, source=self.importing.source,
                               reason=self.importing.reason)  # fmt: skip
            except ValidationError as refusal:
                self._reject([Rejected(row.number, " ".join(refusal.messages), row.event.external_id)], taken)
                continue
            entry.namings.all().delete()
            self._name([row], [entry.pk])
            self._keep([(row, entry)])
            taken.counts["updated" if told else "unchanged"] += 1
            if told:
                taken.tell(FindingKind.UPDATED, row.number, told, external_id=entry.external_id, entry=entry)
            self._doubt(row, at, entry.pk, taken)

    def _met(self, rows: Sequence[Row]) -> list[Placed]:
        self.actors.meet(row.event.actors for row in rows)
        return self.places.of([row.event.where for row in rows])

    def _account(self, event: Event, at: Placed) -> Account:
        return account_of(event, at.place, self.actors.parts(event.actors), self.importing.source.title)

    def _enter(self, rows: Sequence[Row], reports: Sequence[int]) -> list[int]:
        if not rows:
            return []
        numbers = take_keys(Entry, len(rows))
        write(Entry, table_of(Entry, len(rows), {
            "id": numbers, "dataset_id": self.importing.dataset_id, "report_id": reports,
            "external_id": [row.event.external_id for row in rows], "digest": [row.digest for row in rows],
            "country": [row.event.where.country[:60] for row in rows], "made_by_id": self.importing.pk,
            "seen_by_id": self.importing.pk, "row": [row.number for row in rows],
        }))  # fmt: skip
        return numbers

    def _name(self, rows: Sequence[Row], entries: Sequence[int]) -> None:
        said = [
            (entry, known.pk, actor.role, actor.status) for row, entry in zip(rows, entries, strict=True)
            for actor in row.event.actors if (known := self.actors.of(actor))
        ]  # fmt: skip
        if said := list(dict.fromkeys(said)):
            columns = dict(zip(OF_NAMING, map(list, zip(*said, strict=True)), strict=True))
            write(Naming, table_of(Naming, len(said), {"id": take_keys(Naming, len(said)), **columns}))

    def _keep(self, seen: Sequence[tuple[Row, Entry]]) -> None:
        """Remember that and where rows were seen."""
        write_over(Entry, Rows(len(seen), {
            "id": [entry.pk for _, entry in seen], "digest": [row.digest for row, _ in seen],
            "seen_by_id": [self.importing.pk for _ in seen], "row": [row.number for row, _ in seen],
            "country": [row.event.where.country[:60] for row, _ in seen],
        }))  # fmt: skip

    def _doubt(self, row: Row, at: Placed, entry: int, taken: Taken) -> None:
        """What a person should know of a row that was taken in."""
        event, about = row.event, {"external_id": row.event.external_id, "entry_id": entry}
        if at.place is None:
            taken.counts["unlocated"] += 1
            taken.tell(FindingKind.UNLOCATED, row.number, at.problem, **about)
        if at.doubts:
            taken.counts["place_differs"] += 1
            taken.tell(FindingKind.PLACE_DIFFERS, row.number, f"{'; '.join(at.doubts)}.", **about)
        said = [str(odd) for odd in event.odd]
        said += [LEFT_OUT] if any(self.actors.of(actor) is None for actor in event.actors) else []
        if said:
            taken.counts["odd"] += 1
            taken.tell(FindingKind.ODD, row.number, " ".join(said), **about)
