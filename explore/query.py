"""The meaning of a filter: the parameters of an address become one typed, validated Filter. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError

from explore import parameters
from explore.parameters import Box, Mark, Polygon, Vocabulary
from groups import uniting

MANY = (
    "group", "one", "province", "district", "kind", "family", "status", "target", "community", "credibility", "level",
)  # fmt: skip
COUNTED = ("killed_min", "killed_max", "wounded_min", "wounded_max")
ONE = (
    "parts", "from", "to", "dated", *COUNTED, "counts", "sources_min", "unaligned", "conflict", "precision", "q",
    "bbox", "polygon", "mark",
)  # fmt: skip
PARAMETERS = (*MANY, *ONE)
MOST_VALUES = 200
LONGEST_VALUE = 200
LONGEST_POLYGON = 20_000


@dataclass(frozen=True)
class Filter:
    """Which incidents are asked for: values of one field are alternatives, fields narrow each other.

    `one` narrows nothing: it says which groups count as one actor, and `group` holds the first of these alone.
    """

    group: frozenset[str] = frozenset()
    one: frozenset[str] = frozenset()
    province: frozenset[str] = frozenset()
    district: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    target: frozenset[str] = frozenset()
    community: frozenset[str] = frozenset()
    credibility: frozenset[str] = frozenset()
    level: frozenset[str] = frozenset()
    parts: bool = False
    first: date | None = None
    last: date | None = None
    dated: bool | None = None
    killed_min: int | None = None
    killed_max: int | None = None
    wounded_min: int | None = None
    wounded_max: int | None = None
    counts: str = "best"
    sources_min: int | None = None
    unaligned: bool | None = None
    conflict: bool | None = None
    precision: str | None = None
    words: tuple[str, ...] = ()
    box: Box | None = None
    polygon: Polygon | None = None
    mark: Mark | None = None

    def without(self, *names: str) -> "Filter":
        """The same filter with some fields left open, as facets count under all *other* filters."""
        return replace(self, **{name: getattr(EVERYTHING, name) for name in names})

    @cached_property
    def as_one(self) -> dict[str, tuple[str, ...]]:
        """For each group that counts as one with others all of these, in order; the first stands for them."""
        return uniting.as_one(self.one)

    def first_of(self, slug: str) -> str:
        """The group that stands for a group."""
        return self.as_one.get(slug, (slug,))[0]

    @property
    def address(self) -> str:
        """The filter as parameters, always written alike; empty when everything is asked for."""
        pairs: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                name = NAMES.get(field.name, field.name)
                written = sorted(value) if isinstance(value, frozenset) else [_written(value)]
                pairs += [(name, each) for each in written]
        return urlencode(pairs)


NAMES = {"first": "from", "last": "to", "words": "q", "box": "bbox"}
EVERYTHING = Filter()


def read(pairs: Mapping[str, list[str]], vocabulary: Vocabulary, *, also: Iterable[str] = ()) -> Filter:
    """A filter from parameters (name → all its values); `also` names what else this address takes.

    Raises ValidationError keyed by parameter, each with a sentence that names the remedy.
    """
    check_names(pairs, (*PARAMETERS, *also))
    problems: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    for name in PARAMETERS:
        given = pairs.get(name, [])
        try:
            if given:
                values[name] = _READERS[name](given, name, vocabulary)
        except ValidationError as refusal:
            problems[name] = list(refusal.messages)
    problems = problems or _contradictions(values)
    if problems:
        raise ValidationError(problems)
    for field, name in NAMES.items():
        if name in values:
            values[field] = values.pop(name)
    chosen = Filter(**values)
    return replace(chosen, group=frozenset(map(chosen.first_of, chosen.group))) if chosen.one else chosen


def check_names(pairs: Mapping[str, list[str]], known: tuple[str, ...]) -> None:
    """What is wrong with parameters as such, before any value is read."""
    found = [(name, _sentence(name, values, known)) for name, values in list(pairs.items())[:50]]
    if problems := {_shown(name): [sentence] for name, sentence in found if sentence}:
        raise ValidationError(problems)


def _sentence(name: str, values: list[str], known: tuple[str, ...]) -> str:
    if name not in known:
        return f"{_shown(name)} is not a parameter here. Known are: {', '.join(known)}."
    if len(values) > (MOST_VALUES if name in MANY else 1):
        return f"Give {name} at most {MOST_VALUES} times." if name in MANY else f"Give {name} once."
    if any("\x00" in value or "\ufffd" in value for value in values):
        return f"{name} holds a character that cannot be read. Send UTF-8 text."
    longest = LONGEST_POLYGON if name == "polygon" else LONGEST_VALUE * 10
    return f"Keep {name} within {longest:,} characters." if any(len(value) > longest for value in values) else ""


def _shown(name: str) -> str:
    return "".join(letter for letter in name[:40] if letter.isprintable()) or "parameter"


def _contradictions(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Parameters that are each well written and together cannot be meant."""
    problems: dict[str, list[str]] = {}
    begins, ends = values.get("from"), values.get("to")
    if begins and ends and begins > ends:
        problems["to"] = ["to lies before from: exchange the two dates."]
    if values.get("dated") is False and (begins or ends):
        problems["dated"] = ["dated=no asks for what has no date: leave from and to out, or dated."]
    for outcome in ("killed", "wounded"):
        least, most = values.get(f"{outcome}_min"), values.get(f"{outcome}_max")
        if least is not None and most is not None and least > most:
            problems[f"{outcome}_max"] = [f"{outcome}_max is less than {outcome}_min: exchange the two numbers."]
    return problems


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, tuple) else str(value)


Reader = Callable[[list[str], str, Vocabulary], Any]
_READERS: Mapping[str, Reader] = MappingProxyType({
    **dict.fromkeys(MANY, parameters.known_values), "group": parameters.groups, "one": parameters.as_one,
    **dict.fromkeys(COUNTED, parameters.count), **dict.fromkeys(("from", "to"), parameters.day),
    **dict.fromkeys(("parts", "dated", "unaligned", "conflict"), parameters.yes_or_no),
    "counts": parameters.one_of("low", "best", "high"), "sources_min": parameters.count,
    "precision": parameters.one_of("site", "settlement", "district", "province"), "q": parameters.words,
    "bbox": parameters.box, "polygon": parameters.polygon, "mark": parameters.mark,
})
