"""What a state folder needs before the site can start; every step says what it does and may be run twice."""

import hashlib

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.actions import make_missing_accounts
from incidents.models import Incident
from places.models import Place


def prepare() -> None:
    """Database, static files, gazetteer, demonstration data and accounts, each only where missing."""
    migrate()
    collect_static_files()
    load_data()
    make_accounts()


def migrate() -> None:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        say(f"Database: applying {len(waiting)} migrations …")
        call_command("migrate", verbosity=0)
    say("Database: ready")


def collect_static_files() -> None:
    """Copy and compress what the pages load, when the front-end build has changed."""
    manifest = settings.BASE_DIR / "static" / "dist" / "manifest.json"
    digest = hashlib.sha256(manifest.read_bytes()).hexdigest()
    stamp = settings.VAR_DIR / "static-stamp"
    if not (stamp.is_file() and stamp.read_text() == digest):
        say("Static files: collecting …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(digest)
    say("Static files: ready")


def load_data() -> None:
    """An empty database gets the gazetteer and the demonstration incidents."""
    if not Place.objects.exists():
        say("Gazetteer: loading …")
        call_command("load_gazetteer", commit=True, verbosity=0)
    say("Gazetteer: ready")
    if not Incident.objects.exists():
        say("Demonstration data: loading …")
        call_command("load_demo", verbosity=0)
    say("Incidents: ready")


def make_accounts() -> None:
    """Print the passwords of accounts just made; they are shown this once."""
    for account, password in make_missing_accounts().items():
        say(f"Account made: {account}, password {password} (shown this once)")
    say("Accounts: ready")


def say(line: str) -> None:
    print(f"  {line}", flush=True)  # noqa: T201
