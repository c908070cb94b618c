"""What a state folder needs before the site can start; every step says what it does and may be run twice."""

import hashlib
from argparse import ArgumentParser, BooleanOptionalAction
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.actions import make_first_accounts
from explore.snapshot.publishing import is_stale, refresh
from incidents.models import Incident
from places.models import Place


class Command(BaseCommand):
    """`manage.py prepare`"""

    help = "Database, static files, gazetteer, demonstration data and the first accounts, each only where missing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action=BooleanOptionalAction, default=settings.DEMO, help="load demonstration data when empty"
        )
        parser.add_argument(
            "--accounts", action=BooleanOptionalAction, default=True, help="make the first accounts, printing passwords"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._migrate()
        if settings.STATIC_ROOT.is_relative_to(settings.VAR_DIR):  # elsewhere it came with the image
            self._collect_static_files()
        self._load_gazetteer()
        if options["demo"]:
            self._load_demo()
        self._build_snapshot()
        if options["accounts"]:
            self._make_accounts()

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say(f"Database: applying {len(waiting)} migrations …")
            call_command("migrate", verbosity=0)
        self._say("Database: ready")

    def _collect_static_files(self) -> None:
        """Copy and compress what the pages load, when the front-end build or a package has changed."""
        manifest, stamp = settings.STATIC_ROOT / "staticfiles.json", settings.VAR_DIR / "static-stamp"
        digest = _digest(settings.BASE_DIR / "requirements.txt", *(settings.BASE_DIR / "static" / "dist").rglob("*"))
        if not (manifest.is_file() and stamp.is_file() and stamp.read_text() == digest):
            self._say("Static files: collecting …")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(digest)
        self._say("Static files: ready")

    def _load_gazetteer(self) -> None:
        if not Place.objects.exists():
            self._say("Gazetteer: loading …")
            call_command("load_gazetteer", commit=True, verbosity=0)
        self._say("Gazetteer: ready")

    def _load_demo(self) -> None:
        if not Incident.objects.exists():
            self._say("Demonstration data: loading …")
            call_command("load_demo", stdout=self.stdout)
        self._say("Incidents: ready")

    def _build_snapshot(self) -> None:
        if is_stale():
            self._say("Snapshot: building …")
            refresh()
        self._say("Snapshot: ready")

    def _make_accounts(self) -> None:
        """Print the passwords of accounts just made; they are shown this once."""
        for account, password in make_first_accounts().items():
            self._say(f"Account made: {account}, password {password} (shown this once)")
        self._say("Accounts: ready")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()


def _digest(*paths: Path) -> str:
    contents = (path.name.encode() + path.read_bytes() for path in sorted(paths) if path.is_file())
    return hashlib.sha256(b"\0".join(contents)).hexdigest()
