"""Writes a file with exactly the incidents of a filter: also the process that makes a reader's workbook or geofile."""

import os
import sys
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from explore.exports import geofiles, workbook
from explore.exports.records import Export
from explore.exports.streams import STREAMS
from explore.query import read
from explore.rows import ADDRESS_OF
from explore.selection import Selection
from explore.snapshot.audience import Audience
from explore.snapshot.current import current
from explore.snapshot.files import Unsound
from explore.snapshot.opening import Snapshot
from explore.vocabulary import vocabulary

WRITERS = {"xlsx": workbook.write, **geofiles.WRITERS}
FORMATS = (*STREAMS, *WRITERS)
FROM_INPUT = "-"
NICENESS = 5  # readers of pages come first


class Command(BaseCommand):
    """`manage.py write_export incidents.xlsx --filter 'group=isk-p&from=2017-01-01'`"""

    help = "Write the published incidents of a filter into a file; its ending says which format."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=f"ending in .{', .'.join(FORMATS)}")
        parser.add_argument("--filter", default="", help="as in the address of the Explore page; - reads it from input")
        parser.add_argument("--incident", default="", help=f"address of an incident, with {ADDRESS_OF} for its id")
        parser.add_argument("--snapshot", default="", help="the folder of a version; else the public's current one")
        parser.add_argument("--attended", action="store_true", help="tell progress, and end when the input ends")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        kind = path.suffix.removeprefix(".")
        if kind not in FORMATS:
            raise CommandError(f"{path.name} ends in none of .{', .'.join(FORMATS)}.")
        asked = sys.stdin.readline().strip() if options["filter"] == FROM_INPUT else options["filter"]
        if options["attended"]:
            attend()
        export = self._export(asked, options)
        draft = path.with_name(f".{path.name}.part{path.suffix}")
        try:
            _write(export, draft, kind)
            draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)
        if options["verbosity"]:
            self.stdout.write(f"{export.number:,} incidents of version {export.about['data_version']} are in {path}.")

    def _export(self, asked: str, options: dict[str, Any]) -> Export:
        snapshot = _snapshot(options["snapshot"])
        try:
            chosen = read(parse_qs(asked, keep_blank_values=True), vocabulary(snapshot))
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        incident = options["incident"] or reverse("incidents:detail", args=[ADDRESS_OF])
        more = {"told": self._tell} if options["attended"] else {}
        return Export(Selection(snapshot, chosen), asked, incident, **more)

    def _tell(self, done: int) -> None:
        self.stdout.write(str(done))
        self.stdout.flush()


def attend() -> None:
    """Give way to others, and do not outlive who asked: when they are gone, even by `kill -9`, the input ends."""
    os.nice(NICENESS)
    threading.Thread(target=_end_with_input, daemon=True).start()


def _end_with_input() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


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
