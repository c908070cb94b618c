"""Typed readers of environment variables: a bad value stops the start with a sentence, never a guess."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

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
            raise ImproperlyConfigured(f"{name} is not set: `make run` makes one; a server needs its own, kept secret.")
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
    try:
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(f"{name} has a port that is not a number.") from None
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise ImproperlyConfigured(f"{name} cannot be read: write postgresql://user:password@host:port/database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
