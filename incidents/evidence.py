"""An incident's evidence as its pages show it: each source's account, and how the headline follows from them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.text import capfirst, get_text_list

from accounts.models import User
from incidents.actions.resolving import resolved
from incidents.hearing import reports_of
from incidents.models import Attribution, Incident, Report
from incidents.resolution import Value
from places.models import Place
from places.wording import place_for
from sources.editorial import State

PLACE_PARTS = ("province__parent", "district", "parent", "same_as")
EDITORS_PARTS = "An editor stated some of these parts, on the sources named beside them."
NAMED = {
    "kind": "what", "when": "when", "place": "where", "actors": "who", "killed": "killed", "wounded": "wounded",
    "credibility": "credibility",
}


@dataclass(frozen=True)
class Testimony:
    """What one source says, at the precision the reader may see; `link` is empty where none may be given."""

    report: Report
    place: Place | None
    link: str


def testimonies(incident: Incident, user: User | AnonymousUser) -> list[Testimony]:
    """The incident's reports in the order they were entered."""
    wanted = ("source__outlet", "source__republishes__outlet", "entered_by", "place__public_place")
    parts = [f"{start}__{part}" for start in ("place", "place__public_place") for part in PLACE_PARTS]
    reports = incident.reports.select_related(*wanted, *parts).prefetch_related("casualties", "attributions__group")
    return [Testimony(report, place_for(report.place, user), report.source.public_url or "") for report in reports]


def shown_attributions(incident: Incident, user: User | AnonymousUser) -> list[Attribution]:
    """Who is named, leaving out groups the reader may not see."""
    named = incident.attributions.select_related("group").prefetch_related("citations__outlet")
    may_see_drafts = user.has_perm("groups.view_draft")
    return [each for each in named if may_see_drafts or each.group.state == State.PUBLISHED]


def rules_in_words(incident: Incident) -> dict[str, str]:
    """For each headline fact one sentence on how it was reached, facts with one sentence together.

    What is disputed says so.
    """
    found = resolved(incident, reports_of(incident))
    facts: dict[str, list[str]] = {}
    for field, name in NAMED.items():
        facts.setdefault(_rule(incident, field, getattr(found, field)), []).append(name)
    return {capfirst(get_text_list(names, "and")): sentence for sentence, names in facts.items()}


def _rule(incident: Incident, field: str, value: Value[Any]) -> str:
    if field == "actors" and incident.attributions.filter(is_editors=True).exists():
        return f"{EDITORS_PARTS} {value.reason}" if value.value else EDITORS_PARTS
    return f"{value.reason} Independent sources differ on it." if value.is_disputed else value.reason
