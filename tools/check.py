"""`make test`: every check, in the order in which a mistake is cheapest to find; the first failure stops it."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
MANAGE = (PYTHON, "manage.py")
PYTEST = (PYTHON, "-m", "pytest", "-q")

CHECKS: dict[str, tuple[str, ...]] = {
    "Lint": ("ruff", "check", "."),
    "Types": ("mypy", "."),
    "Import floors": ("lint-imports",),
    "TypeScript": ("npm", "run", "--silent", "check"),
    "TypeScript units": ("npm", "test", "--silent"),
    "Migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "Deployment": ("env", "HTTPS=yes", *MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
    "Static files": (*MANAGE, "collectstatic", "--noinput", "--verbosity", "0"),
    "Tests on SQLite": (*PYTEST, "-n", "2", "-m", "not stack"),
    "Tests on PostgreSQL": (PYTHON, "-m", "tests.postgresql", *PYTEST, "-n", "2", "-m", "not stack and not sqlite"),
    "Tests of the running stack": (*PYTEST, "-m", "stack"),
}


def main() -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kw-test-") as state:
        environment = {
            **os.environ,
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "VAR_DIR": state,
        }
        for title, command in CHECKS.items():
            print(f"\n== {title}", flush=True)
            started = time.monotonic()
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
            print(f"   {title}: passed in {time.monotonic() - started:.0f} s", flush=True)
    print(f"\nEverything passed in {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failure:
        sys.exit(f"\n`{' '.join(failure.cmd)}` failed with {failure.returncode}.")
