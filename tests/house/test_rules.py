"""The rules of the house that a program can check: floors, migrations, deployment, addresses."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def test_an_app_imports_only_from_the_floors_below_it() -> None:
    answer = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert answer.returncode == 0, answer.stdout


@pytest.mark.django_db
def test_every_model_change_has_its_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_site_reached_over_tls_passes_the_deployment_check() -> None:
    answer = manage("check", "--deploy", "--fail-level", "WARNING", HTTPS="yes", BEHIND_PROXY="yes")

    assert answer.returncode == 0, answer.stderr
    assert "no issues (0 silenced)" in answer.stdout


def test_a_site_without_tls_fails_the_deployment_check() -> None:
    answer = manage("check", "--deploy", "--fail-level", "WARNING", HTTPS="no")

    assert answer.returncode != 0
    assert "SECURE_SSL_REDIRECT" in answer.stderr


def test_a_bad_setting_stops_the_start_with_a_sentence() -> None:
    answer = manage("check", LOCATE_EVERY_SECONDS="often")

    assert answer.returncode != 0
    assert answer.stderr.splitlines()[-1].endswith("LOCATE_EVERY_SECONDS is 'often': write a whole number.")


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, address)
        else:
            yield address, entry


def test_every_address_has_a_name() -> None:
    ours = [found for found in patterns(get_resolver()) if not found[0].startswith("admin/")]

    assert ours
    assert [address for address, pattern in ours if not pattern.name] == []


def test_every_record_and_desk_page_brings_its_style() -> None:
    pages = [path for path in (ROOT / "templates").rglob("*.html") if 'class="page ' in path.read_text()]

    assert len(pages) > 10
    assert [path.name for path in pages if '"desk/_script.html"' not in path.read_text()] == []
