"""An incident's evidence as its pages show it: each source's account, and how the headline follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.text import get_text_list

from accounts.models import User
from incidents.models import Attribution, Incident, Report
from places.models import Place
from places.wording import place_for
from sources.editorial import State

PLACE_PARTS = ("province__parent", "district", "parent", "same_as")
RULE_OF_COUNTS = (
    "Lowest and highest figure of {n} independent sources; best is the middle one, weighted by grade. "
    "A party to the conflict never sets the best figure alone."
)
ONE_SOURCE = "Taken from the one independent source as it stands."
NO_FIGURES = "No source gives a figure."
FIRST_REPORT = "What, when and where follow the report that opened the incident."
HEADLINE = {"title": "title", "kind": "kind", "when": "date", "place": "place"}
EDITORS_CHOICE = "Set by an editor, whose choice goes before the rule."


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


def how_counted(incident: Incident, outcome: str, accounts: Sequence[Testimony]) -> str:
    """In one sentence, how the headline count of an outcome ("killed", "wounded") was reached."""
    if incident.set_by.get(f"{outcome}_best") == "editor":
        return EDITORS_CHOICE
    if not any(count.outcome == outcome for each in accounts for count in each.report.casualties.all()):
        return NO_FIGURES
    return ONE_SOURCE if incident.corroboration < 2 else RULE_OF_COUNTS.format(n=incident.corroboration)


def how_set(incident: Incident) -> str:
    """In one sentence, where the title, kind, date and place come from."""
    chosen = [name for field, name in HEADLINE.items() if incident.set_by.get(field) == "editor"]
    return f"An editor set the {get_text_list(chosen, 'and')}." if chosen else FIRST_REPORT
