"""The headline of an incident that one source alone tells of: the rules of resolution, asked once for what is alike."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from incidents.hearing import origin_of
from incidents.in_bulk.accounts import Account, Counted
from incidents.resolution import Headline, Origin, Said, Value, weight, whole
from incidents.resolution.actors import resolve_actors
from incidents.resolution.counts import resolve_count
from incidents.resolution.days import resolve_when
from incidents.resolution.headline import resolve_credibility, resolve_kind
from incidents.resolution.whereabouts import resolve_place
from sources.models import Source
from sources.quantities import Estimate

MOST_KEPT = 50_000
NOWHERE = resolve_place([])
T = TypeVar("T")


class Heard:
    """Accounts of one source, heard one after the other; each rule is asked once for each thing that is said.

    The place of a headline is that of the only account, and is not part of what is answered.
    """

    def __init__(self, source: Source) -> None:
        root = source.root
        self._reliability = root.outlet.reliability
        self._said: dict[str, Any] = {
            "name": origin_of(root.outlet.owner_group, root.outlet.slug), "is_party": root.outlet.is_party_to_conflict,
            "published": root.published_latest or source.published_latest, "place": None,
        }  # fmt: skip
        self._kept: dict[Hashable, Any] = {}

    def headline(self, account: Account) -> Headline:
        graded = account.credibility
        return Headline(
            kind=self._asked(resolve_kind, account.kind, graded, kind=account.kind),
            when=self._asked(resolve_when, account.when, graded, when=account.when), place=NOWHERE,
            actors=self._asked(resolve_actors, account.parts, graded, actors=account.parts),
            killed=self._counted("killed", account), wounded=self._counted("wounded", account),
            credibility=self._asked(resolve_credibility, graded, graded), corroboration=1,
            unaligned=int(not self._said["is_party"]),
        )  # fmt: skip

    def _counted(self, outcome: str, account: Account) -> Value[Estimate]:
        counts = tuple(count for count in account.counts if count.outcome == outcome)
        return self._asked(lambda heard: resolve_count(heard, outcome), (outcome, counts), account.credibility,
                           counts=counts)  # fmt: skip

    def _asked(self, rule: Callable[[list[Origin]], T], key: Hashable, credibility: int, **said: Any) -> T:
        """What a rule says of an origin that says this alone."""
        whole_key = (*said, key, credibility)
        found = self._kept.get(whole_key)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[whole_key] = rule([self._origin(credibility, **said)])
        answer: T = found
        return answer

    def _origin(
        self, credibility: int, *, kind: str = "other", when: str = "", actors: Any = (),
        counts: tuple[Counted, ...] = (),
    ) -> Origin:  # fmt: skip
        said = whole((count.people, count.estimate) for count in counts)
        outcomes = {count.outcome: said for count in counts} if said.low is not None else {}
        return Origin(
            **self._said, weight=weight(self._reliability, credibility), credibility=credibility, kind=kind, when=when,
            actors=frozenset(Said(*part) for part in actors), counts=outcomes,
        )  # fmt: skip
