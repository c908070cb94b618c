"""Fills an empty database with the demonstration."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from incidents.demo.loading import has_other_incidents, is_loaded, load
from incidents.demo.places import GazetteerMissing, missing_provinces


class Command(BaseCommand):
    """`manage.py load_demo`"""

    help = (
        "Loads the demonstration, the founding article's facts, as published records. It does so at once, without a "
        "rehearsal: all or nothing, and a second run changes nothing. It refuses to mix with incidents of your own "
        "unless told --force. A missing gazetteer is loaded first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="load even beside other incidents")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_quiet = options["verbosity"] == 0
        if is_loaded():
            self._say("The demonstration is loaded already; nothing was changed.\n")
            return
        if has_other_incidents() and not options["force"]:
            raise CommandError(
                "This database holds incidents of its own. Load the demonstration into an empty one (set VAR_DIR or "
                "DATABASE_URL), or add --force to mix the two."
            )
        if missing_provinces():
            call_command("load_gazetteer", commit=True, verbosity=options["verbosity"], stdout=self.stdout)
        self._say("Demonstration:")
        try:
            load(tell=lambda noun, number: self._say(f" {number} {noun}"))
        except GazetteerMissing as missing:
            raise CommandError(f"{missing} Run `manage.py load_gazetteer --commit` and try again.") from None
        self._say("\n")

    def _say(self, words: str) -> None:
        """Write at once and on the same line, so that progress is seen while it is made."""
        if not self.is_quiet:
            self.stdout.write(words, ending="")
            self.stdout.flush()
