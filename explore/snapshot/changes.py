"""Which incidents a list of noted changes is about, so that only these are read anew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from explore.models import Change, Noun
from incidents.models import Incident
from sources.models import Source

MOST_CHANGES = 20_000  # of incidents; beyond, building anew is as quick
CHUNK = 500  # few enough numbers at once for every database
NAMED = ("attributions__group", "attributions__group__merged_into")
SHOWN = ("place", "place__public_place")
ABOVE = ("province", "district", "province__parent")


@dataclass(frozen=True)
class Work:
    """Changes to take up: their rows, and the incidents they are about; None for all incidents."""

    changes: list[int]
    incidents: set[int] | None

    def with_groups(self, groups: set[int]) -> "Work":
        """Also what these groups did."""
        if self.incidents is None or not groups:
            return self
        found = self.incidents | _incidents(groups, *NAMED)
        return replace(self, incidents=found if len(found) <= MOST_CHANGES else None)


def work() -> Work:
    """All that is noted at this moment."""
    rows = list(Change.objects.order_by("pk").values_list("pk", "noun", "key"))
    keys: dict[str, set[int]] = defaultdict(set)
    for _, noun, key in rows:
        keys[noun].add(key)
    return Work([pk for pk, _, _ in rows], _about(keys))


def strike_off(done: Work) -> None:
    """Take changes off the list that a published snapshot holds."""
    for some in _chunks(done.changes):
        Change.objects.filter(pk__in=some).delete()


def _about(keys: dict[str, set[int]]) -> set[int] | None:
    if keys[Noun.EVERYTHING] or sum(map(len, keys.values())) > MOST_CHANGES or _is_unit(keys[Noun.PLACE]):
        return None
    found = set(keys[Noun.INCIDENT])
    found |= _incidents(keys[Noun.PLACE], *SHOWN, *(f"{each}__parent" for each in SHOWN))
    found |= _incidents(keys[Noun.GROUP], *NAMED)
    found |= _incidents(_with_copies(keys[Noun.SOURCE], keys[Noun.OUTLET]), "reports__source")
    return found if len(found) <= MOST_CHANGES else None


def _is_unit(places: set[int]) -> bool:
    """Whether incidents lie in a country, province or district that changed: too many names hang on it to follow."""
    fields = [f"{each}__{above}__in" for each in SHOWN for above in ABOVE]
    return any(
        Incident.objects.filter(**{field: some}).exists() for some in _chunks(places) for field in fields
    )


def _with_copies(sources: set[int], outlets: set[int]) -> set[int]:
    """Sources that changed or whose outlet did, and whatever copies them, at whatever remove."""
    found, new = set(sources), _sources(outlets, "outlet") | sources
    while new and len(found) <= MOST_CHANGES:
        found |= new
        new = _sources(new, "republishes") - found
    return found


def _sources(keys: set[int], field: str) -> set[int]:
    rows = (Source.objects.filter(**{f"{field}__in": some}).values_list("pk", flat=True) for some in _chunks(keys))
    return {pk for some in rows for pk in some}


def _incidents(keys: set[int], *fields: str) -> set[int]:
    """Incidents that lead to one of the keys by one of the fields; when there are very many, more than enough."""
    found: set[int] = set()
    for some in _chunks(keys):
        for field in fields:
            incidents = Incident.objects.filter(**{f"{field}__in": some}).values_list("pk", flat=True)
            found.update(incidents[: MOST_CHANGES + 1])
        if len(found) > MOST_CHANGES:
            break
    return found


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    numbers = sorted(keys)
    return (numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK))
