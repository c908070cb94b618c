"""What of an incident readers see, as words under the name of each fact: the allow list of its public history.

Only what is named here is ever told. Places, groups and links go through the reader's sight of today.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.utils.text import capfirst, get_text_list

from audit.telling import Fact, State, Step, told
from incidents.actions.resolving import EDITOR
from incidents.evidence import Evidence, Sight
from incidents.ledger.independence import item
from incidents.models import AttributedBy, Attribution, Casualty, Incident, Report
from incidents.past.recalling import Recalled
from places.models import Place
from places.wording import place_in_words
from sources.dates import in_words
from sources.models import Credibility
from sources.wording import count_in_words, range_in_words

ITSELF = ""
NAMES = {"kind": "What", "when": "When", "place": "Where", "killed": "Killed", "wounded": "Wounded"}
ALLEGED = "An allegation of the perpetrator, not established here: "


def public_state(evidence: Evidence, sight: Sight, names: Mapping[int, str]) -> State:
    """Every fact of an incident's page that is not empty; `names` are what its reports are called."""
    said = [(ITSELF, name, words) for name, words in _headline(evidence, sight)]
    for report in evidence.reports:
        said += [(names[report.pk], name, words) for name, words in _account(report, sight)]
    facts: dict[Fact, list[str]] = {}
    for about, name, words in said:
        if words:
            facts.setdefault((about, name), []).append(words)
    return {fact: "; ".join(words) for fact, words in facts.items()}


def _headline(evidence: Evidence, sight: Sight) -> Iterator[tuple[str, str]]:
    incident = evidence.incident
    yield "Title", incident.title
    yield "Summary", incident.summary
    yield "What", capfirst(incident.get_kind_display())
    yield "When", _when(incident.when)
    yield "Where", _where(sight.place(incident.place))
    for outcome in ("killed", "wounded"):
        yield capfirst(outcome), _range(incident, outcome)
    yield from _counts(evidence.casualties)
    for part in sight.named(evidence.attributions):
        yield _part(part), _stated(part, [item(source) for source in part.citations.all()])
    yield "Struck", "; ".join(map(str, evidence.targets))
    yield "With", ", ".join(map(str, evidence.weapons))
    yield "Credibility", Credibility(incident.credibility).label
    for field, name in NAMES.items():
        if incident.set_by.get(field) == EDITOR:
            yield f"Why an editor set “{name}”", incident.reasons.get(field, "")


def _account(report: Report, sight: Sight) -> Iterator[tuple[str, str]]:
    source = report.source
    yield "Outlet", source.outlet.name
    yield "Grade", report.grade
    yield "Item", source.title
    yield "Address", source.public_url or ""
    yield "Republishes", item(source.republishes) if source.republishes else ""
    yield "What", capfirst(report.get_kind_display())
    yield "When", _when(report.when)
    yield "Where", _where(sight.place(report.place))
    yield from _counts(report.casualties.all())
    for part in sight.named(list(report.attributions.all())):
        yield _part(part), _stated(part, [])
    yield "In its words", report.excerpt
    yield "Remarks", report.note


def _counts(casualties: Iterable[Casualty]) -> Iterator[tuple[str, str]]:
    for row in casualties:
        yield f"{capfirst(row.get_outcome_display())}, {row.get_people_display().lower()}", count_in_words(row)


def _range(incident: Incident, outcome: str) -> str:
    low, best, high = (getattr(incident, f"{outcome}_{view}") for view in ("low", "best", "high"))
    return "" if low is None else range_in_words(low, best, high)


def _part(said: Attribution) -> str:
    return f"{capfirst(said.get_role_display())}: {said.group.label}"


def _stated(said: Attribution, cited: list[str]) -> str:
    words = [f"{said.get_status_display().lower()} by {said.get_by_display().lower()}",
             f"{said.get_confidence_display().lower()} confidence"]  # fmt: skip
    if cited:
        words.append(f"on {get_text_list(cited, 'and')}")
    note = f"{ALLEGED if said.by == AttributedBy.GROUP else ''}{said.note}" if said.note else ""
    return f"{', '.join(words)}{f'. {note}' if note else ''}"


def _when(text: str) -> str:
    return in_words(text) if text else ""


def _where(place: Place | None) -> str:
    return place_in_words(place) if place else ""


def public_history(recalled: Recalled, sight: Sight) -> list[Step]:
    """What readers could see change, newest first."""
    names = recalled.names()

    def state_at(moment: datetime) -> State | None:
        evidence = recalled.public_at(moment)
        return public_state(evidence, sight, names) if evidence else None

    return told(recalled.changed, state_at)
