"""Fills the gazetteer; rehearses unless told to commit, and may be run again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from audit.changing import changing
from places.loading.districts import Origin, load_districts
from places.loading.divisions import load_divisions
from places.loading.geonames import cached_towns, read_dump
from places.loading.settlements import hang_on_districts, load_towns
from places.loading.shelf import Shelf
from places.loading.units import load_units


class Command(BaseCommand):
    """Countries, provinces and towns; with --geonames or --boundaries, what a user brings."""

    help = "Load the gazetteer of Afghanistan and Pakistan. Rehearses unless --commit is given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--commit", action="store_true", help="write; without it nothing is kept")
        parser.add_argument("--geonames", type=Path, metavar="AF.txt", help="a GeoNames country dump")
        parser.add_argument("--boundaries", type=Path, metavar="FILE", help="GeoJSON or TopoJSON outlines")
        parser.add_argument("--level", choices=["district"], help="what the outlines of --boundaries are")
        parser.add_argument("--name", default="", help="the property that holds an outline's name")
        parser.add_argument("--source", default="", help="who made the file, as it is to be cited")
        parser.add_argument("--licence", default="", help="under which licence")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["boundaries"] and not options["level"]:
            raise CommandError("Say what the outlines are: --level district.")
        try:
            with changing(by=None, reason="gazetteer"):
                shelf = self.load(options)
                transaction.set_rollback(not options["commit"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.report(shelf, is_kept=options["commit"], is_quiet=options["verbosity"] == 0)

    def load(self, options: dict[str, Any]) -> Shelf:
        shelf = Shelf()
        self.say("Countries and provinces …", options)
        load_units(shelf)
        self.say("Towns …", options)
        load_towns(shelf, cached_towns())
        if options["geonames"]:
            self.say(f"GeoNames dump {options['geonames'].name} …", options)
            features = read_dump(options["geonames"])
            load_divisions(shelf, features)
            load_towns(shelf, features)
        if options["boundaries"]:
            file = options["boundaries"]
            self.say(f"Outlines of {file.name} …", options)
            origin = Origin(options["source"] or file.name, options["licence"] or "not stated")
            load_districts(shelf, file, origin, name_property=options["name"])
        hang_on_districts(shelf)
        return shelf

    def say(self, line: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(line)

    def report(self, shelf: Shelf, *, is_kept: bool, is_quiet: bool) -> None:
        if is_quiet:
            return
        for what, number in sorted(shelf.count.items()):
            if number:
                self.stdout.write(f"  {what}: {number:,}")
        self.stdout.write("Kept." if is_kept else "A rehearsal: nothing was kept. Add --commit to keep it.")
