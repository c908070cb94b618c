"""Two incidents fact by fact, in words, so that an editor sees at once where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.defaultfilters import pluralize
from django.utils.text import capfirst

from accounts.models import User
from incidents.evidence import Sight
from incidents.models import Incident
from places.wording import place_in_words
from sources.dates import in_words
from sources.models import Credibility
from sources.wording import range_in_words


@dataclass(frozen=True)
class Contrast:
    """One fact as each incident has it; empty where it is silent, which contradicts nothing."""

    fact: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return bool(self.first and self.second) and self.first != self.second


def contrasts(first: Incident, second: Incident, user: User) -> list[Contrast]:
    """All facts of both, those a reader asks for first."""
    mine, theirs = facts_of(first, user), facts_of(second, user)
    return [Contrast(fact, mine[fact], theirs[fact]) for fact in mine]


def facts_of(incident: Incident, user: User) -> dict[str, str]:
    """What an incident says, in words; what it is silent on is empty."""
    number = incident.reports.count()
    return {
        "What": capfirst(incident.get_kind_display()),
        "When": in_words(incident.when) if incident.when else "",
        "Where": place_in_words(incident.place) if incident.place else "",
        "Killed": _count(incident.killed_low, incident.killed_best, incident.killed_high),
        "Wounded": _count(incident.wounded_low, incident.wounded_best, incident.wounded_high),
        "Who": _listed(_who(incident, user)),
        "Struck": _listed(map(str, incident.targets.order_by("kind", "community"))),
        "With": _listed(map(str, incident.weapons.order_by("kind"))),
        "Evidence": f"{number} report{pluralize(number)}, {incident.corroboration} independent",
        "Credibility": Credibility(incident.credibility).label if incident.credibility != Credibility.UNJUDGED else "",
        "Summary": incident.summary,
    }


def _who(incident: Incident, user: User) -> list[str]:
    return [
        f"{each.group.label} ({each.get_role_display().lower()}, {each.get_status_display().lower()})"
        for each in Sight(user).named(list(incident.attributions.select_related("group")))
    ]


def _listed(words: Iterable[str]) -> str:
    return capfirst("; ".join(words))


def _count(low: int | None, best: int | None, high: int | None) -> str:
    return range_in_words(low, best, high) if low is not None else ""
