"""The composition floor: settings, URLs, the worker; it may import every app and no app imports it."""

from khorasan_watch.celery import app as celery_app

__all__ = ["celery_app"]
