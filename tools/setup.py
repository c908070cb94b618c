"""Makes a checkout runnable with nothing but Python: environment, pinned packages, front-end build, test programs.

Standard library only, as it runs before anything is installed. Each step is skipped when its stamp says that nothing
it depends on has changed, so a second start costs milliseconds.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / "stamps"
FRONT_END = ("package.json", "package-lock.json", "vite.config.ts", "tsconfig.json", "static/src", "fixtures/*.geojson")
LEAST_PYTHON = (3, 11)
POSTGRESQL = "postgresql"
CHROMIUM = "chromium"
DEBIAN_PACKAGES = (POSTGRESQL, CHROMIUM, "fonts-noto-core")


def main(purpose: str) -> None:
    """Prepare for "run" or for "test"."""
    if sys.version_info < LEAST_PYTHON:
        sys.exit("Khorasan Watch needs Python 3.11 or newer: set PYTHON, for example `make run PYTHON=python3.12`.")
    requirements = "requirements.txt" if purpose == "run" else "requirements-dev.txt"
    step("Python environment", "venv", [sys.version], make_environment)
    step("Python packages", requirements, contents(["requirements*.txt"]), lambda: install(requirements))
    step("JavaScript packages", "npm", contents(["package-lock.json"]), install_front_end)
    step("Front end", "front-end", contents(FRONT_END), build_front_end)
    if purpose == "test":
        ensure_test_programs()


def step(title: str, stamp: str, inputs: Iterable[str], work: Callable[[], None]) -> None:
    """Do `work` unless its stamp already carries the digest of its inputs; one line of progress either way."""
    digest = hashlib.sha256("\0".join(inputs).encode()).hexdigest()
    mark = STAMPS / stamp
    if mark.is_file() and mark.read_text() == digest:
        say(f"{title}: ready")
        return
    say(f"{title}: preparing …")
    started = time.monotonic()
    work()
    STAMPS.mkdir(parents=True, exist_ok=True)
    mark.write_text(digest)
    say(f"{title}: done in {time.monotonic() - started:.0f} s")


def make_environment() -> None:
    if not (BIN / "python").exists():
        venv.create(VENV, with_pip=True)


def install(requirements: str) -> None:
    run(str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements)


def install_front_end() -> None:
    run(str(BIN / "npm"), "ci", "--no-audit", "--no-fund", "--loglevel=error")


def build_front_end() -> None:
    run(str(BIN / "npm"), "run", "--silent", "build")


def ensure_test_programs() -> None:
    """PostgreSQL and Chromium: install them where this account may, else stop with the command to type."""
    missing = [name for name, is_here in ((POSTGRESQL, has_postgresql()), (CHROMIUM, has_chromium())) if not is_here]
    if not missing:
        say("PostgreSQL and Chromium: ready")
        return
    say(f"{' and '.join(missing)}: preparing …")
    privilege = [] if os.geteuid() == 0 else ["sudo", "-n"]
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN_PACKAGES]
    try:
        run(*privilege, "apt-get", "update", "-qq")
        run(*privilege, "env", "DEBIAN_FRONTEND=noninteractive", *command, quiet=True)
    except (OSError, subprocess.CalledProcessError):
        sys.exit(f"The tests need {' and '.join(missing)}. Type: sudo {' '.join(command)}")


def has_postgresql() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None


def has_chromium() -> bool:
    return any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))


def contents(patterns: Iterable[str]) -> list[str]:
    """The names and contents of the files that the patterns (files, folders, globs) stand for."""
    found = sorted({path for pattern in patterns for path in ROOT.glob(pattern)})
    files = [file for path in found for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return [f"{file}:{hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files if file.is_file()]


def run(*command: str, quiet: bool = False) -> None:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    output = subprocess.DEVNULL if quiet else None
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "PATH": path}, stdout=output)


def say(line: str) -> None:
    print(f"  {line}", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except subprocess.CalledProcessError as failure:
        sys.exit(f"Setting up stopped: `{' '.join(failure.cmd)}` failed. Mend what it says above and start again.")
    except KeyboardInterrupt:
        sys.exit("Stopped. Start again to go on from here.")
