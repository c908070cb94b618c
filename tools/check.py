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

Commands = dict[str, tuple[str, ...]]
# Those of a stage run side by side. A lone one fills the machine by itself, or measures it; tests of the running site
# mostly wait for it.
STAGES: tuple[Commands, ...] = (
    {
        "Lint": ("ruff", "check", "."),
        "Types": ("mypy", "."),
        "Import floors": ("lint-imports",),
        "TypeScript": ("npm", "run", "--silent", "check"),
        "TypeScript units": ("npm", "test", "--silent"),
        "Migrated databases": (PYTHON, "-m", "tests.migrated"),
        "Static files": (PYTHON, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"),
    },
    {"Tests on SQLite": (*PYTEST, *SPREAD, "-m", "not stack and (once or each)")},
    {"Read side beside its peers": (PYTHON, "-m", "bench.gate")},
    {
        "Tests on PostgreSQL": (PYTHON, "-m", "tests.postgresql", *PYTEST, *SPREAD, "-m", "not stack and not once"),
        "Tests of the running site": (*PYTEST, "-n", "2", "--dist", "loadfile", "-m", "stack"),
    },
)


def main() -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kw-test-") as state:
        environment = with_bytecode(clean_environment(Path(state)), Path(state))
        for stage in STAGES:
            run(stage, environment)
    print(f"\nEverything passed in {time.monotonic() - began:.0f} s", flush=True)


def run(stage: Commands, environment: dict[str, str]) -> None:
    """Run commands side by side; each one's words are shown together, those of a lone one as they come."""
    started, output = time.monotonic(), subprocess.STDOUT if len(stage) > 1 else None
    running = {
        title: subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output and subprocess.PIPE,
            stderr=output,
        )
        for title, command in stage.items()
    }  # fmt: skip
    try:
        for title, process in running.items():
            print(f"\n== {title}", flush=True)
            said, _ = process.communicate()
            print((said or b"").decode(errors="replace"), end="", flush=True)
            if process.returncode:
                raise subprocess.CalledProcessError(process.returncode, stage[title])
            print(f"   {title}: passed after {time.monotonic() - started:.0f} s", flush=True)
    finally:
        for process in running.values():
            process.terminate()


def clean_environment(state: Path) -> dict[str, str]:
    """This process's environment without any setting of the site, so that tests do not depend on who runs them."""
    named = [line.lstrip("# ").partition("=")[0] for line in (ROOT / ".env.example").read_text().splitlines()]
    kept = {name: value for name, value in os.environ.items() if name not in named}
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**kept, "PATH": path, "ENV_FILE": "", "SECRET_KEY": secrets.token_urlsafe(64), "VAR_DIR": str(state)}


def with_bytecode(environment: dict[str, str], state: Path) -> dict[str, str]:
    """Every module is compiled once for all the processes of a run, even where Python is told to keep no bytecode."""
    kept = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(state / "bytecode")}


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failure:
        sys.exit(f"\n`{' '.join(failure.cmd)}` failed with {failure.returncode}.")
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
