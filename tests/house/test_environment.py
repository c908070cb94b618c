"""Settings come from the environment through typed readers, all named in `.env.example`."""

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from khorasan_watch import env
from khorasan_watch.env import Environment

ROOT = Path(__file__).resolve().parents[2]
ANY_PATH = Path("/nowhere")
SECRET = "never write 0ne like this down, it is only a long example"
Reader = Callable[[Environment], Any]

REFUSED: dict[str, tuple[Reader, str, str]] = {
    "flag": (lambda e: e.flag("X"), "perhaps", "X is 'perhaps': write yes or no."),
    "word for a number": (lambda e: e.integer("X", 1, least=1, most=9), "ten", "X is 'ten': write a whole number."),
    "number too great": (lambda e: e.integer("X", 1, least=1, most=9), "10", "X is 10: write a number from 1 to 9."),
    "choice": (lambda e: e.choice("X", "a", ("a", "b")), "c", "X is 'c': write one of a, b."),
    "every host": (lambda e: e.hosts("X", "a"), "*", "X has '*': write host names"),
    "host with a path": (lambda e: e.hosts("X", "a"), "a.org/b", "X has 'a.org/b': write host names"),
    "origin without scheme": (lambda e: e.origins("X"), "a.org", "X has 'a.org': write origins"),
    "origin with a path": (lambda e: e.origins("X"), "https://a.org/b", "X has 'https://a.org/b': write origins"),
    "address": (lambda e: e.address("X"), "nominatim", "X is 'nominatim': write an address"),
    "short secret": (lambda e: e.secret("X", ANY_PATH), "short", "X is too easy to guess"),
    "repeated secret": (lambda e: e.secret("X", ANY_PATH), "ab" * 40, "X is too easy to guess"),
    "no secret": (lambda e: e.secret("X", ANY_PATH), "", "X is not set"),
    "Redis": (lambda e: e.redis("X", ""), "http://hush@h", "X cannot be read: write redis://"),
    "Redis port": (lambda e: e.redis("X", ""), "redis://hush@h:p", "X has a port that is not a number"),
    "database": (lambda e: e.database("X", ANY_PATH), "mysql://u:hush@h/n", "X cannot be read: write postgresql://"),
    "database name": (lambda e: e.database("X", ANY_PATH), "postgresql://u:hush@h/", "X cannot be read"),
    "database port": (lambda e: e.database("X", ANY_PATH), "postgresql://u:hush@h:p/n", "X has a port that is not"),
}


@pytest.mark.parametrize(("read", "value", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_bad_value_is_refused_by_name_and_with_a_remedy(read: Reader, value: str, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(Environment({"X": value}))

    assert str(refusal.value).startswith(sentence)
    assert "hush" not in str(refusal.value)


UNDERSTOOD: dict[str, tuple[Reader, str, Any]] = {
    "flag on": (lambda e: e.flag("X"), " Yes ", True),
    "flag off": (lambda e: e.flag("X", default=True), "0", False),
    "flag empty": (lambda e: e.flag("X", default=True), "", True),
    "number": (lambda e: e.integer("X", 1, least=1, most=9), " 9 ", 9),
    "words": (lambda e: e.words("X"), "a, b,,c ", ["a", "b", "c"]),
    "origins": (lambda e: e.origins("X"), "https://a.org/,http://b:81", ["https://a.org", "http://b:81"]),
    "secret": (lambda e: e.secret("X", ANY_PATH), SECRET, SECRET),
    "no address": (lambda e: e.address("X"), "", ""),
    "Redis by default": (lambda e: e.redis("X", "unix:///a b/s"), "", "unix:///a b/s"),
    "Redis over TLS": (lambda e: e.redis("X", ""), "rediss://:p@h:1/2", "rediss://:p@h:1/2"),
}


@pytest.mark.parametrize(("read", "value", "meaning"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_a_good_value_is_understood(read: Reader, value: str, meaning: Any) -> None:
    assert read(Environment({"X": value})) == meaning


def test_a_secret_is_read_from_its_file_unless_the_environment_has_one(tmp_path: Path) -> None:
    file = tmp_path / "secret-key"
    file.write_text(SECRET + "\n")

    assert Environment({}).secret("X", file) == SECRET
    assert Environment({"X": SECRET[::-1]}).secret("X", file) == SECRET[::-1]


def test_a_database_address_is_taken_apart() -> None:
    settings = Environment({"X": "postgresql://me:p%40ss@db:5433/watch?sslmode=require"}).database("X", ANY_PATH)

    wanted = {"NAME": "watch", "USER": "me", "PASSWORD": "p@ss", "HOST": "db", "PORT": "5433"}
    assert {name: settings[name] for name in wanted} == wanted
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_sqlite_writers_queue_instead_of_failing() -> None:
    options = Environment({}).database("X", Path("/a/b.sqlite3"))["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert {"journal_mode=WAL", "synchronous=FULL"} <= set(re.findall(r"\w+=\w+", options["init_command"]))


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings").write_text("# a comment\n\nPORT=1\nLOG_LEVEL = 'DEBUG'\n")
    monkeypatch.setenv("ENV_FILE", str(tmp_path / "settings"))
    monkeypatch.setenv("PORT", "2")

    assert env.environment().text("PORT") == "2"
    assert env.environment().text("LOG_LEVEL") == "DEBUG"


def test_a_line_that_sets_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings").write_text("PORT 8000\n")
    monkeypatch.setenv("ENV_FILE", str(tmp_path / "settings"))

    with pytest.raises(ImproperlyConfigured, match="write NAME=value"):
        env.environment()


def read_by_the_site() -> set[str]:
    """Names that the code reads: the first argument of `env.<reader>("NAME", …)` and of `os.environ.get("NAME", …)`."""
    calls = [
        node
        for file in (ROOT / "khorasan_watch").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) in {"env", "os.environ"}
    ]
    names = {ast.literal_eval(call.args[0]) for call in calls if isinstance(call.args[0], ast.Constant)}
    return names - {"DJANGO_SETTINGS_MODULE"}


def read_by_compose() -> set[str]:
    return set(re.findall(r"(?<!\$)\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))


def test_the_example_names_every_variable_that_is_read_and_no_other() -> None:
    named = re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert len(named) == len(set(named))
    assert set(named) == read_by_the_site() | read_by_compose()


def test_only_the_readers_look_into_the_environment() -> None:
    """A setting read elsewhere would be neither checked nor named."""
    apps = ("audit", "accounts", "sources", "places", "groups", "incidents", "explore", "khorasan_watch")
    files = [file for app in apps for file in (ROOT / app).rglob("*.py")]
    looking = {str(file.relative_to(ROOT)) for file in files if re.search(r"os\.(environ|getenv)", file.read_text())}

    assert looking == {f"khorasan_watch/{name}.py" for name in ("celery", "env", "launch", "supervisor", "wsgi")}


