"""Builds the snapshots that the site answers from, as the worker does when something has changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from explore.models import Change, Noun, Publication
from explore.snapshot.publishing import refresh


class Command(BaseCommand):
    """`manage.py build_snapshot`"""

    help = "Bring what readers see up to date; --whole reads everything anew. May be run at any time, and twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--whole", action="store_true", help="read everything anew, not only what has changed")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["whole"]:
            Change.objects.create(noun=Noun.EVERYTHING, key=0)
        is_built = refresh()
        told = "Built." if is_built else "Nothing to do, or a worker is at it."
        self.stdout.write(f"{told} Current versions: {Publication.objects.get()}.")
