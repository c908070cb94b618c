"""Programs of the operating system that the tests need: where they are, and how to get them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

POSTGRESQL_FOLDERS = (Path("/usr/lib/postgresql"), Path("/opt/homebrew/opt"), Path("/usr/local/opt"))
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
DEBIAN_NAMES = {
    "PostgreSQL": ["postgresql"], "Chromium": ["chromium-headless-shell", "fonts-noto-core"], "venv": ["python3-venv"],
}  # fmt: skip
MACOS_NAMES = {"PostgreSQL": "postgresql", "Chromium": "--cask chromium"}


def find_postgresql(program: str) -> Path | None:
    """A server program such as "initdb", of the newest version installed."""
    found = [path for folder in POSTGRESQL_FOLDERS for path in folder.glob(f"*/bin/{program}")]
    elsewhere = shutil.which(program)
    return max(found, key=_version) if found else Path(elsewhere) if elsewhere else None


def find_chromium() -> Path | None:
    on_path = [Path(found) for found in map(shutil.which, CHROMIUM_NAMES) if found]
    return next(iter([*on_path, *(path for path in CHROMIUM_APPLICATIONS if path.exists())]), None)


def install(*programs: str) -> None:
    """Install missing programs where this account may, else stop and say what to type."""
    packages = [package for program in programs for package in DEBIAN_NAMES[program]]
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    privilege = [] if os.geteuid() == 0 else ["sudo", "-n"]
    try:
        for words in (["apt-get", "update"], ["env", "DEBIAN_FRONTEND=noninteractive", *command]):
            subprocess.run([*privilege, *words], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        names = " and ".join(programs)
        sys.exit(f"{names} could not be installed from here. Type this, then start again:\n    {_to_type(programs)}")


def _to_type(programs: tuple[str, ...]) -> str:
    if sys.platform == "darwin":
        return "brew install " + " && brew install ".join(MACOS_NAMES.get(name, "python") for name in programs)
    packages = " ".join(package for program in programs for package in DEBIAN_NAMES[program])
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {packages}"


def _version(path: Path) -> float:
    """The number in a folder's name, as in postgresql/15/bin or postgresql@16/bin."""
    text = path.parent.parent.name.rpartition("@")[2]
    return float(text) if text.replace(".", "", 1).isdigit() else 0.0
