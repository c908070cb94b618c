"""Past texts that may no longer be read: what they say is left out, and that it is left out is said."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from audit.recalling import Past
from incidents.models import Attribution, Casualty, Incident, Report, Target
from places.hiding import telling
from places.models import Place
from sources.models import Outlet, Source
from sources.withholding.recalling import withheld_texts

TEXTS: dict[type, tuple[str, ...]] = {
    Incident: ("title", "summary"),
    Report: ("excerpt", "note"),
    Attribution: ("note",),
    Casualty: ("words",),
    Target: ("community",),
    Source: ("title", "author", "url"),
    Outlet: ("name",),
}
LeftOut = Mapping[str, str]  # a text as it was → what is shown in its stead


def left_out(pasts: Iterable[Past], places: Iterable[Place]) -> LeftOut:
    """Every text that holds a name withheld since, and every former text that names a place shown only coarsely now.

    Whoever reads. What a text says of a place today is no secret of the past.
    """
    texts = {text for past in pasts for text in texts_of(past.rows) if text}
    former = texts - {text for past in pasts for text in texts_of(past.latest)}
    return {**telling(former, places), **withheld_texts(texts)}


def texts_of(rows: Iterable[Any]) -> Iterator[str]:
    """All texts that history rows of one model hold."""
    for row in rows:
        yield from (getattr(row, name) for name in TEXTS.get(row.instance_type, ()))
        if row.instance_type is Incident:
            yield from row.reasons.values()


def leave_out(made: Any, instead: LeftOut) -> Any:
    """A rebuilt object with what may not be read replaced."""
    for name in TEXTS.get(type(made), ()):
        shown = instead.get(getattr(made, name))
        if shown and name == "url":
            made.url = None  # an address is followed or not there
        elif shown:
            setattr(made, name, shown[: type(made)._meta.get_field(name).max_length or None])
    if isinstance(made, Incident):
        made.reasons = {field: instead.get(reason, reason) for field, reason in made.reasons.items()}
    return made
