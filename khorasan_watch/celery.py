"""The Celery application: messages are only bells, the work itself is rows in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khorasan_watch.settings")
app = Celery("khorasan_watch")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
