"""What an incident says, a headline field at a time, in the words the desk uses for it."""

from incidents.actions.resolving import COUNTED, current
from incidents.models import Incident
from places.wording import place_in_words
from sources.dates import in_words
from sources.wording import range_in_words

LABELS = {
    "title": "Title", "summary": "Summary", "kind": "What happened", "when": "When", "place": "Place",
    "killed": "Killed", "wounded": "Wounded", "credibility": "Credibility",
}


def in_words_by_field(incident: Incident) -> dict[str, str]:
    counts = {name: range_in_words(*vars(current(incident, name)).values()) for name in COUNTED}
    return {
        "title": incident.title, "summary": incident.summary, "kind": str(incident.get_kind_display()),
        "when": in_words(incident.when), "place": place_in_words(incident.place) if incident.place else "not known",
        "credibility": str(incident.get_credibility_display()), **counts,
    }
