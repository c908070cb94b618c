"""Measures suggestions in this process's database: `python -m bench.suggested N`, as `bench.suggesting` does."""

import os
import random
import sys
from collections.abc import Sequence
from functools import partial
from typing import TypeVar

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khorasan_watch.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models  # noqa: E402

from bench.retelling import retold  # noqa: E402
from bench.source import DISTRICTS, SEED  # noqa: E402
from bench.timing import seconds, summary  # noqa: E402
from incidents.models import Incident, Report  # noqa: E402
from incidents.suggesting import Unsaved, suggestions  # noqa: E402
from sources.editorial import State  # noqa: E402

ASKED = 200
INDEXES = (
    "CREATE INDEX of_place ON incidents_incident (place_id, latest, earliest)",
    "CREATE INDEX of_days ON incidents_incident (latest, earliest)",
    "ANALYZE",
)
Subjects = dict[str, Sequence[Report] | Sequence[Incident] | Sequence[Unsaved]]
Row = TypeVar("Row", bound=models.Model)


def main(size: int) -> None:
    fill(size)
    chance = random.Random(SEED)  # noqa: S311 – the same each time
    reports = picked(Report.objects.all(), chance)
    for report in reports:
        report.incident = None  # as if it waited in the inbox
    known = Incident.objects.filter(state=State.PUBLISHED, place__isnull=False, latest__isnull=False)
    told = picked(known, chance)
    forms = {incident.pk: retold(incident, chance) for incident in told}
    subjects: Subjects = {"reports": reports, "half-filled forms": list(forms.values()), "incidents": told}
    measure(subjects)
    say(found_again(forms))
    with connection.cursor() as cursor:
        for statement in INDEXES:
            cursor.execute(statement)
    say("with indexes on (place, latest, earliest) and (latest, earliest):")
    measure(subjects)


def fill(size: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("load_gazetteer", commit=True, verbosity=0)
    for file, source in DISTRICTS.items():
        if (path := settings.BASE_DIR.parent / "shared" / "data" / file).is_file():
            call_command("load_gazetteer", boundaries=path, level="district", source=source,
                         licence="for measuring alone", commit=True, verbosity=0)  # fmt: skip
    call_command("make_synthetic", incidents=size, seed=SEED, verbosity=0)


def picked(rows: models.QuerySet[Row], chance: random.Random) -> list[Row]:
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    return list(rows.in_bulk(chance.sample(numbers, ASKED)).values())


def measure(subjects: Subjects) -> None:
    for name, each in subjects.items():
        suggestions(each[0])  # what is read once, such as the gazetteer, is read
        say(f"{name}, ms: {summary([1000 * seconds(partial(suggestions, one)) for one in each])}")


def found_again(forms: dict[int, Unsaved]) -> str:
    """How often the incident that a form tells again is among what is suggested, and first."""
    ranks = [[one.incident.pk for one in suggestions(form)] for form in forms.values()]
    found = [pk in rank for pk, rank in zip(forms, ranks, strict=True)]
    first = [rank[:1] == [pk] for pk, rank in zip(forms, ranks, strict=True)]
    shown = sum(map(len, ranks)) / len(ranks)
    return (
        f"of {len(found)} incidents told again vaguely {sum(found) / len(found):.0%} are suggested, "
        f"{sum(first) / len(first):.0%} first; {shown:.1f} suggestions a form"
    )


def say(line: str) -> None:
    print(f"  {line}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
