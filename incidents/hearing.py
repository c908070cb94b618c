"""Turns stored reports into the voices that the rules of resolution hear."""

from collections.abc import Iterable, Sequence
from datetime import date

from groups.actions.structure import above, merged_records, pairs
from incidents.models import AttributionStatus, Casualty, Incident, Report
from incidents.resolution import Said, Voice, Whereabouts, whole
from places.actions import ancestors
from places.models import Place
from sources.models import Source
from sources.quantities import Estimate

PLACE_PARTS = ("same_as", "public_place", "parent__parent__parent", "same_as__parent__parent__parent")
SOURCE_PARTS = ("outlet", "republishes__outlet", "republishes__republishes__outlet")


def reports_of(incident: Incident) -> list[Report]:
    """An incident's reports with all that their voices need."""
    parts = [*(f"source__{part}" for part in SOURCE_PARTS), "place", *(f"place__{part}" for part in PLACE_PARTS)]
    return list(incident.reports.select_related(*parts).prefetch_related("casualties", "attributions__group"))


def voices(reports: Sequence[Report]) -> list[Voice]:
    """One voice for each report, in their order."""
    wholes = _above_claimants(reports)
    return [_voice(report, wholes) for report in reports]


def people(rows: Iterable[Casualty], outcome: str) -> Estimate:
    """How many people of any class some rows count with an outcome."""
    return whole((row.people, Estimate(row.low, row.best, row.high)) for row in rows if row.outcome == outcome)


def origin_of(owner_group: str, slug: str) -> str:
    """What makes two outlets one voice: their owner or wire, else each for itself."""
    owner = " ".join(owner_group.split()).casefold()
    return f"owner {owner}" if owner else f"outlet {slug}"


def whereabouts(place: Place | None) -> Whereabouts | None:
    """A place as the gazetteer entry it turned out to be, with what it lies in."""
    if place is None:
        return None
    itself = place.same_as or place
    chain = [*reversed(ancestors(itself)), itself]
    numbers = tuple(each.pk for each in chain)
    shown = place.public_place_id
    withheld = numbers[numbers.index(shown) + 1 : -1] if shown in numbers else ()
    return Whereabouts(numbers, frozenset(withheld))


def place_for(number: int | None, reports: Iterable[Report]) -> Place | None:
    """The place that a headline's number stands for: as reported, where the public sees least of it."""
    if number is None:
        return None
    places = (report.place for report in reports if report.place)
    said = [place for place in places if (place.same_as_id or place.pk) == number]
    if not said:
        return Place.objects.get(pk=number)
    return min(said, key=lambda place: (_shown_depth(place), place.pk))


def _shown_depth(place: Place) -> int:
    found = whereabouts(place)
    shown = place.public_place_id
    return found.chain.index(shown) if found and shown in found.chain else -1


def _voice(report: Report, wholes: dict[int, frozenset[int]]) -> Voice:
    root = report.source.root
    outcomes = dict.fromkeys(casualty.outcome for casualty in report.casualties.all())
    return Voice(
        origin=origin_of(root.outlet.owner_group, root.outlet.slug),
        reliability=root.outlet.reliability,
        credibility=report.credibility,
        kind=report.kind,
        published=_published(root, report.source),
        is_party=root.outlet.is_party_to_conflict,
        when=report.when,
        place=whereabouts(report.place),
        actors=frozenset(
            Said(*said.part, said.status, said.by, said.confidence, wholes.get(said.group.canonical_id, frozenset()))
            for said in report.attributions.all()
        ),
        counts={outcome: people(report.casualties.all(), outcome) for outcome in outcomes},
    )


def _published(root: Source, source: Source) -> date | None:
    return root.published_latest or source.published_latest


def _above_claimants(reports: Sequence[Report]) -> dict[int, frozenset[int]]:
    """For groups that claim beside others: what each belongs to, so that a chapter's claim is no rival's."""
    claims = {
        said.group.canonical_id for report in reports for said in report.attributions.all()
        if said.status == AttributionStatus.CLAIMED
    }
    if len(claims) < 2:
        return {}
    ties = pairs(merged_records())
    return {group: frozenset(above(group, ties) - {group}) for group in claims}
