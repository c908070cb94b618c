"""Where an incident stands on its way to readers: what is missing, what is next, and from when readers see it."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from incidents import actions
from incidents.actions.clashing import as_seen
from incidents.actions.revising import changed_since
from incidents.desk.wording import LABELS, in_words_by_field
from incidents.models import Incident
from incidents.publicity import public_from
from sources.editorial import State

WAY = (State.DRAFT, State.IN_REVIEW, State.PUBLISHED)
EDIT = "?edit=yes#id_"


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and the link that leads to its remedy; no link where a button is beside it."""

    sentence: str
    remedy: str = ""
    link: str = ""


@dataclass(frozen=True)
class Step:
    """One state on the way, and whether the incident is past it, at it, or still before it."""

    words: str
    stage: str


@dataclass(frozen=True)
class Change:
    """What was changed since a second person last agreed; `fields` are label, then and now in words."""

    reviewer: str
    at: datetime
    fields: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Embargo:
    """Until when readers wait, why, and who said so."""

    until: datetime
    reason: str
    by: str


def steps(state: str) -> list[Step]:
    if state == State.WITHDRAWN:
        return []
    here = WAY.index(State(state))
    stages = ["done"] * here + ["here"] + ["ahead"] * (len(WAY) - here - 1)
    words = ("Draft", "In review", "Published")
    return [Step(each, stage) for each, stage in zip(words, stages, strict=True)]


def gaps(incident: Incident, person: User) -> list[Gap]:
    """What keeps it from readers, each with its remedy."""
    if incident.state == State.PUBLISHED:
        return []
    found = actions.gaps_before_publishing(incident, by=person)
    return [Gap(sentence, *_remedy(incident, field)) for field, sentences in found.items() for sentence in sentences]


def cautions(incident: Incident) -> list[Gap]:
    """What does not forbid publishing, but a reviewer should know."""
    found = []
    if incident.place is None:
        found.append(Gap("No place is given: readers will find it under “not located”.", "Give it a place",
                         EDIT + "place_text"))
    elif incident.place.public_place is None:
        found.append(Gap("The place is not located yet: until it is, readers will find it under “not located”.",
                         "Locate it", reverse("desk:place", args=[incident.place.pk])))
    if not incident.when:
        found.append(Gap("No date is given: it is left out of every date filter and of the timeline.", "Give it a date",
                         EDIT + "when"))
    if not incident.summary:
        found.append(Gap("There is no summary.", "Write one", EDIT + "summary"))
    return found


def change_since_review(incident: Incident) -> Change | None:
    """What a second person has not agreed to yet; None where there is nothing."""
    agreed = incident.reviewed_version
    if incident.state != State.PUBLISHED or agreed is None or agreed >= incident.version:
        return None
    reviewed = incident.history.filter(reviewed_version=agreed).select_related("history_user").order_by("history_id")
    seen, first = as_seen(incident, agreed), reviewed.first()
    now = in_words_by_field(incident)
    then = in_words_by_field(seen.instance) if seen else {}
    fields = [(LABELS[name], then.get(name, ""), now[name]) for name in changed_since(incident, agreed)]
    reviewer = first.history_user.username if first and first.history_user else "the rules"
    return Change(reviewer, first.history_date if first else incident.updated_at, fields)


def embargo_on(incident: Incident, now: datetime) -> Embargo | None:
    """The embargo that readers wait for, if there is one."""
    until = incident.embargo_until
    if incident.state != State.PUBLISHED or incident.is_public or until is None or until <= now:
        return None
    rows = incident.history.filter(embargo_until=until).select_related("history_user").order_by("history_id")
    said = rows.first()
    who = said.history_user.username if said and said.history_user else ""
    return Embargo(until, (said and said.history_change_reason) or "", who)


def readers_from(incident: Incident, now: datetime) -> datetime | None:
    """From when readers see it, or would if it were published now; None where that is at once or long since."""
    if incident.state == State.WITHDRAWN or incident.is_public:
        return None
    would = copy(incident)
    would.published_at = incident.published_at if incident.state == State.PUBLISHED else now
    would.embargo_until = incident.embargo_until if incident.state == State.PUBLISHED else None
    found = public_from(would, hold_back=timedelta(hours=settings.HOLD_BACK_HOURS))
    return found if found > now else None


def _remedy(incident: Incident, field: str) -> tuple[str, str]:
    if field == "state" and incident.merged_into:
        return "Work there", reverse("desk:incident", args=[incident.merged_into.public_id])
    return {
        "reports": ("Add a report", f"{reverse('desk:report-new')}?incident={incident.public_id}"),
        "title": ("Give it a title", EDIT + "title"),
        "reviewer": ("Assign it to somebody else", "#assigned"),
    }.get(field, ("", ""))
