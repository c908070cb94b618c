"""`make run`: prepare the state folder, then keep web, worker, beat and a private Redis running together."""

import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from django.core.exceptions import ImproperlyConfigured

from khorasan_watch import supervisor
from khorasan_watch.env import BASE_DIR, Environment, environment

PATIENCE_SECONDS = 60


def main() -> int:
    """Prepare, start, and wait; the answer is the exit status."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khorasan_watch.settings")
    env = environment()
    port = env.integer("PORT", 8000, least=1, most=65535)
    folder = make_state_folder(env)
    lock = hold(folder)
    refuse_a_taken_port(port)
    make_secret_key(folder, env)
    commands = supervisor.commands(port)  # reads the settings: a bad value is refused here, before anything starts
    prepare()
    threading.Thread(target=announce, args=(port,), daemon=True).start()
    status = supervisor.run(commands)
    os.close(lock)
    return status


def make_state_folder(env: Environment) -> Path:
    folder = env.path("VAR_DIR", BASE_DIR / "var")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as trouble:
        raise ImproperlyConfigured(f"VAR_DIR {folder} cannot be made: {trouble.strerror}.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"VAR_DIR {folder} may not be written to by this account: choose another folder.")
    return folder


def hold(folder: Path) -> int:
    """A lock on the state folder, so that two starts never share a database file and a Redis; ends with the process."""
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(f"Khorasan Watch is running already with its state in {folder}: stop it first, or set VAR_DIR.")
    return lock


def refuse_a_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            sys.exit(f"Port {port} may not be used by this account. Choose one above 1023: make run PORT=8000")
        except OSError:
            sys.exit(f"Port {port} is taken. Choose another: make run PORT={port % 65535 + 1}")


def make_secret_key(folder: Path, env: Environment) -> None:
    """A secret of this installation, readable by this account alone."""
    file = folder / "secret-key"
    if not env.text("SECRET_KEY") and not file.exists():
        draft = folder / "secret-key.new"
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(64))
        draft.rename(file)


def prepare() -> None:
    """In a process of its own, as this one has no use for Django; out of reach of Ctrl-C, which ends it through us."""
    command = [sys.executable, "manage.py", "prepare"]
    subprocess.run(command, cwd=BASE_DIR, check=True, start_new_session=True)  # noqa: S603


def announce(port: int) -> None:
    """Say where the dashboard is as soon as it answers."""
    if any(answers(port) for _ in ticks(PATIENCE_SECONDS)):
        print(f"\n  Khorasan Watch is at http://127.0.0.1:{port} (Ctrl-C stops it)\n", flush=True)  # noqa: T201


def answers(port: int) -> bool:
    direct = build_opener(ProxyHandler({}))
    try:
        with direct.open(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def ticks(seconds: int) -> Iterator[None]:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        yield
        time.sleep(0.1)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ImproperlyConfigured as refusal:
        sys.exit(str(refusal))
    except subprocess.CalledProcessError:
        sys.exit("The start stopped here. Mend what it says above and start again.")
    except KeyboardInterrupt:
        sys.exit("Stopped. Start again to go on from here.")
