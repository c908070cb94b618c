"""Reads what editors decided of pairs; a verdict outlives a merge, and counts for what its incident was merged into."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from incidents.models import Decision, Incident


def decisions_on(own: int) -> dict[int, Decision]:
    """The last verdict on each pair with an incident, by the number of the other as it stands today."""
    selves = {own, *_absorbed(own)}
    rows = Decision.objects.filter(Q(first__in=selves) | Q(second__in=selves)).order_by("decided_at", "pk")
    others = {row: row.second_id if row.first_id in selves else row.first_id for row in rows}
    steps = _merges_of(others.values())
    found = {_end(other, steps): row for row, other in others.items()}
    return {other: row for other, row in found.items() if other not in selves}


def _absorbed(own: int) -> set[int]:
    """Incidents merged into one, and into those."""
    found, frontier = set[int](), {own}
    while frontier := set(Incident.objects.filter(merged_into__in=frontier).order_by().values_list("pk", flat=True)):
        found |= frontier
    return found


def _merges_of(numbers: Collection[int]) -> dict[int, int]:
    """From each that was merged to what it was merged into, on to the end."""
    merged = Incident.objects.filter(merged_into__isnull=False).order_by()
    found: dict[int, int] = {}
    while step := {pk: into for pk, into in merged.filter(pk__in=numbers).values_list("pk", "merged_into") if into}:
        found |= step
        numbers = step.values()
    return found


def _end(number: int, steps: Mapping[int, int]) -> int:
    while number in steps:
        number = steps[number]
    return number
