"""Fills a database of its own with synthetic incidents, for trying the site at size."""

from argparse import ArgumentParser, ArgumentTypeError
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from incidents.models import Incident
from incidents.synthetic.making import NotSynthetic, begun, write
from incidents.synthetic.run import CHUNK, AnotherRun, Run
from places.models import Place

WIDTH = 30  # of the progress bar
ELSEWHERE = "Each run belongs in a database of its own: set VAR_DIR or DATABASE_URL to a new one."


class Command(BaseCommand):
    """`manage.py make_synthetic`"""

    help = (
        "Write clearly marked synthetic incidents into a database of their own: the same for the same numbers and "
        "gazetteer. It refuses a database that holds anything else. Broken off and run again it goes on where it was; "
        "once all are there it does nothing. A missing gazetteer is loaded first. No history is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--incidents", type=_number(least=1), required=True, metavar="N", help="how many")
        parser.add_argument("--seed", type=_number(least=0), default=1, metavar="S", help="another gives others")
        parser.add_argument("--chunk", type=_number(least=1), default=CHUNK, help="how many in one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_quiet = options["verbosity"] == 0
        self._prepare(options)
        try:
            run = begun(Run(options["incidents"], options["seed"], options["chunk"]))
            if run.is_done:
                self._say(f"All {run.incidents:,} incidents are there already; nothing was changed.\n")
                return
            self._write(run)
        except NotSynthetic as found:
            raise CommandError(f"This database holds {found} that are not synthetic. {ELSEWHERE}") from None
        except AnotherRun as found:
            raise CommandError(f"{found} {ELSEWHERE}") from None

    def _prepare(self, options: dict[str, Any]) -> None:
        if Incident._meta.db_table not in connection.introspection.table_names():
            raise CommandError("This database has no tables yet: run `manage.py migrate` first.")
        if not Place.objects.exists():
            self._say("Loading the gazetteer …\n")
            call_command("load_gazetteer", commit=True, verbosity=0)

    def _write(self, run: Run) -> None:
        before, self.started = run.written, monotonic()
        try:
            run = write(run, tell=lambda run: self._show(run, before))
        except KeyboardInterrupt:
            self._say("\n")
            raise CommandError("Broken off. Run the same command again to go on after the last whole chunk.") from None
        seconds = monotonic() - self.started
        self._say(f"\n{run.written - before:,} synthetic incidents in {seconds:.0f} seconds.\n")

    def _show(self, run: Run, before: int) -> None:
        """One line that is written over, with the time that is left at this speed."""
        share = run.written / run.incidents
        left = (monotonic() - self.started) * (run.incidents - run.written) / (run.written - before)
        bar = "█" * int(share * WIDTH) + "░" * (WIDTH - int(share * WIDTH))
        minutes = f"{int(left) // 60}:{int(left) % 60:02} left"
        self._say(f"\r{bar} {share:4.0%}  {run.written:,} of {run.incidents:,} incidents, {minutes} ")

    def _say(self, words: str) -> None:
        if not self.is_quiet:
            self.stdout.write(words, ending="")
            self.stdout.flush()


def _number(*, least: int) -> Any:
    def read(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise ArgumentTypeError(f"“{text}” is not a whole number from {least} on.")
        return int(text)

    return read
