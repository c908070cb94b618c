"""What one source says of one event, as plain values that were checked before."""

from typing import NamedTuple

from incidents.models import AttributedBy, CasualtyClass
from sources.editorial import Confidence
from sources.models import Credibility
from sources.quantities import Estimate


class Counted(NamedTuple):
    """People of one class; `outcome` and `people` as in Casualty."""

    outcome: str
    estimate: Estimate
    people: str = CasualtyClass.EVERYBODY


class Part(NamedTuple):
    """A group's part, as in Attribution; `group` is its number."""

    group: int
    role: str
    status: str
    by: str = AttributedBy.AUTHOR
    confidence: str = Confidence.MODERATE


class Account(NamedTuple):
    """A report that becomes an incident of its own. `when` is EDTF, `place` the number of a place or None."""

    title: str
    kind: str
    when: str = ""
    place: int | None = None
    counts: tuple[Counted, ...] = ()
    parts: tuple[Part, ...] = ()
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    note: str = ""
    credibility: int = Credibility.UNJUDGED


class Entered(NamedTuple):
    """The numbers of the rows that an account became."""

    report: int
    incident: int
