"""Typed readers of environment variables: a bad value stops the start with a sentence, never a guess."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
LEAST_SECRET = 50  # characters, as `manage.py check --deploy` asks
MAKE_ONE = "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


class Environment:
    """Reads settings from a mapping such as `os.environ`; every refusal names the variable and the remedy."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str, default: str = "") -> str:
        return self._values.get(name, "").strip() or default

    def secret(self, name: str, file: Path) -> str:
        """A secret from the environment, else from a private file that `make run` wrote."""
        value = self.text(name) or (file.read_text().strip() if file.is_file() else "")
        if not value:
            raise ImproperlyConfigured(f"{name} is not set: `make run` makes one; for a server: {MAKE_ONE}")
        if len(value) < LEAST_SECRET or len(set(value)) < 10:
            raise ImproperlyConfigured(f"{name} is too easy to guess: make one with {MAKE_ONE}")
        return value

    def hosts(self, name: str, default: str) -> list[str]:
        """Host names that the site answers to, never all of them."""
        hosts = self.words(name, default)
        if wrong := [host for host in hosts if host == "*" or "/" in host]:
            raise ImproperlyConfigured(f"{name} has {wrong[0]!r}: write host names such as watch.example.org.")
        return hosts

    def origins(self, name: str) -> list[str]:
        """Origins such as https://watch.example.org."""
        origins = self.words(name)
        for origin in origins:
            if not _is_web(parts := urlsplit(origin)) or parts.path not in {"", "/"}:
                raise ImproperlyConfigured(f"{name} has {origin!r}: write origins such as https://watch.example.org.")
        return [origin.rstrip("/") for origin in origins]

    def address(self, name: str) -> str:
        """The address of a web service, or empty."""
        value = self.text(name)
        if value and not _is_web(urlsplit(value)):
            raise ImproperlyConfigured(f"{name} is {value!r}: write an address such as https://nominatim.example.org.")
        return value

    def words(self, name: str, default: str = "") -> list[str]:
        """A comma-separated list."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.text(name).casefold()
        if not value:
            return default
        if value in TRUE | FALSE:
            return value in TRUE
        raise ImproperlyConfigured(f"{name} is {value!r}: write yes or no.")

    def integer(self, name: str, default: int, *, least: int, most: int) -> int:
        value = self.text(name)
        try:
            number = int(value) if value else default
        except ValueError:
            raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number.") from None
        if not least <= number <= most:
            raise ImproperlyConfigured(f"{name} is {number}: write a number from {least} to {most}.")
        return number

    def path(self, name: str, default: Path) -> Path:
        return Path(self.text(name, str(default))).expanduser().resolve()

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value not in allowed:
            raise ImproperlyConfigured(f"{name} is {value!r}: write one of {', '.join(allowed)}.")
        return value

    def redis(self, name: str, default: str) -> str:
        """The address of a Redis; a refusal never repeats it, as it may hold a password."""
        value = self.text(name, default)
        parts = urlsplit(value)
        where = {"unix": parts.path, "redis": parts.hostname, "rediss": parts.hostname}.get(parts.scheme)
        if not where:
            raise ImproperlyConfigured(
                f"{name} cannot be read: write redis://host:6379/0, rediss://… or unix:///folder/redis.sock."
            )
        _port(name, parts)
        return value

    def database(self, name: str, sqlite: Path) -> dict[str, Any]:
        """A Django database from `postgresql://user:password@host:port/name?option=value`; SQLite when unset."""
        url = self.text(name)
        return _postgresql(name, url) if url else _sqlite(sqlite)


def _sqlite(path: Path) -> dict[str, Any]:
    """SQLite for several processes: writers queue at BEGIN instead of failing half-way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(name: str, url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise ImproperlyConfigured(f"{name} cannot be read: write postgresql://user:password@host:port/database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(_port(name, parts) or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _port(name: str, parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise ImproperlyConfigured(f"{name} has a port that is not a number from 0 to 65535.") from None


def _is_web(parts: SplitResult) -> bool:
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def environment() -> Environment:
    """The process's environment over the lines of the file that ENV_FILE names, by default `.env` in the checkout."""
    file = BASE_DIR / os.environ.get("ENV_FILE", ".env")
    return Environment({**(_lines(file) if file.is_file() else {}), **os.environ})


def _lines(file: Path) -> dict[str, str]:
    """NAME=value lines; a value may stand in quotes, and lines that begin with # are comments."""
    lines = [line.strip() for line in file.read_text().splitlines()]
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    if wrong := [name for name, equals, _ in pairs if not equals]:
        raise ImproperlyConfigured(f"{file} has a line {wrong[0]!r}: write NAME=value.")
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}
