"""The worker's looks at what waits, files and decisions on actors: rows, so that no lost message matters."""

from celery import shared_task
from django.utils import timezone

from intake.importing.deciding import apply_next
from intake.importing.sweeping import sweep
from intake.importing.working import work

TURN_SECONDS = 45.0  # then other work has its turn; each begins by reading the gazetteer
LONGEST_SECONDS = 900


@shared_task(time_limit=LONGEST_SECONDS)
def import_files() -> bool:
    """Go on with the file that waits longest; whether there was one."""
    return work(seconds=TURN_SECONDS)


@shared_task(time_limit=LONGEST_SECONDS)
def apply_decisions() -> None:
    """Let rows follow what was decided of the actors they name."""
    while apply_next():
        pass


@shared_task
def sweep_files() -> int:
    """Remove what broken uploads left; how many files."""
    return sweep(now=timezone.now())
