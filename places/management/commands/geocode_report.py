"""Measures the gazetteer on a list with known positions, and prints the figures."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from shapely.geometry import shape

from places.boundaries import Regions
from places.gazetteer import Gazetteer
from places.measuring import Columns, Judge, Verdict, distinct, is_header_of_tags, shares
from places.models import Boundary, PlaceKind

SHOWN = 20


class Command(BaseCommand):
    """Reads a CSV list; the columns of UCDP GED are understood without options."""

    help = "Measure how often the gazetteer is right on FILE.csv (a name, its parents and the true position)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        plain = Columns()
        parser.add_argument("file", type=Path)
        parser.add_argument("--name", default=plain.name, help="column of the place name")
        parser.add_argument("--parents", default=",".join(plain.parents), help="columns of its parents, finest first")
        parser.add_argument("--country", default=plain.country, help="column of the country")
        parser.add_argument("--lat", default=plain.lat)
        parser.add_argument("--lon", default=plain.lon)
        parser.add_argument("--show", choices=["wrong", "confidently-wrong", "ambiguous"], help="list such rows too")

    def handle(self, *args: Any, **options: Any) -> None:
        columns = Columns(
            options["name"], tuple(options["parents"].split(",")), options["country"], options["lat"], options["lon"]
        )
        judge = Judge(Gazetteer.load(), regions(PlaceKind.PROVINCE), regions(PlaceKind.DISTRICT))
        verdicts = [judge.judge(row, columns) for row in rows(options["file"], columns)]
        self.print_shares("rows", verdicts)
        self.print_shares("distinct names", distinct(verdicts))
        if options["show"]:
            self.print_rows(distinct(verdicts), options["show"])

    def print_shares(self, what: str, verdicts: list[Verdict]) -> None:
        self.stdout.write(f"{len(verdicts):,} {what}")
        for title, (count, whole) in shares(verdicts).items():
            self.stdout.write(f"  {title:<38} {count:>6,} of {whole:>6,}  {count / max(whole, 1):7.2%}")

    def print_rows(self, verdicts: list[Verdict], which: str) -> None:
        tests = {
            "wrong": lambda row: row.answer is not None and not row.is_province_right,
            "confidently-wrong": lambda row: row.is_confidently_wrong,
            "ambiguous": lambda row: row.outcome == "ambiguous",
        }
        for row in [row for row in verdicts if tests[which](row)][:SHOWN]:
            answer = f" → {row.answer.text}, {row.km_off:.0f} km off" if row.answer else ""
            self.stdout.write(f"  {row.text}{answer}")


def rows(file: Path, columns: Columns) -> Iterator[dict[str, str]]:
    """Rows of the list that have a position; the HXL row is passed over."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            needed = {columns.name, columns.lat, columns.lon}
            if missing := needed.difference(reader.fieldnames or []):
                raise CommandError(f"{file.name} has no column {', '.join(sorted(missing))}: name yours, see --help.")
            for row in reader:
                if row[columns.lat] and row[columns.lon] and not is_header_of_tags(row):
                    yield row
    except (OSError, UnicodeDecodeError, csv.Error) as trouble:
        raise CommandError(f"{file.name} cannot be read: {trouble}.") from None


def regions(kind: str) -> Regions:
    outlines = Boundary.objects.filter(place__kind=kind).values_list("place_id", "geometry")
    return Regions((place_id, shape(geometry)) for place_id, geometry in outlines)
