"""Writes a file with exactly the incidents of a filter: also the process that makes a reader's workbook or geofile."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from explore.exports import geofiles, streams, workbook
from explore.exports.records import Export
from explore.query import read
from explore.selection import Selection
from explore.snapshot.audience import Audience
from explore.snapshot.current import current
from explore.snapshot.files import Unsound
from explore.snapshot.opening import Snapshot
from explore.vocabulary import vocabulary

WRITERS = {"xlsx": workbook.write, "gpkg": geofiles.write_geopackage, "parquet": geofiles.write_parquet}
STREAMS = {"csv": streams.as_csv, "geojson": streams.as_geojson}


class Command(BaseCommand):
    """`manage.py write_export incidents.xlsx --filter 'group=isk-p&from=2017-01-01'`"""

    help = "Write the published incidents of a filter into a file; its ending says which format."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=f"ending in .{', .'.join([*STREAMS, *WRITERS])}")
        parser.add_argument("--filter", default="", help="as in the address of the Explore page")
        parser.add_argument("--site", default="", help="what addresses of incidents begin with: https://example.org")
        parser.add_argument("--snapshot", default="", help="the folder of a version; else the public's current one")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        kind = path.suffix.removeprefix(".")
        if kind not in {**STREAMS, **WRITERS}:
            raise CommandError(f"{path.name} ends in none of .{', .'.join([*STREAMS, *WRITERS])}.")
        snapshot = _snapshot(options["snapshot"])
        try:
            asked = parse_qs(options["filter"], keep_blank_values=True)
            export = Export(Selection(snapshot, read(asked, vocabulary(snapshot))), options["site"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        draft = path.with_name(f".{path.name}.part{path.suffix}")
        try:
            _write(export, draft, kind)
            draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)
        if options["verbosity"]:
            self.stdout.write(f"{export.number:,} incidents of version {snapshot.version} are in {path}.")


def _snapshot(name: str) -> Snapshot:
    if not name:
        return current.snapshot(Audience.PUBLIC)
    try:
        return Snapshot.open(Path(name))
    except Unsound as trouble:
        raise CommandError(f"There is no sound snapshot in {name}: {trouble}") from None


def _write(export: Export, path: Path, kind: str) -> None:
    if kind in STREAMS:
        with path.open("wb") as out:
            out.writelines(STREAMS[kind](export))
    else:
        WRITERS[kind](export, path)
