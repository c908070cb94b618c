"""What a group's page shows on a day, put together from the rows that its reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from groups.ages import Age, Day, age_of
from groups.belonging import Branch, Lineage, above, below
from groups.claims import Area, Claim, areas
from groups.heads import clashes, contested
from groups.kinds import FAMILY_OF, AllianceFamily, AllianceKind
from groups.models import Alliance, Group, GroupName, LeaderRole, Leadership
from groups.naming import language_in_words, script_in_words
from groups.network import Tie, may_hold, until_withdrawn
from groups.past.recalling import GroupThen
from groups.tenures import Axis, Bar, Tenure, axis_of, bars
from groups.ties import independent, read_tie, told
from groups.wording import Sight
from places.models import Place
from sources.dates import Bounds
from sources.editorial import State


@dataclass(frozen=True)
class ShownName:
    """A name with what it is written in, and the other groups that bear it."""

    row: GroupName
    others: Sequence[Group]

    @property
    def written(self) -> str:
        words = (language_in_words(self.row.language), script_in_words(self.row.script))
        return ", ".join(dict.fromkeys(each for each in words if each))

    @property
    def is_vague(self) -> bool:
        return bool(self.others) or self.row.match == "never"


@dataclass(frozen=True)
class ShownTie:
    """A tie with how many independent outlets tell of it, and why it is not one of the day, if it is not."""

    row: Alliance
    tie: Tie
    place: Place | None
    aside: str

    @property
    def outlets(self) -> int:
        return self.tie.sources


@dataclass(frozen=True)
class ShownBranch:
    """A tie that leads to another group, and what follows from there."""

    row: Alliance
    group: Group
    further: Sequence["ShownBranch"]
    is_again: bool


@dataclass(frozen=True)
class Family:
    """The ties of one family."""

    name: str
    ties: Sequence[ShownTie]


@dataclass(frozen=True)
class ShownLeader:
    """One line of the leadership's chart and of its table."""

    row: Leadership
    bars: Sequence[Bar]
    outlets: int
    is_contested: bool

    @property
    def ends_at(self) -> float | None:
        """Where the mark of its end stands: none where nobody tells how it ended."""
        return self.bars[-1].end if self.bars and self.row.end_reason else None


@dataclass(frozen=True)
class Leaders:
    """The leadership: a line for each, heads first, and in words where accounts clash."""

    lines: Sequence[ShownLeader]
    axis: Axis | None
    now: float | None
    clashes: Sequence[str]


@dataclass(frozen=True)
class Dossier:
    """All sections of a group's page. `records` lead to the group; `rows_around` are the ties of what it belongs to."""

    then: GroupThen
    on: Day
    sight: Sight
    records: Sequence[Group]
    rows_around: Sequence[Alliance]
    bearers: dict[str, list[Group]]

    @cached_property
    def names(self) -> list[ShownName]:
        """All but the one that heads the page, which comes again where sources are cited for it."""
        return [
            ShownName(name, self.bearers.get(name.name, [])) for name in self.then.names
            if name.name != self.then.group.name or name.citations.all()
        ]  # fmt: skip

    @cached_property
    def native_names(self) -> list[GroupName]:
        """Names in other scripts than Latin, for the head of the page."""
        return [name for name in self.then.names if name.script and name.script != "Latn"]

    @cached_property
    def families(self) -> list[Family]:
        told: dict[AllianceFamily, list[ShownTie]] = {}
        for row in self.then.ties:
            told.setdefault(FAMILY_OF[AllianceKind(row.kind)], []).append(self._shown(row))
        return [Family(family.label, told[family]) for family in AllianceFamily if family in told]

    @cached_property
    def above(self) -> list[ShownBranch]:
        return self._branches(self._lineages[0].branches)

    @cached_property
    def parts(self) -> list[ShownBranch]:
        return self._branches(self._lineages[1].branches)

    @property
    def is_cut(self) -> bool:
        """Whether it is part of more, or more belongs to it, than is shown."""
        return any(lineage.is_cut for lineage in self._lineages)

    @cached_property
    def leaders(self) -> Leaders:
        rows = sorted(self.then.leaders, key=lambda row: (_rank(row), _began(row), row.pk))
        tenures, standing = [tenure_of(row) for row in rows], [row for row in rows if row.state != State.WITHDRAWN]
        axis, disputed = axis_of(tenures), contested(standing)
        lines = [
            ShownLeader(row, bars(tenure, axis) if axis else [], independent(row.citations.all()), row.pk in disputed)
            for row, tenure in zip(rows, tenures, strict=True)
        ]
        return Leaders(
            lines, axis, axis.at(self.on.day) if axis and axis.holds(self.on.day) else None, clashes(standing)
        )

    @cached_property
    def claims(self) -> list[Claim]:
        return [Claim(row, self.sight(row.place), self._age(row)) for row in self.then.claims]

    @cached_property
    def areas(self) -> list[Area]:
        """What was claimed by the day."""
        return areas(claim for claim in self.claims if not claim.age.is_later)

    @cached_property
    def later(self) -> list[Claim]:
        """What was claimed only after it."""
        return [claim for claim in self.claims if claim.age.is_later]

    @cached_property
    def spots(self) -> list[dict[str, Any]]:
        """What the map draws."""
        return [
            {"letter": spot.letter, "name": spot.place.name, "claims": len(spot.claims), "step": spot.step,
             "age": spot.claims[0].age.words, **vars(spot.mark)}
            for area in self.areas for spot in area.spots if spot.mark and spot.place
        ]  # fmt: skip

    @cached_property
    def last_told(self) -> date | None:
        """The last day of which anything here speaks, or on which it was told."""
        lasting: list[Any] = [*self.then.ties, *self.then.leaders]
        days = [source.published_latest for row in self.then.statements for source in row.citations.all()]
        days += [day for row in self.then.claims for day in (row.latest, row.earliest)]
        days += [day for row in lasting for day in (row.start_latest, row.end_latest)]
        return max((day for day in days if day), default=None)

    @property
    def _slug(self) -> str:
        return self.then.group.slug

    @cached_property
    def _ties(self) -> dict[int, Tie]:
        return {tie.key: tie for tie in until_withdrawn(map(read_tie, self.then.ties))}

    @cached_property
    def _lineages(self) -> tuple[Lineage, Lineage]:
        around = [read_tie(row) for row in self.rows_around]
        return above(around, self._slug, self.on.day), below(around, self._slug, self.on.day)

    def _branches(self, branches: Iterable[Branch]) -> list[ShownBranch]:
        rows = {row.pk: row for row in self.rows_around}
        return [self._branch(each, rows[each.tie.key]) for each in branches]

    def _branch(self, branch: Branch, row: Alliance) -> ShownBranch:
        ends = (group.shown_as for group in (row.source, row.target))
        far = next(group for group in ends if group.slug == branch.slug)
        return ShownBranch(row, far, self._branches(branch.further), branch.is_again)

    def _shown(self, row: Alliance) -> ShownTie:
        tie = self._ties[row.pk]
        return ShownTie(row, tie, self.sight(row.place), self._aside(tie))

    def _aside(self, tie: Tie) -> str:
        if may_hold(tie, self.on.day):
            return ""
        is_later = tie.start.earliest is not None and self.on.day < tie.start.earliest
        return f"later than {self.on.in_words}" if is_later else f"over by {self.on.in_words}"

    def _age(self, row: Any) -> Age:
        return age_of(Bounds(row.earliest, row.latest), told(row.citations.all()).earliest, self.on)


def tenure_of(row: Leadership) -> Tenure:
    return Tenure(
        row.person, Bounds(row.start_earliest, row.start_latest), Bounds(row.end_earliest, row.end_latest),
        bool(row.end_reason), told(row.citations.all()),
    )  # fmt: skip


def _rank(row: Leadership) -> int:
    return LeaderRole.values.index(row.role)


def _began(row: Leadership) -> date:
    return row.start_earliest or row.start_latest or row.end_earliest or row.end_latest or date.min
