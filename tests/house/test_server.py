"""The files that describe a server are well-formed, keep no secret and watch over every part."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
LASTING = sorted(set(SERVICES) - {"setup"})

TOOLS = {
    "compose specification": ("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"),
    "Dockerfile": ("hadolint", "Dockerfile"),
    "YAML": ("yamllint", "--strict", "docker-compose.yml", ".hadolint.yaml", ".yamllint"),
}


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS)
def test_the_checkers_find_nothing(command: tuple[str, ...]) -> None:
    program = Path(sys.executable).parent / command[0]
    answer = subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_server_has_all_its_parts() -> None:
    assert set(SERVICES) == {"database", "redis", "setup", "web", "worker", "publisher", "beat"}


@pytest.mark.parametrize("name", LASTING)
def test_each_lasting_part_is_watched_and_started_again(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["web", "worker", "publisher", "beat"])
def test_the_site_waits_for_healthy_services_and_a_finished_setup(name: str) -> None:
    waits = {part: wait["condition"] for part, wait in SERVICES[name]["depends_on"].items()}

    assert waits == {
        "database": "service_healthy", "redis": "service_healthy", "setup": "service_completed_successfully",
    }


@pytest.mark.parametrize("name", ["setup", "web", "worker", "publisher", "beat"])
def test_the_site_can_write_to_its_state_and_nothing_else(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["volumes"] == ["state:/var/lib/khorasan-watch"]


def test_all_state_is_in_named_volumes() -> None:
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}

    assert used == set(COMPOSE["volumes"])


def test_the_database_and_redis_are_not_reachable_from_outside() -> None:
    for name in ("database", "redis"):
        assert SERVICES[name]["networks"] == ["inside"]
        assert "ports" not in SERVICES[name]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_no_secret_has_a_default() -> None:
    """Each use is `${NAME:?message}`, which stops compose when it is not set; only former secrets may be none."""
    text = (ROOT / "docker-compose.yml").read_text()
    found = re.findall(r"(?<!\$)\$\{(\w*(?:SECRET|PASSWORD)\w*)([^}]*)\}", text)
    uses = [(name, rest) for name, rest in found if (name, rest) != ("SECRET_KEY_FALLBACKS", ":-")]

    assert {name for name, _ in uses} == {"SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"}
    assert all(rest.startswith(":?") and len(rest) > len(":?") for _, rest in uses)


@pytest.mark.parametrize("name", ["SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"])
def test_the_example_gives_no_secret_away(name: str) -> None:
    assert f"\n{name}=\n" in (ROOT / ".env.example").read_text()


def test_the_image_runs_as_an_account_without_rights() -> None:
    users = re.findall(r"^USER (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert users == ["10001:10001"]


def test_every_package_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [line.partition("#")[0].strip() for line in (ROOT / name).read_text().splitlines()]
        pins = [line for line in lines if line and not line.startswith("-r ")]
        assert [line for line in pins if not re.match(r"[\w.-]+==[\w.]+( *;|$)", line)] == []
