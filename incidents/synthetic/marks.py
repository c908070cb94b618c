"""What marks a row as synthetic, and how to tell that a database holds anything else."""

from django.db.models import QuerySet

from groups.models import Group
from incidents.models import Incident, Report
from sources.models import Outlet, OutletKind, Source

TITLE = "Synthetic: "
SLUG = "synthetic-"
OUTLET, GROUP, PLACE = "Synthetic outlet", "Synthetic group", "Synthetic"
DESK, REVIEW = "synthetic-desk", "synthetic-review"
WITHDRAWN = "Synthetic: withdrawn to try what readers see then."


def nouns_not_synthetic() -> list[str]:
    """What the database holds beside synthetic rows and the gazetteer."""
    others: dict[str, QuerySet[Incident] | QuerySet[Report] | QuerySet[Group] | QuerySet[Source] | QuerySet[Outlet]] = {
        "incidents": Incident.objects.exclude(title__startswith=TITLE),
        "reports": Report.objects.exclude(entered_by__username=DESK),
        "groups": Group.objects.exclude(slug__startswith=SLUG),
        "sources": Source.objects.exclude(slug__startswith=SLUG),
        "outlets": Outlet.objects.exclude(kind=OutletKind.DATASET, name__startswith=OUTLET),
    }
    return [noun for noun, rows in others.items() if rows.exists()]
