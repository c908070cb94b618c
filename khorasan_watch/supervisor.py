"""Keeps the site's processes running together: when one ends, or Ctrl-C comes, all are stopped."""

import os
import shlex
import sys
from pathlib import Path

import honcho.manager
from django.conf import settings

from khorasan_watch import private_redis

WEB_WORKERS = 2
GRACE_SECONDS = 3  # then what has not stopped by itself is killed


def run(port: int) -> int:
    """Start everything and wait for the end; the answer is the exit status."""
    honcho.manager.KILL_WAIT = GRACE_SECONDS
    manager = honcho.manager.Manager()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "khorasan_watch.settings", "PYTHONUNBUFFERED": "1"}
    for name, words in commands(port).items():
        manager.add_process(name, f"exec {shlex.join(words)}", env=environment, cwd=str(settings.BASE_DIR))
    manager.loop()
    return manager.returncode or 0


def commands(port: int) -> dict[str, list[str]]:
    """The command line of each process; a Redis of one's own (REDIS_URL) is not started here."""
    celery = [program("celery"), "-A", "khorasan_watch", "--quiet"]
    level = settings.LOG_LEVEL.lower()
    own_redis = {} if os.environ.get("REDIS_URL") else {"redis": private_redis.command(settings.VAR_DIR)}
    return {
        **own_redis,
        "web": [
            program("granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws",
            "--workers", str(WEB_WORKERS), "--workers-kill-timeout", "2", "--log-level", "warning",
            "khorasan_watch.wsgi:application",
        ],
        "worker": [
            *celery, "worker", "--concurrency", "1", "--loglevel", level, "--without-gossip", "--without-mingle",
        ],
        "beat": [*celery, "beat", "--loglevel", level, "--schedule", settings.CELERY_BEAT_SCHEDULE_FILENAME],
    }


def program(name: str) -> str:
    """A program installed beside the running Python."""
    return str(Path(sys.executable).parent / name)
