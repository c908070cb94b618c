"""`make run`: prepare the state folder, then keep web, worker, beat and a private Redis running together."""

import os
import secrets
import socket
import sys
import threading
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import django

PATIENCE_SECONDS = 60
GREATEST_PORT = 65535


def main() -> int:
    """Prepare, start, and wait; the answer is the exit status."""
    port = read_port()
    refuse_a_taken_port(port)
    make_secret_key()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khorasan_watch.settings")
    django.setup()
    import_module("khorasan_watch.preparation").prepare()
    threading.Thread(target=announce, args=(port,), daemon=True).start()
    status: int = import_module("khorasan_watch.supervisor").run(port)
    return status


def read_port() -> int:
    text = os.environ.get("PORT", "").strip() or "8000"
    if not text.isdigit() or not 1 <= int(text) <= GREATEST_PORT:
        sys.exit(f"PORT is “{text}”: write a number from 1 to {GREATEST_PORT}.")
    return int(text)


def refuse_a_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(f"Port {port} is taken. Choose another: PORT={port % GREATEST_PORT + 1} make run")


def make_secret_key() -> None:
    """A secret of this installation, readable by this account alone."""
    folder = Path(os.environ.get("VAR_DIR", "").strip() or "var").resolve()
    os.environ["VAR_DIR"] = str(folder)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "secret-key"
    if not file.exists() and not os.environ.get("SECRET_KEY"):
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(64))


def announce(port: int) -> None:
    """Say where the dashboard is as soon as it answers."""
    if any(answers(port) for _ in ticks(PATIENCE_SECONDS)):
        print(f"\n  Khorasan Watch is at http://127.0.0.1:{port} (Ctrl-C stops it)\n", flush=True)  # noqa: T201


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ticks(seconds: int) -> Iterator[None]:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        yield
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
