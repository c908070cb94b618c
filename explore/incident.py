"""One incident whole, with its evidence, as the database has it now."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from accounts.models import User
from explore.rows import Row, shaped
from explore.snapshot.vocabulary import COUNTS
from groups.models import Group
from incidents.models import Attribution, Casualty, Incident, Report
from places.models import Place
from places.wording import place_for, place_in_words
from sources.dates import in_words
from sources.models import Source
from sources.wording import count_in_words


@dataclass(frozen=True)
class Reader:
    """Who asks, and by which path their incidents have places."""

    user: User | AnonymousUser

    @property
    def place(self) -> str:
        return "place" if self.user.has_perm("places.view_exact") else "place__public_place"

    def shown_place(self, incident: Incident) -> Place | None:
        return incident.place if self.place == "place" else incident.public_place


def with_rows(found: QuerySet[Incident], reader: Reader) -> QuerySet[Incident]:
    """What rows need, in a bounded number of queries."""
    return found.select_related(*_shown(reader)).prefetch_related(attributions(reader))


def with_evidence(found: QuerySet[Incident], reader: Reader) -> QuerySet[Incident]:
    """What a whole incident needs."""
    cited = ("source__outlet", "source__republishes__outlet")
    report_place = ("place", "place__province__parent", "place__district", "place__public_place__province__parent",
                    "place__public_place__district")  # fmt: skip
    reports = Report.objects.select_related(*cited, *report_place).prefetch_related("casualties")
    return with_rows(found, reader).prefetch_related(Prefetch("reports", reports), "targets", "weapons")


def _shown(reader: Reader) -> tuple[str, ...]:
    """The relations that showing a place needs."""
    return tuple(f"{reader.place}{end}" for end in ("", "__province__parent", "__district", "__parent"))


def attributions(reader: Reader) -> Any:
    """Attributions to groups the reader may know of."""
    known = Group.objects.visible_to(reader.user)
    said = Attribution.objects.filter(group__in=known).select_related("group__merged_into")
    return Prefetch("attributions", said.prefetch_related("citations"))


def row(incident: Incident, reader: Reader) -> Row:
    return shaped(
        public_id=incident.public_id, title=incident.title, when=incident.when, kind=incident.kind,
        state=incident.state, place=place_row(reader.shown_place(incident)),
        counts={name: getattr(incident, name) for name in COUNTS},
        groups=[_part(said) for said in incident.attributions.all()], corroboration=incident.corroboration,
        credibility=incident.credibility, unaligned=incident.unaligned > 0, has_conflict=incident.has_conflict,
    )


def whole(incident: Incident, reader: Reader) -> Row:
    """A row with its summary, attributions and every report."""
    return {
        **row(incident, reader),
        "summary": incident.summary,
        "attributions": [_attribution(said) for said in incident.attributions.all()],
        "targets": [{"kind": each.kind, "community": each.community} for each in incident.targets.all()],
        "weapons": [each.kind for each in incident.weapons.all()],
        "reports": [_report(report, reader) for report in incident.reports.all()],
    }


def place_row(place: Place | None) -> Row | None:
    """A place as shown, with what it lies in; the caller has already coarsened it."""
    if place is None:
        return None
    return {
        "name": place.name, "code": place.code, "kind": place.kind, "precision": place.precision,
        "province": place.province.code if place.province else None,
        "district": place.district.code if place.district else None,
        "country": place.country, "text": place_in_words(place),
    }


def _part(said: Attribution) -> Row:
    group = said.group.shown_as
    return {"slug": group.slug, "label": group.label, "name": group.name, "role": said.role, "status": said.status}


def _attribution(said: Attribution) -> Row:
    named = said.group.shown_as
    group = {"slug": named.slug, "label": named.label, "name": named.name}
    return {
        "group": group, "role": said.role, "status": said.status, "by": said.by, "confidence": said.confidence,
        "note": said.note, "citations": [source.slug for source in said.citations.all()],
    }


def _report(report: Report, reader: Reader) -> Row:
    return {
        "source": _source(report.source), "grade": report.grade, "credibility": report.credibility,
        "excerpt": report.excerpt, "note": report.note, "kind": report.kind, "when": report.when,
        "when_text": in_words(report.when), "place": place_row(place_for(report.place, reader.user)),
        "casualties": [_casualty(casualty) for casualty in report.casualties.all()],
    }


def _source(source: Source) -> Row:
    """No link leads to what a party to the conflict published, nor to a copy of it."""
    outlet = source.outlet
    return {
        "slug": source.slug, "outlet": outlet.name, "outlet_slug": outlet.slug, "kind": outlet.kind,
        "published": source.published, "title": source.title, "reliability": outlet.reliability,
        "url": source.public_url,
    }


def _casualty(casualty: Casualty) -> Row:
    text = f"{casualty.get_outcome_display()}: {count_in_words(casualty)}".capitalize()
    return {
        "outcome": casualty.outcome, "class": casualty.people, "low": casualty.low, "best": casualty.best,
        "high": casualty.high, "hedge": casualty.hedge, "words": casualty.words, "text": text,
    }
