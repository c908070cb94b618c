"""The questions that the outlet pages ask: who there is, how often each is cited, and what of it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from incidents.hearing import SOURCE_PARTS
from incidents.models import Report
from sources.lookup import called, cited_in_public
from sources.models import Outlet, Reliability, Source

SORTED_BY = {"name": ("name",), "cited": ("-cited", "name"), "grade": ("reliability", "-cited", "name")}
COPIED_FROM = [part for part in SOURCE_PARTS if part != "outlet"]


@dataclass(frozen=True)
class Wanted:
    """What a reader asked the directory for."""

    text: str = ""
    sort: str = "name"


def directory(outlets: QuerySet[Outlet], wanted: Wanted) -> QuerySet[Any]:
    """Outlets with `cited`, the number of their items that something published cites."""
    outlets = called(outlets, wanted.text) if wanted.text else outlets
    return _counted(outlets, cited_in_public()).order_by(*SORTED_BY[wanted.sort])


def ungraded(text: str = "") -> QuerySet[Any]:
    """Outlets that nobody has graded, the most cited first: by all items on the desk, published or not."""
    outlets = Outlet.objects.filter(reliability=Reliability.F)
    return _counted(called(outlets, text) if text else outlets, Source.objects.all()).order_by("-cited", "name")


def cited_items(outlet: Outlet) -> QuerySet[Source]:
    """The outlet's items that readers see cited, the latest first, with `shown`: those reports that are public."""
    shown = Report.objects.filter(incident__is_public=True).select_related("incident")
    items = cited_in_public().filter(outlet=outlet).select_related("outlet", *COPIED_FROM)
    return items.prefetch_related(Prefetch("reports", shown, to_attr="shown"))


def _counted(outlets: QuerySet[Outlet], items: QuerySet[Source]) -> QuerySet[Any]:
    own = items.filter(outlet=OuterRef("pk")).order_by().values("outlet")
    return outlets.annotate(cited=Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0))
