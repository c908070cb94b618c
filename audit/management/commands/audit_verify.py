"""Proves that nothing of the history was changed, or names what was."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.verifying.points import Point
from audit.verifying.verification import Verification

WIDTH = 60  # of the progress line, so that what is written over it leaves nothing behind


class Command(BaseCommand):
    """`manage.py audit_verify`"""

    help = (
        "Go through all history and name each row that was edited, inserted, deleted or moved past the program. "
        "Writes nothing. The last line, SEQ:HASH, is worth noting where nobody who rules over this database can "
        "reach it: given back as --expect it proves that nothing up to there was rewritten or cut off."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--expect", type=_point, metavar="SEQ:HASH", help="the last line of an earlier run")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_quiet = options["verbosity"] == 0
        verification = Verification(noted=options["expect"], tell=self._show)
        problems = 0
        for sentence in verification.problems():
            problems += 1
            self._line(sentence)
        for table, number in verification.unrecorded.items():
            if number and not self.is_quiet:
                self._line(f"{table}: {number:,} rows never had any history (written in bulk); no problem.")
        self._line(f"{verification.last.seq:,} links, {problems:,} problems. The chain ends with")
        self.stdout.write(str(verification.last))
        if problems:
            raise CommandError("The history is not as it was written.")

    def _show(self, what: str, seen: int) -> None:
        """One line that is written over."""
        if not self.is_quiet:
            self.stdout.write(f"\r{f'{seen:,} {what} seen':{WIDTH}}", ending="")
            self.stdout.flush()

    def _line(self, words: str) -> None:
        self.stdout.write(words if self.is_quiet else f"\r{words:{WIDTH}}")


def _point(text: str) -> Point:
    try:
        return Point.read(text)
    except ValueError as refusal:
        raise ArgumentTypeError(str(refusal)) from None
