"""Reads a list of actors that others publish; rehearses unless told to commit, and may be run again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from audit.changing import changing
from groups.lists.loading import Outcome, load
from groups.lists.reading import FORMATS, read
from groups.lists.rows import Listing
from groups.models import Finding, ListedActor, ListedState

WIDTH, LINE = 30, 78  # of the progress bar and of all that is written beside it
KEPT = "Kept. Nothing is decided yet: that is done row by row under Desk → Lists of actors."
REHEARSED = "A rehearsal: nothing was kept. Add --commit to keep it."


class Command(BaseCommand):
    """`manage.py load_actors FILE`"""

    help = (
        "Keeps the rows of a list of actors (the UCDP Actor Dataset, or a CSV with a column “name”) as proposals, each "
        "beside the groups it may be. No group, name, id or tie changes until a person decides at the desk. Rehearses "
        "unless --commit is given; a newer version of a list says what changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV in UTF-8")
        parser.add_argument("--format", choices=FORMATS, default="", help="otherwise its columns tell")
        parser.add_argument("--list", default="", dest="name", help="what a CSV's list is called; else the file's name")
        parser.add_argument("--list-version", default="", dest="list_version", help="the version of a CSV's list")
        parser.add_argument("--commit", action="store_true", help="write; without it nothing is kept")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_quiet = options["verbosity"] == 0
        try:
            listing = read(
                options["file"], format=options["format"], name=options["name"], version=options["list_version"]
            )
            outcome, findings = self.load(listing, is_kept=options["commit"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        except KeyboardInterrupt:
            raise CommandError("Broken off; nothing was kept. Run it again when you like.") from None
        self.report(listing, outcome, findings, is_kept=options["commit"])

    def load(self, listing: Listing, *, is_kept: bool) -> tuple[Outcome, dict[str, int]]:
        with changing(by=None, reason=f"{listing.name} {listing.version}".strip()):
            outcome = load(listing, tell=self.tell)
            findings = found_in(listing.name)
            transaction.set_rollback(not is_kept)
        self.show(" " * LINE + "\r")
        return outcome, findings

    def tell(self, done: int, of: int) -> None:
        filled = done * WIDTH // max(1, of)
        self.show(f"{'█' * filled}{'░' * (WIDTH - filled)} {done / max(1, of):4.0%}  {done:,} of {of:,} actors ")

    def show(self, words: str) -> None:
        """Write over the one line of the progress bar."""
        if not self.is_quiet:
            self.stderr.write(f"\r{words}", ending="")
            self.stderr.flush()

    def report(self, listing: Listing, outcome: Outcome, findings: dict[str, int], *, is_kept: bool) -> None:
        if self.is_quiet:
            return
        self.stdout.write(f"{listing.name} {listing.version}: {outcome.rows:,} actors".replace(" :", ":"))
        for line in (*listing.warnings, *outcome.lines):
            self.stdout.write(f"  {line}")
        self.stdout.write(
            f"  new: {outcome.new:,}; changed: {outcome.changed:,}; as before: {outcome.same:,}; "
            f"left out: {outcome.left_out:,}; no longer listed: {outcome.gone:,}"
        )
        for what, number in findings.items():
            self.stdout.write(f"  {what}: {number:,}")
        self.stdout.write(KEPT if is_kept else REHEARSED)


def found_in(dataset: str) -> dict[str, int]:
    """How the rows of a list stand; the numbers add up to all of them."""
    listed = ListedActor.objects.filter(dataset=dataset)
    to_decide = {f"to decide, {each.label}": listed.undecided().filter(finding=each).count() for each in Finding}
    decided = [state for state in ListedState if state != ListedState.PROPOSED]
    return to_decide | {str(state.label): listed.filter(state=state).count() for state in decided}
