"""`make test`: every check, in the order in which a mistake is cheapest to find; the first failure stops it."""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
PYTEST = (PYTHON, "-m", "pytest", "-q")
SPREAD = ("-n", "2", "--dist", "worksteal")

CHECKS: dict[str, tuple[str, ...]] = {
    "Lint": ("ruff", "check", "."),
    "Types": ("mypy", "."),
    "Import floors": ("lint-imports",),
    "TypeScript": ("npm", "run", "--silent", "check"),
    "TypeScript units": ("npm", "test", "--silent"),
    "Static files": (PYTHON, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"),
    "Tests on SQLite": (*PYTEST, *SPREAD, "-m", "not stack"),
    "Tests on PostgreSQL": (PYTHON, "-m", "tests.postgresql", *PYTEST, *SPREAD, "-m", "not stack and not once"),
    "Read side beside its peers": (PYTHON, "-m", "bench.gate"),
    "Tests of the running site": (*PYTEST, "-m", "stack"),
}


def main() -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kw-test-") as state:
        environment = clean_environment(Path(state))
        for title, command in CHECKS.items():
            print(f"\n== {title}", flush=True)
            started = time.monotonic()
            subprocess.run(command, cwd=ROOT, env=environment, check=True, stdin=subprocess.DEVNULL)
            print(f"   {title}: passed in {time.monotonic() - started:.0f} s", flush=True)
    print(f"\nEverything passed in {time.monotonic() - began:.0f} s", flush=True)


def clean_environment(state: Path) -> dict[str, str]:
    """This process's environment without any setting of the site, so that tests do not depend on who runs them."""
    named = [line.lstrip("# ").partition("=")[0] for line in (ROOT / ".env.example").read_text().splitlines()]
    kept = {name: value for name, value in os.environ.items() if name not in named}
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**kept, "PATH": path, "ENV_FILE": "", "SECRET_KEY": secrets.token_urlsafe(64), "VAR_DIR": str(state)}


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failure:
        sys.exit(f"\n`{' '.join(failure.cmd)}` failed with {failure.returncode}.")
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
