"""Puts the rows of one chunk together, with the numbers by which they find each other."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from django.db.models import Model

from incidents.models import Attribution, Incident, Report, Target, Weapon
from incidents.synthetic import headlines, parts, reports
from incidents.synthetic.chance import Chance, Numbers
from incidents.synthetic.parts import Columns
from incidents.synthetic.run import Run
from incidents.synthetic.world import CHUNKS, World
from sources.models import Source

Table = type[Model]
TABLES: tuple[Table, ...] = (Source, Incident, Report, Attribution, Target, Weapon)


@dataclass(frozen=True)
class Numbering:
    """The next free row number of each table, and the last public number of each year."""

    free: dict[Table, int]
    last: dict[int, int]

    def take(self, table: Table, number: int) -> Numbers:
        first = self.free[table]
        self.free[table] = first + number
        return np.arange(first, first + number)

    def public_ids(self, years: Numbers) -> pa.Array:
        """`KW-YYYY-NNNNNN`, counted within each year."""
        found = np.zeros(len(years), dtype=object)
        for year in np.unique(years).tolist():
            rows = np.flatnonzero(years == year)
            first = self.last.get(year, 0) + 1
            self.last[year] = first + len(rows) - 1
            found[rows] = [f"KW-{year:04d}-{number:06d}" for number in range(first, first + len(rows))]
        return pa.array(found, pa.string())


@dataclass(frozen=True)
class Chunk:
    """Rows by table, in the order in which they are to be written; `last` is each year's last public number by then."""

    size: int
    rows: dict[Table, pa.Table]
    last: dict[int, int]


@dataclass(frozen=True)
class Maker:
    """Makes the chunks of a run, in their order and without the database."""

    run: Run
    world: World
    numbering: Numbering

    def make(self, number: int) -> Chunk:
        run, world, size = self.run, self.world, self.run.size_of(number)
        chance = Chance(run.seed, CHUNKS + number)
        of = headlines.draw(world, at=number * run.chunk, size=size, whole=run.incidents, chance=chance)
        citing = reports.cite(of, chance)
        incident, source = self.numbering.take(Incident, size), self.numbering.take(Source, citing.sources)
        own = {"id": incident, "public_id": self.numbering.public_ids(of.when.year)}
        said = {"source_id": source[citing.source], **reports.reports(of, citing, world, chance)}
        rows = {
            Source: {"id": source, **reports.sources(of, citing, f"{number:05}", world, chance)},
            Incident: {**own, **of.columns},
            Report: self._of(incident, Report, citing.incident, said),
            Attribution: self._of(incident, Attribution, *parts.attributions(of, world, chance)),
            Target: self._of(incident, Target, *parts.targets(of, chance)),
            Weapon: self._of(incident, Weapon, *parts.weapons(of, chance)),
        }
        return Chunk(size, {table: pa.table(columns) for table, columns in rows.items()}, dict(self.numbering.last))

    def _of(self, incident: Numbers, table: Table, owner: Numbers, columns: Columns) -> Columns:
        """What belongs to incidents, numbered and with the numbers of these."""
        own = self.numbering.take(table, len(owner))
        return {"id": pa.array(own), "incident_id": pa.array(incident[owner]), **columns}
