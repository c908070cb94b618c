"""What the desk's page shows of lists: tabs with their numbers, and each row beside the groups it may be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from groups.lists.adopting import row_of
from groups.lists.comparing import named_in
from groups.lists.rows import ListRow
from groups.models import Finding, Group, ListedActor, ListedState

MOST_CHARACTERS = 100
UNDECIDED = ("exact", "some", "none")


@dataclass(frozen=True)
class Tab:
    """A part of the rows, by what was found or decided."""

    name: str
    label: str
    rows: Q
    empty: str

    @property
    def is_to_decide(self) -> bool:
        return self.name in UNDECIDED


TO_DECIDE = Q(state=ListedState.PROPOSED)
TABS = (
    Tab("exact", "Fit one group exactly", TO_DECIDE & Q(finding=Finding.EXACT), "No row waits that fits one exactly."),
    Tab("some", "May be a group", TO_DECIDE & Q(finding=Finding.SOME), "No row waits that may be a group."),
    Tab("none", "No group like it", TO_DECIDE & Q(finding=Finding.NONE), "No row waits without a group like it."),
    Tab("matched", "Same as a group", Q(state=ListedState.MATCHED), "Nothing was matched yet."),
    Tab("entered", "Entered", Q(state=ListedState.ENTERED), "No group was entered from a list yet."),
    Tab("aside", "Set aside", Q(state=ListedState.SET_ASIDE), "Nothing was set aside."),
    Tab("news", "Changed since", ~TO_DECIDE & ~Q(news=[]), "No list changed what was decided."),
)
BY_NAME = {tab.name: tab for tab in TABS}


@dataclass(frozen=True)
class Proposed:
    """A group that a row may be, and why."""

    group: Group
    score: float
    reason: str
    is_exact: bool

    @property
    def percent(self) -> int:
        return round(self.score * 100)


@dataclass(frozen=True)
class Shown:
    """A row with what it says and the groups it may be."""

    listed: ListedActor
    row: ListRow
    proposed: tuple[Proposed, ...]

    @property
    def other_names(self) -> list[Any]:
        return [each for each in self.row.names if each.name != self.listed.name]

    @property
    def ties(self) -> list[Any]:
        """Without renamings: the former names say as much."""
        return [each for each in self.row.ties if not each.is_reversed]


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: a tab, one list or all, and words."""

    tab: Tab
    dataset: str
    words: str

    @classmethod
    def of(cls, said: Mapping[str, str], datasets: Iterable[str]) -> "Asked":
        dataset = said.get("list", "")
        words = said.get("q", "").strip()[:MOST_CHARACTERS]
        return cls(BY_NAME.get(said.get("tab", ""), TABS[0]), dataset if dataset in set(datasets) else "", words)

    def rows(self) -> QuerySet[ListedActor]:
        """All rows of the list and the words, whatever the tab."""
        rows = ListedActor.objects.all()
        rows = rows.filter(dataset=self.dataset) if self.dataset else rows
        return rows.filter(Q(name__icontains=self.words) | Q(external_id=self.words)) if self.words else rows


def datasets() -> list[str]:
    return list(ListedActor.objects.order_by("dataset").values_list("dataset", flat=True).distinct())


def shown(rows: Iterable[ListedActor]) -> list[Shown]:
    """Rows of a page, with the groups they may be fetched at once."""
    rows = list(rows)
    groups = Group.objects.prefetch_related("names").in_bulk(named_in(rows))
    return [Shown(listed, row_of(listed), _proposed(listed, groups)) for listed in rows]


def _proposed(listed: ListedActor, groups: Mapping[int, Group]) -> tuple[Proposed, ...]:
    return tuple(
        Proposed(groups[each["group"]], each["score"], each["reason"], each["exact"])
        for each in listed.candidates if each["group"] in groups
    )  # fmt: skip
