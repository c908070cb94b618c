"""`manage.py import_dataset FILE`: says what a dataset would bring and, with --commit, takes it in."""

import time
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from intake.actions import bring
from intake.crosswalks.crosswalk import Crosswalk
from intake.crosswalks.known import CROSSWALKS, UnknownFormat, crosswalk_for, format_named
from intake.importing.opening import open_for
from intake.importing.working import work
from intake.models import Import, ImportState, Stage
from intake.rehearsal import Rehearsal, rehearse
from intake.tables.table import Refused
from intake.telling import sums_in_words, told_of

SHOWN = 10
TURN_SECONDS = 5.0
LOOK_SECONDS = 0.5
FORMATS = f"whose columns they are: {', '.join(sorted(CROSSWALKS))}, or own:NAME, a mapping saved at the desk"


class Command(BaseCommand):
    help = (
        "Reads a dataset and says what it would bring: rows, kinds, precision, people, actors, what is refused and "
        "why, and columns that have no place here. With --commit its rows become draft incidents; broken off, it goes "
        "on where it was, by this command or by the site's worker."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV, XLSX or GeoJSON")
        parser.add_argument("--format", required=True, help=FORMATS)
        parser.add_argument("--release", default="", help="as its publisher numbers it, such as 22.1")
        parser.add_argument("--by", default="", help="the account of whoever answers for it; needed to commit")
        parser.add_argument("--commit", action="store_true", help="write; without it nothing is kept")

    def handle(self, *, file: Path, format: str, commit: bool, **options: Any) -> None:
        format = format_named(format)
        if commit:
            self._take_in(file, format, **options)
            return
        try:
            crosswalk = crosswalk_for(format)
            table = open_for(crosswalk, file)
        except UnknownFormat as refusal:
            raise CommandError(str(refusal)) from None
        except Refused as refusal:
            raise CommandError(f"{file.name}: {refusal}") from None
        self._say([*table.notes, *_told(rehearse(table.lines, crosswalk), crosswalk)])

    def _take_in(self, file: Path, format: str, *, by: str, release: str, **options: Any) -> None:
        user = User.objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError("Name the account of whoever answers for this import: --by NAME.")
        try:
            importing = bring(file, name=file.name, format=format, by=user, at=timezone.now(), release=release)
        except ValidationError as refusal:
            raise CommandError(f"{file.name}: {' '.join(refusal.messages)}") from None
        except PermissionDenied as refusal:
            raise CommandError(str(refusal)) from None
        self._watch(importing)

    def _watch(self, importing: Import) -> None:
        """Work until it has ended; while a worker of the site does so, look on."""
        try:
            while importing.is_unfinished and importing.state != ImportState.PAUSED:
                if not work(seconds=TURN_SECONDS, tell=self._progress):
                    time.sleep(LOOK_SECONDS)
                importing.refresh_from_db()
                self._progress(importing)
        except KeyboardInterrupt:
            raise CommandError(f"\nBroken off. The site's worker goes on with it ({importing}).") from None
        self.stderr.write("")
        self._say([*importing.notes, *told_of(importing)])
        if importing.state != ImportState.DONE:
            raise CommandError(importing.problem or f"The {importing} is {importing.get_state_display()}.")

    def _progress(self, importing: Import) -> None:
        stage = Stage(importing.stage).label
        self.stderr.write(f"\r{stage}: {importing.rows:,} rows", ending="")

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)


def _told(found: Rehearsal, crosswalk: Crosswalk) -> list[str]:
    dataset = crosswalk.dataset
    return [
        f"{dataset.title}, {dataset.publisher}, {dataset.licence}",
        f"{found.rows:,} rows: {found.read:,} read, {found.refused:,} refused",
        f"from {found.first or '–'} to {found.last or '–'}",
        f"kinds: {_most(found.kinds)}",
        f"known to: {_most(found.levels)}",
        *map(sums_in_words, found.sums, (sums.told for sums in found.sums.values()),
             (sums.kept for sums in found.sums.values())),
        *(f"{number:,} rows: {odd}" for odd, number in found.odd.items()),
        f"{len(found.actors):,} actors: {_most(found.actors)}",
        f"{len(found.lost):,} columns have no place here: {', '.join(sorted(found.lost)) or '–'}",
        *(f"row {number}: {reason}" for number, reason in found.reasons[:SHOWN]),
        *([f"… and {found.refused - SHOWN:,} more refused rows"] if found.refused > SHOWN else []),
        "A rehearsal: nothing was kept.",
    ]  # fmt: skip


def _most(counted: Any) -> str:
    shown = ", ".join(f"{name or 'nothing'} {number:,}" for name, number in counted.most_common(SHOWN))
    return shown + (", …" if len(counted) > SHOWN else "")
