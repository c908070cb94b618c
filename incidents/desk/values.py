"""An incident's headline values on the desk: what each one is, by which rule, or whose choice it was."""

from dataclasses import dataclass

from incidents.actions.resolving import RESOLVED, resolved
from incidents.desk.wording import LABELS, in_words_by_field
from incidents.hearing import reports_of
from incidents.models import Incident


@dataclass(frozen=True)
class Shown:
    """One headline value in words; one that `is_editors` can be given back to the rules."""

    field: str
    label: str
    words: str
    reason: str
    is_editors: bool
    is_disputed: bool


def shown_values(incident: Incident) -> list[Shown]:
    found, words = resolved(incident, reports_of(incident)), in_words_by_field(incident)
    values = {field: getattr(found, field) for field in RESOLVED}
    return [
        Shown(field, LABELS[field], words[field], value.reason, value.is_editors, value.is_disputed)
        for field, value in values.items()
    ]
