"""An incident's evidence as its pages show it: each source's account, at the precision the reader may see."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from incidents import hearing
from incidents.actions.resolving import choices
from incidents.models import Attribution, Casualty, Incident, Report, Target, Weapon
from incidents.resolution import Headline, headline
from places.models import Place
from places.wording import place_for
from sources.editorial import State

PLACE_PARTS = ("province__parent", "district", "parent", "same_as")
SHOWN_PLACES = [f"{start}__{part}" for start in ("place", "place__public_place") for part in PLACE_PARTS]
HEARD = [*(f"source__{part}" for part in hearing.SOURCE_PARTS), *(f"place__{part}" for part in hearing.PLACE_PARTS)]


@dataclass(frozen=True)
class Testimony:
    """What one source says, at the precision the reader may see; `link` is empty where none may be given."""

    report: Report
    place: Place | None
    link: str


@dataclass(frozen=True)
class Evidence:
    """An incident with all that its page is made of, read now or recalled from its history.

    Reports have their source, place, casualties and attributions read along; attributions have group and citations.
    """

    incident: Incident
    reports: list[Report]
    attributions: list[Attribution]
    casualties: list[Casualty]
    targets: list[Target]
    weapons: list[Weapon]

    def headline(self) -> Headline:
        """The headline values with the reason for each."""
        return headline(hearing.voices(self.reports), choices(self.incident))


@dataclass(frozen=True)
class Sight:
    """What a reader may see."""

    user: User | AnonymousUser

    def place(self, place: Place | None) -> Place | None:
        return place_for(place, self.user)

    def named(self, parts: list[Attribution]) -> list[Attribution]:
        """Those that name groups the reader may know of."""
        may_see_drafts = self.user.has_perm("groups.view_draft")
        return [each for each in parts if may_see_drafts or each.group.state == State.PUBLISHED]


def testimonies(incident: Incident, user: User | AnonymousUser) -> list[Testimony]:
    """The incident's reports in the order they were entered."""
    wanted = ("source__outlet", "source__republishes__outlet", "entered_by", "place__public_place")
    reports = incident.reports.select_related(*wanted, *SHOWN_PLACES)
    reports = reports.prefetch_related("casualties", "attributions__group")
    return [Testimony(report, place_for(report.place, user), report.source.public_url or "") for report in reports]


def evidence_of(incident: Incident) -> Evidence:
    """What an incident rests on now, in a number of questions that does not grow with its reports."""
    reports = incident.reports.select_related("place", *HEARD, *SHOWN_PLACES)
    named = incident.attributions.select_related("group__merged_into").prefetch_related("citations__outlet")
    return Evidence(
        incident, list(reports.prefetch_related("casualties", "attributions__group__merged_into")), list(named),
        list(incident.casualties.all()), list(incident.targets.order_by("pk")), list(incident.weapons.order_by("pk")),
    )  # fmt: skip
