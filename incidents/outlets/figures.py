"""Reads the figures an outlet gave, beside those of all others on the same incidents: three queries, however many."""

from collections import defaultdict

from django.db.models import Prefetch

from incidents.hearing import SOURCE_PARTS, people
from incidents.ledger.independence import voice_of
from incidents.models import Casualty, Incident, Outcome, Report
from incidents.outlets.standing import Compared, Figure, Standing, compared, standing
from sources.models import Outlet

MOST_INCIDENTS = 500  # the latest: what an outlet did ten years ago says less of it, and no page waits for it


def standing_of(outlet: Outlet) -> Standing:
    """From incidents that readers see, so that the number says nothing of what they may not."""
    counted = Casualty.objects.filter(outcome=Outcome.KILLED, low__isnull=False)
    own = Report.objects.filter(source__outlet=outlet, casualties__in=counted).values("incident")
    incidents = Incident.objects.public().filter(corroboration__gte=2, killed_best__isnull=False, pk__in=own)
    latest = incidents.order_by("-latest", "-pk").values_list("pk", "killed_best")[:MOST_INCIDENTS]
    bests = {pk: best for pk, best in latest if best is not None}
    return standing([one for one in _compared(outlet, bests) if one])


def _compared(outlet: Outlet, bests: dict[int, int]) -> list[Compared | None]:
    parts = [f"source__{part}" for part in SOURCE_PARTS]
    killed = Prefetch("casualties", Casualty.objects.filter(outcome=Outcome.KILLED))
    reports = Report.objects.filter(incident__in=bests).select_related(*parts).prefetch_related(killed)
    figures: dict[int, list[Figure]] = defaultdict(list)
    for report in reports:
        if report.incident_id and (figure := _figure(report, outlet)):
            figures[report.incident_id].append(figure)
    return [compared(each, bests[incident]) for incident, each in figures.items()]


def _figure(report: Report, outlet: Outlet) -> Figure | None:
    """None where the report gives no number. A copy of another outlet's item is not the outlet's own figure."""
    found = people(report.casualties.all(), Outcome.KILLED)
    if found.low is None:
        return None
    is_own = report.source.root.outlet == outlet == report.source.outlet
    return Figure(voice_of(report), is_own, report.source.published_latest, found)
