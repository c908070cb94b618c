"""Fills an empty database with the demonstration."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from incidents.demo.loading import has_other_incidents, is_loaded, load
from incidents.demo.places import GazetteerMissing, missing_provinces
from incidents.models import Incident


class Command(BaseCommand):
    """`manage.py load_demo`"""

    help = (
        "Loads the demonstration, the founding article's facts, as published records. It does so at once, without a "
        "rehearsal: all or nothing, and a second run changes nothing. It refuses to mix with incidents of your own "
        "unless told --force. A missing gazetteer is loaded first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="load even beside other incidents")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is any incident already")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Incident.objects.exists():
            return
        if is_loaded():
            self.stdout.write("The demonstration is loaded already; nothing was changed.")
            return
        if has_other_incidents() and not options["force"]:
            raise CommandError(
                "This database holds incidents of its own. Load the demonstration into an empty one (set VAR_DIR or "
                "DATABASE_URL), or add --force to mix the two."
            )
        if missing_provinces():
            call_command("load_gazetteer", "--commit", stdout=self.stdout)
        self.stdout.write("Demonstration:", ending="")
        try:
            load(tell=self._tell)
        except GazetteerMissing as missing:
            raise CommandError(f"{missing} Run `manage.py load_gazetteer --commit` and try again.") from None
        self.stdout.write("")

    def _tell(self, noun: str, number: int) -> None:
        self.stdout.write(f" {number} {noun}", ending="")
        self.stdout.flush()
