"""Measures the gazetteer on a list with known positions, and prints the figures."""

import csv
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from places.gazetteer import Gazetteer, Outcome
from places.measuring import Columns, Judge, Verdict, distinct, shares
from places.models import PlaceKind
from places.outlines import regions

SHOWN = 50
WHICH: dict[str, Callable[[Verdict], bool]] = {
    "wrong": lambda row: row.answer is not None and not row.is_province_right,
    "confidently-wrong": lambda row: row.is_confidently_wrong,
    "ambiguous": lambda row: row.outcome == Outcome.AMBIGUOUS,
    "not-found": lambda row: row.outcome == Outcome.NOT_FOUND,
}


class Command(BaseCommand):
    """`manage.py geocode_report`"""

    help = (
        "Measure how often the gazetteer is right on FILE.csv, a list of names with their parents and true positions. "
        "The columns of UCDP GED are understood without options. Changes nothing. Districts are judged by the district "
        "outlines that were loaded (load_gazetteer --boundaries)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        plain = Columns()
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--name", default=plain.name, help="column of the place name")
        parser.add_argument(
            "--parents", help="columns of its parents, finest first; the last is taken for the province, the first of "
            f"several for the district (otherwise {','.join(plain.parents)})",
        )  # fmt: skip
        parser.add_argument("--country", default=plain.country, help="column of the country")
        parser.add_argument("--lat", default=plain.lat)
        parser.add_argument("--lon", default=plain.lon)
        parser.add_argument("--show", choices=WHICH, help="list such names too")

    def handle(self, *args: Any, **options: Any) -> None:
        given = [column for column in (options["parents"] or "").split(",") if column]
        parents = tuple(given) or Columns().parents
        columns = Columns(options["name"], parents, options["country"], options["lat"], options["lon"])
        needed = [columns.name, columns.lat, columns.lon, *given]
        judge = Judge(Gazetteer.load(), regions(PlaceKind.PROVINCE), regions(PlaceKind.DISTRICT))
        verdicts = [judge.judge(row, columns) for row in rows(options["file"], columns, needed)]
        self.print_shares("rows", verdicts)
        self.print_shares("distinct names", distinct(verdicts))
        if options["show"]:
            self.print_rows([row for row in distinct(verdicts) if WHICH[options["show"]](row)])

    def print_shares(self, what: str, verdicts: list[Verdict]) -> None:
        self.stdout.write(f"{len(verdicts):,} {what}")
        for title, (count, whole) in shares(verdicts).items():
            self.stdout.write(f"  {title:<38} {count:>6,} of {whole:>6,}  {count / max(whole, 1):7.2%}")

    def print_rows(self, verdicts: list[Verdict]) -> None:
        for row in verdicts[:SHOWN]:
            answer = f" → {row.answer.text}, {row.km_off:.0f} km off" if row.answer else ""
            self.stdout.write(f"  {row.text}{answer}")
        if len(verdicts) > SHOWN:
            self.stdout.write(f"  … and {len(verdicts) - SHOWN:,} more")


def rows(file: Path, columns: Columns, needed: list[str]) -> Iterator[dict[str, str]]:
    """Rows of the list that have a position; a second header line of HXL tags is passed over."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, restval="")
            if missing := [column for column in needed if column not in (reader.fieldnames or [])]:
                raise CommandError(f"{file.name} has no column {', '.join(missing)}: name yours, see --help.")
            for row in reader:
                lat, lon = row[columns.lat].strip(), row[columns.lon].strip()
                if lat and lon and not lat.startswith("#"):
                    yield _checked(row, lat, lon, f"{file.name}, line {reader.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as trouble:
        raise CommandError(f"{file.name} cannot be read: {trouble}.") from None


def _checked(row: dict[str, str], lat: str, lon: str, where: str) -> dict[str, str]:
    """The row, if its position is one."""
    try:
        is_position = isfinite(float(lat)) and isfinite(float(lon)) and abs(float(lat)) <= 90 and abs(float(lon)) <= 180
    except ValueError:
        is_position = False
    if not is_position:
        raise CommandError(f"{where}: “{lat}, {lon}” is not a position in degrees.")
    return row
