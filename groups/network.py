"""Who was tied to whom on a day: dated ties become graphs, neighbourhoods, paths and lines of descent. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import Protocol

import networkx as nx

from groups.kinds import BELONGING, AllianceKind, AllianceStatus
from sources.dates import UNDATED, Bounds
from sources.editorial import Confidence

PERHAPS = 0.5  # how firmly a tie stands on a day of which nothing but "not before" or "not after" is known
A_DAY = timedelta(days=1)
TAKEN = frozenset({
    AllianceStatus.ASSERTED, AllianceStatus.CONFIRMED, AllianceStatus.DISPUTED, AllianceStatus.ENDED,
})  # fmt: skip
SHOWN = TAKEN | {AllianceStatus.IMPLIED}  # where a page says with each tie how it is known
STATUSES = (
    AllianceStatus.DENIED, AllianceStatus.IMPLIED, AllianceStatus.DISPUTED, AllianceStatus.ENDED,
    AllianceStatus.ASSERTED, AllianceStatus.CONFIRMED,
)  # fmt: skip
CONFIDENCES = tuple(Confidence)
MOST_PATHS, MOST_LOOKED_AT = 5, 200
MOST_STEPS = 3


@dataclass(frozen=True)
class Node:
    """A group, by its address, and the days between which it was formed and ended."""

    slug: str
    formed: Bounds = UNDATED
    ended: Bounds = UNDATED

    def may_exist(self, day: date) -> bool:
        begins, ends = self.formed.earliest, self.ended.latest
        return (begins is None or begins <= day) and (ends is None or day <= ends)


class Lasting(Protocol):
    """What has a start and an end."""

    @property
    def start(self) -> Bounds: ...

    @property
    def end(self) -> Bounds: ...


@dataclass(frozen=True)
class Tie:
    """A directed tie, by its number; `sources` counts independent outlets."""

    key: int
    source: str
    target: str
    kind: AllianceKind
    status: AllianceStatus = AllianceStatus.ASSERTED
    confidence: Confidence = Confidence.MODERATE
    start: Bounds = UNDATED
    end: Bounds = UNDATED
    sources: int = 1

    @property
    def evidence(self) -> tuple[int, int, int]:
        """How good the evidence is, the lowest the weakest: status, then confidence, then how many say so."""
        return STATUSES.index(self.status), CONFIDENCES.index(self.confidence), self.sources


@dataclass(frozen=True)
class Era:
    """What a group belonged to from a day on (None: ever before), itself left out; up to the next era."""

    first: date | None
    above: frozenset[str]


@dataclass(frozen=True)
class Path:
    """Ties that lead from one group to another, whichever way each of them points."""

    groups: tuple[str, ...]
    ties: tuple[Tie, ...]

    @property
    def weakest(self) -> Tie:
        return min(self.ties, key=lambda tie: tie.evidence)


def weight(tie: Lasting, day: date) -> float:
    """How surely a tie stood on a day, 0 to 1: it fades in over the days on which it may have begun, and out likewise.

    0 exactly where no start and end within the bounds hold the day between them, 1 where all of them do.
    """
    return min(_begun(tie.start, day), 1 - _over(tie.end, day))


def may_hold(tie: Lasting, day: date) -> bool:
    return weight(tie, day) > 0


def as_of(ties: Iterable[Tie], day: date) -> list[Tie]:
    """The ties that may have stood on a day."""
    return [tie for tie in ties if may_hold(tie, day)]


def _begun(start: Bounds, day: date) -> float:
    if start.latest and day >= start.latest:
        return 1.0
    if start.earliest and day < start.earliest:
        return 0.0
    return PERHAPS if start.earliest is None or start.latest is None else _share(start.earliest, start.latest, day)


def _over(end: Bounds, day: date) -> float:
    """The last day of a tie is a day of it."""
    if end == UNDATED or (end.earliest and day <= end.earliest):
        return 0.0
    if end.latest and day > end.latest:
        return 1.0
    return PERHAPS if end.earliest is None or end.latest is None else _share(end.earliest, end.latest, day - A_DAY)


def _share(first: date, last: date, day: date) -> float:
    return ((day - first).days + 1) / ((last - first).days + 1)


def settled(tie: Tie, *, told: Bounds = UNDATED, groups: Collection[Node] = ()) -> Tie:
    """A tie with what else is known of its time; `told` are the first and last day on which its sources came out."""
    is_over = tie.status == AllianceStatus.ENDED
    start, end = settled_time(tie.start, tie.end, told=told, is_over=is_over, groups=groups)
    return replace(tie, start=start, end=end)


def settled_time(
    start: Bounds, end: Bounds, *, told: Bounds, is_over: bool, groups: Collection[Node]
) -> tuple[Bounds, Bounds]:
    """A start and an end with what else is known of them.

    What a source tells had begun when the first came out, and what is called over had ended when the last did; nothing
    is older than its groups, nor outlives them. Bounds that would contradict each other are left as they were entered.
    """
    begins = _latest([start.earliest, *(each.formed.earliest for each in groups)])
    ends = _earliest([end.latest or (told.latest if is_over else None), *(each.ended.latest for each in groups)])
    begun, over = Bounds(begins, start.latest or told.earliest), Bounds(end.earliest, ends)
    return begun if _in_order(begun) else start, over if _in_order(over) else end


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)


def _earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)


def _in_order(span: Bounds) -> bool:
    return span.earliest is None or span.latest is None or span.earliest <= span.latest


def united(ties: Iterable[Tie], first_of: Mapping[str, str]) -> list[Tie]:
    """Ties as they stand when some groups count as one, each by the first of them; a tie within one is none."""
    found = [(tie, first_of.get(tie.source, tie.source), first_of.get(tie.target, tie.target)) for tie in ties]
    return [
        replace(tie, source=source, target=target)
        for tie, source, target in found
        if source != target or tie.source == tie.target
    ]


def graph(ties: Iterable[Tie], slugs: Iterable[str] = ()) -> "nx.MultiDiGraph[str]":
    """Groups as nodes and each tie as an edge of its own, keyed by its number."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.add_nodes_from(slugs)
    for tie in ties:
        made.add_edge(tie.source, tie.target, key=tie.key, tie=tie)
    return made


def ego(ties: Iterable[Tie], slug: str, steps: int) -> set[str]:
    """A group and all within some steps of it, whichever way the ties point."""
    around: nx.Graph[str] = nx.Graph(graph(ties, [slug]))
    return set(nx.single_source_shortest_path_length(around, slug, cutoff=steps))


def paths(ties: Iterable[Tie], source: str, target: str, most: int = MOST_PATHS) -> list[Path]:
    """Ways from one group to another, the shortest first and of these those whose weakest tie is the strongest.

    Between two groups the best evidenced tie stands for all.
    """
    best: nx.Graph[str] = nx.Graph()
    best.add_nodes_from((source, target))
    for tie in sorted(ties, key=lambda each: (each.evidence, -each.key)):
        best.add_edge(tie.source, tie.target, tie=tie)
    if source == target or not nx.has_path(best, source, target):
        return []
    ways = _ways(best, source, target, most)
    found = [Path(way, tuple(best.edges[pair]["tie"] for pair in pairwise(way))) for way in ways]
    order = sorted(found, key=lambda path: (len(path.ties), *(-grade for grade in path.weakest.evidence), path.groups))
    return order[:most]


def _ways(best: "nx.Graph[str]", source: str, target: str, most: int) -> Iterator[tuple[str, ...]]:
    """The shortest ways, and of those as long as the last that is wanted all, up to a limit."""
    longest = 0
    for at, way in enumerate(islice(nx.shortest_simple_paths(best, source, target), MOST_LOOKED_AT)):
        if at >= most and len(way) > longest:
            return
        longest = len(way)
        yield tuple(way)


def until_withdrawn(ties: Iterable[Tie]) -> list[Tie]:
    """All ties, with each pledge ending when it was withdrawn; one that was renewed after that is a tie of its own.

    A withdrawal that is only implied ends no pledge that is more than implied.
    """
    known = list(ties)
    left: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in known:
        if tie.kind == AllianceKind.WITHDREW_FROM and tie.status in SHOWN:
            left[tie.source, tie.target].append(tie)
    return [_until_left(tie, left.get((tie.source, tie.target), ())) for tie in known]


def belonging(ties: Iterable[Tie], statuses: Collection[AllianceStatus] = TAKEN) -> list[Tie]:
    """The ties by which what one group did is counted for another too: structure, and pledges until withdrawn."""
    held = (tie for tie in until_withdrawn(ties) if tie.kind in BELONGING and tie.status in statuses)
    return [tie for tie in held if tie.source != tie.target]


def _until_left(tie: Tie, departures: Collection[Tie]) -> Tie:
    known = [each for each in departures if each.status in TAKEN or tie.status == each.status]
    after = [each.start for each in known if _may_follow(tie.start, each.start)]
    if tie.kind != AllianceKind.PLEDGED_TO or not after:
        return tie
    gone = min(after, key=lambda each: each.latest or each.earliest or date.max)
    end = Bounds(_earliest([tie.end.earliest, gone.earliest]), _earliest([tie.end.latest, gone.latest]))
    return replace(tie, end=end if _in_order(end) else gone)


def _may_follow(start: Bounds, departure: Bounds) -> bool:
    begun, gone = start.earliest, departure.latest
    return begun is None or gone is None or begun <= gone


def lineages(ties: Iterable[Tie]) -> dict[str, list[Era]]:
    """For each group that ever belonged to another, what it belonged to over time, directly or through others."""
    upward: dict[str, list[Tie]] = defaultdict(list)
    for tie in belonging(ties):
        upward[tie.source].append(tie)
    return {slug: list(_eras(slug, upward)) for slug in upward}


def _eras(slug: str, upward: Mapping[str, Sequence[Tie]]) -> Iterator[Era]:
    days = {day for tie in _reached(slug, upward, None) for day in _turns(tie)}
    above: frozenset[str] | None = None
    for first in (None, *sorted(days)):
        now = _above(slug, upward, first)
        if now != above:
            yield Era(first, now)
        above = now


def _above(slug: str, upward: Mapping[str, Sequence[Tie]], day: date | None) -> frozenset[str]:
    return frozenset(tie.target for tie in _reached(slug, upward, day or date.min)) - {slug}


def _turns(tie: Tie) -> Iterator[date]:
    """The days on which it first may hold, and no longer can."""
    if tie.start.earliest:
        yield tie.start.earliest
    if tie.end.latest and tie.end.latest < date.max:
        yield tie.end.latest + A_DAY


def _reached(slug: str, upward: Mapping[str, Sequence[Tie]], day: date | None) -> list[Tie]:
    """All ties that lead upward from a group: those of a day, or (None) of any."""
    found, seen, waiting = [], {slug}, [slug]
    while waiting:
        held = [tie for tie in upward.get(waiting.pop(), ()) if day is None or may_hold(tie, day)]
        found += held
        new = {tie.target for tie in held} - seen
        seen |= new
        waiting += new
    return found
