"""Loads the whole demonstration, or nothing of it."""

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.utils import timezone

from audit.changing import changing
from incidents.demo import accounts
from incidents.demo.groups import load_alliances, load_groups, load_leadership, load_presence
from incidents.demo.incidents import load_incidents
from incidents.demo.places import load_places
from incidents.demo.shelf import Shelf
from incidents.demo.sources import load_outlets, load_sources
from incidents.models import Incident, Report


def is_loaded() -> bool:
    """Whether the demonstration was loaded before, however editors have changed it since."""
    return Report.objects.filter(entered_by__username=accounts.DESK).exists()


def has_other_incidents() -> bool:
    return Incident.objects.exclude(reports__entered_by__username=accounts.DESK).exists()


@transaction.atomic
def load(*, tell: Callable[[str, int], None]) -> None:
    """Enter and publish every row; `tell` hears of each noun and its number once it is done.

    Raises GazetteerMissing when a province is not there.
    """
    shelf, desk, reviewer = Shelf(), accounts.desk(), accounts.reviewer()
    steps: dict[str, Callable[[Shelf], int]] = {
        "outlets": load_outlets,
        "sources": load_sources,
        "places": load_places,
        "groups": load_groups,
        "alliances": load_alliances,
        "leaders": load_leadership,
        "presence": load_presence,
        "incidents": partial(load_incidents, desk=desk, reviewer=reviewer, now=timezone.now()),
    }
    with changing(by=desk, reason="The demonstration."):
        for noun, step in steps.items():
            tell(noun, step(shelf))
