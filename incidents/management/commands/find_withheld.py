"""Looks for withheld names in everything that is published; changes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from incidents.finding import START, Cursor, Find, everything_read, search

AT_ONCE = 500
WIDTH, LINE = 30, 78  # of the progress bar and of all that is written beside it


class Command(BaseCommand):
    """`manage.py find_withheld`"""

    help = (
        "Looks for withheld names in everything that readers may see, for instance after names were added to the list, "
        "and says which records are to be corrected or withdrawn. It prints no name, changes nothing, and may be "
        "broken off and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at-once", type=int, default=AT_ONCE, metavar="ROWS", help="how many are read at a time")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_quiet, self.total = options["verbosity"] == 0, sum(rows.count() for rows in everything_read())
        self.read = self.found = 0
        onwards: Cursor | None = START
        try:
            while onwards:
                stretch = search(onwards, most=max(1, options["at_once"]))
                onwards, self.read = stretch.onwards, self.read + stretch.read
                self._tell(stretch.finds)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        except KeyboardInterrupt:
            raise CommandError(f"Broken off after {self.read:,} of {self.total:,} records.") from None
        self._wipe()
        self.stdout.write(f"{self.found:,} of {self.read:,} records hold a withheld name.")

    def _tell(self, finds: tuple[Find, ...]) -> None:
        self.found += len(finds)
        for find in finds:
            self._wipe()
            self.stdout.write(f"{find.record}: {' '.join(find.told)}")
        share = min(1.0, self.read / max(1, self.total))
        bar = "█" * int(share * WIDTH) + "░" * (WIDTH - int(share * WIDTH))
        self._show(f"{bar} {share:4.0%}  {self.read:,} of {self.total:,} records ")

    def _wipe(self) -> None:
        self._show(" " * LINE + "\r")

    def _show(self, words: str) -> None:
        """Write over the one line of the progress bar."""
        if not self.is_quiet:
            self.stderr.write(f"\r{words}", ending="")
            self.stderr.flush()
