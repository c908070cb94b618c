"""Where databases are kept that today's migrations have made, so that test runs copy them instead of making them."""

import os
from hashlib import sha256
from pathlib import Path

from khorasan_watch.env import BASE_DIR, environment


def kept(kind: str) -> Path:
    """Another place as soon as a migration, a pinned package or the secret changes, which seals the chain's end."""
    digest = sha256(os.environ.get("SECRET_KEY", "").encode())
    for file in sorted([*BASE_DIR.glob("*/migrations/*.py"), BASE_DIR / "requirements.txt"]):
        digest.update(file.read_bytes())
    folder = environment().path("VAR_DIR", BASE_DIR / "var") / "migrated"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{digest.hexdigest()[:16]}.{kind}"
