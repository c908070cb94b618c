"""What follows once all rows are taken in: which rows are gone from the dataset, and which incidents may be one."""

from collections.abc import Callable, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from incidents.models import Incident, Report
from incidents.suggesting import Suggestion, suggestions
from intake.crosswalks.known import crosswalk_for
from intake.importing.actors import recount
from intake.models import Entry, Finding, FindingKind, Import, Stage
from sources.editorial import State

COMPARED_AT_ONCE = 50
MOST_BESIDE = 40  # as rows of the same dataset are among them
GONE = "The dataset no longer holds it. Look whether it is to be withdrawn."


def look_for_vanished(importing: Import) -> None:
    """Rows of earlier files that this one should have, by the countries and days it covers, and has not."""
    gone = list(vanished(importing)) if crosswalk_for(importing.format).is_whole else []
    Finding.objects.bulk_create([
        Finding(importing=importing, kind=FindingKind.VANISHED, row=0, external_id=entry.external_id, entry=entry,
                text=GONE) for entry in gone
    ], batch_size=1000)  # fmt: skip
    recount(importing.dataset)
    importing.counts = {**importing.counts, "vanished": len(gone)}
    importing.stage = Stage.COMPARING


def vanished(importing: Import) -> QuerySet[Entry]:
    told = Finding.objects.filter(importing=importing, external_id=OuterRef("external_id"))
    entries = Entry.objects.filter(dataset=importing.dataset, country__in=importing.countries)
    within = Q(report__latest__lte=importing.last_day, report__earliest__gte=importing.first_day)
    unseen = entries.exclude(seen_by=importing).filter(within, ~Exists(told))
    return unseen.exclude(report__incident__state=State.WITHDRAWN).order_by("pk")


def compare(importing: Import) -> None:
    """The next of the incidents to be compared with those of other sources; the fewer of the two sides is gone through.

    `compared` is how many were, `after` the number of the last of them.
    """
    ours, others = new_incidents(importing), other_incidents(importing)
    counts = importing.counts
    if "to_compare" not in counts:
        sizes = ours.count(), others.count()
        counts = {**counts, "to_compare": min(sizes) if all(sizes) else 0, "by_ours": sizes[0] <= sizes[1],
                  "compared": 0, "after": 0, "duplicates": 0}  # fmt: skip
    side = ours if counts["by_ours"] else others
    some = list(side.filter(pk__gt=counts["after"]).order_by("pk")[:COMPARED_AT_ONCE]) if counts["to_compare"] else []
    found = list(_pairs(importing, some, by_ours=counts["by_ours"]))
    Finding.objects.bulk_create(found)
    importing.counts = {
        **counts, "compared": counts["compared"] + len(some), "duplicates": counts["duplicates"] + len(found),
        "after": some[-1].pk if some else counts["after"],
    }  # fmt: skip
    if not some:
        importing.stage = Stage.ENDED


STEPS: dict[Stage, Callable[[Import], None]] = {Stage.VANISHED: look_for_vanished, Stage.COMPARING: compare}


def new_incidents(importing: Import) -> QuerySet[Incident]:
    return Incident.objects.filter(reports__entry__made_by=importing).exclude(state=State.WITHDRAWN)


def other_incidents(importing: Import) -> QuerySet[Incident]:
    """Of other sources, about the days that the file covers."""
    own = Report.objects.filter(source__outlet=importing.dataset.outlet_id, incident=OuterRef("pk"))
    days = Q(latest__gte=importing.first_day, earliest__lte=importing.last_day) if importing.first_day else Q()
    return Incident.objects.filter(days, ~Exists(own)).exclude(state=State.WITHDRAWN)


def _pairs(importing: Import, some: list[Incident], *, by_ours: bool) -> Iterator[Finding]:
    """What each of some incidents is likely the same as, on the other side."""
    for incident in some:
        found = suggestions(incident, limit=MOST_BESIDE)
        beside = {each.incident.pk: each for each in found}
        entries = Entry.objects.filter(report__incident__in=[incident.pk, *beside], dataset=importing.dataset)
        by_incident = {entry.report.incident_id: entry for entry in entries.select_related("report")}
        if by_ours:
            entry = by_incident.get(incident.pk)
            yield from (_finding(importing, entry, each.incident, each) for pk, each in beside.items()
                        if entry and pk not in by_incident)  # fmt: skip
        else:
            yield from (_finding(importing, by_incident[pk], incident, each) for pk, each in beside.items()
                        if pk in by_incident and by_incident[pk].made_by_id == importing.pk)  # fmt: skip


def _finding(importing: Import, entry: Entry, other: Incident, found: Suggestion) -> Finding:
    return Finding(
        importing=importing, kind=FindingKind.DUPLICATE, row=entry.row, external_id=entry.external_id, entry=entry,
        incident=other, score=found.match.score, text=f"Likely the same as {other}."[:500],
    )  # fmt: skip
