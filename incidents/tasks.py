"""The worker's looks at what is due: incidents whose embargo is over, and headlines whose grounds have changed."""

from celery import shared_task
from django.utils import timezone

from incidents import actions


@shared_task
def release_due() -> int:
    """Put before readers what is no longer held back."""
    return actions.release_due(now=timezone.now())


@shared_task
def resolve_due() -> int:
    """Resolve anew what rests on an outlet, a source or a place that has changed."""
    return actions.resolve_due()
