"""Reads which incidents of two sides may be one event: as the imports found it, and as people decided since.

Each import compares what it brings with the incidents that are there, so that of two datasets the later one found the
pairs. Nothing is compared anew here: a question about 10,000 rows each is answered from pairs that are kept.
"""

from collections.abc import Iterator, Mapping

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from incidents.models import Decision, Report, Verdict
from intake.comparing.pairing import Known, Link
from intake.comparing.sides import Side
from intake.models import Dataset, Finding, FindingKind

MOST_READ = 100_000
OF_VERDICT: Mapping[str, Known] = {Verdict.SAME: Known.SAME, Verdict.PART_OF: Known.PART_OF}
Numbers = tuple[int, int]


def links(one: Dataset, other: Side) -> list[Link]:
    """Each pair once, without those decided to be different; whether both are where they are sought is not asked."""
    found: dict[Numbers, Link] = {}
    for link in _found(one, other):
        found[link.one, link.other] = max(found.get((link.one, link.other), link), link, key=lambda each: each.score)
    decided = dict(_decisions())
    found |= {pair: Link(*pair, 1.0, OF_VERDICT[verdict]) for pair, verdict in decided.items() if verdict in OF_VERDICT}
    parted = {pair for pair, verdict in decided.items() if verdict == Verdict.DIFFERENT}
    apart = [link for pair, link in found.items() if pair not in parted and link.one != link.other]
    return [*apart, *_shared(one)]


def now(incident: str) -> Coalesce:
    """What an incident has been merged into, and that in turn, or itself."""
    return Coalesce(f"{incident}__merged_into__merged_into", f"{incident}__merged_into", incident)


def _found(one: Dataset, other: Side) -> Iterator[Link]:
    """By imports of the one dataset and by those of the other; where that is everybody else, of all others."""
    findings = _findings().filter(entry__dataset=one)
    theirs = _findings()
    theirs = theirs.filter(entry__dataset=other.dataset) if other.dataset else theirs.exclude(entry__dataset=one)
    yield from (Link(*row) for row in _read(findings))
    yield from (Link(there, here, score) for here, there, score in _read(theirs))


def _findings() -> QuerySet[Finding]:
    return Finding.objects.filter(
        kind=FindingKind.DUPLICATE, entry__report__incident__isnull=False, incident__isnull=False, score__isnull=False
    ).order_by("-score", "pk")


def _read(findings: QuerySet[Finding]) -> Iterator[tuple[int, int, float]]:
    """The likeliest: the incident of the row, the one it is like, and how much."""
    read = findings.annotate(there=now("incident")).values_list("entry__report__incident", "there", "score")
    return ((here, there, score or 0.0) for here, there, score in read[:MOST_READ])


def _decisions() -> Iterator[tuple[Numbers, str]]:
    """Both ways round: which of the two is on which side is seen later."""
    rows = Decision.objects.annotate(one=now("first"), two=now("second")).order_by("decided_at", "pk")
    for first, second, verdict in rows.values_list("one", "two", "verdict"):
        yield (first, second), verdict
        yield (second, first), verdict


def _shared(one: Dataset) -> Iterator[Link]:
    """Incidents with reports of somebody else too."""
    others = Report.objects.filter(incident=OuterRef("incident")).exclude(source__outlet=one.outlet_id)
    shared = Side(one).told.filter(Exists(others)).values_list("incident", flat=True)
    return (Link(number, number, 1.0, Known.MERGED) for number in set(shared))
