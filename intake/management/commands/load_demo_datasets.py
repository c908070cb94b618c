"""`manage.py load_demo_datasets FILE …`: adds open datasets to the demonstration, published."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.demo.loading import is_loaded
from intake.demo import load
from intake.models import Import
from intake.telling import told_of


class Command(BaseCommand):
    help = (
        "Takes files of UCDP GED into the demonstration and publishes them, so that there is a whole map to try. The "
        "groups they name are entered too. A second run changes nothing. Only beside the demonstration: on your own "
        "site a person reviews what a file brings."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", help="CSV, XLSX or GeoJSON")
        parser.add_argument("--release", default="", help="as UCDP numbers it, such as 22.1")

    def handle(self, *, files: list[Path], release: str, **options: Any) -> None:
        if not is_loaded():
            raise CommandError("Load the demonstration first: manage.py load_demo.")
        for file in files:
            try:
                importing = load(file, release=release, at=timezone.now(), tell=self._progress)
            except ValidationError as refusal:
                raise CommandError(f"{file}: {' '.join(refusal.messages)}") from None
            self.stderr.write("")
            for line in [*importing.notes, *told_of(importing)]:
                self.stdout.write(line)

    def _progress(self, importing: Import) -> None:
        self.stderr.write(f"\r{importing.get_stage_display()}: {importing.rows:,} rows", ending="")
