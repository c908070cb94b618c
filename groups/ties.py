"""Reads ties between groups, as one reader may know them, into the values that `groups.network` works on."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User
from groups.kinds import AllianceKind, AllianceStatus
from groups.models import Alliance, Group
from groups.network import Node, Tie, settled, until_withdrawn
from sources.dates import Bounds
from sources.editorial import Confidence
from sources.lookup import owner_key
from sources.models import Source

READ_WITH = (
    "source__merged_into", "target__merged_into", "place__province__parent", "place__district", "place__parent",
    "place__public_place__province__parent", "place__public_place__district", "place__public_place__parent",
)  # fmt: skip


def visible_ties(user: User | AnonymousUser) -> QuerySet[Alliance]:
    """Ties that a reader may see between groups that they may see."""
    groups = Group.objects.visible_to(user)
    ties: QuerySet[Alliance] = Alliance.objects.visible_to(user).filter(source__in=groups, target__in=groups)
    return ties


def shown_ties(rows: QuerySet[Alliance]) -> QuerySet[Alliance]:
    """Rows with all that `read_ties` and those who show them look at, in a few questions."""
    with_sources = rows.prefetch_related("citations__outlet", "citations__republishes__outlet")
    return with_sources.select_related(*READ_WITH).order_by("pk")


def read_ties(rows: QuerySet[Alliance]) -> list[Tie]:
    """Rows as values, each pledge until it was withdrawn; rows must hold the withdrawals too."""
    return until_withdrawn(read_tie(row) for row in shown_ties(rows))


def node_of(group: Group) -> Node:
    return Node(
        group.slug, Bounds(group.formed_earliest, group.formed_latest), Bounds(group.ended_earliest, group.ended_latest)
    )


def read_tie(row: Alliance) -> Tie:
    """A row as a value; a tie of a merged record is one of the group that it is shown as."""
    source, target, cited = row.source.shown_as, row.target.shown_as, list(row.citations.all())
    entered = Tie(
        row.pk, source.slug, target.slug, AllianceKind(row.kind), AllianceStatus(row.status),
        Confidence(row.confidence), Bounds(row.start_earliest, row.start_latest),
        Bounds(row.end_earliest, row.end_latest), independent(cited),
    )  # fmt: skip
    return settled(entered, told=told(cited), groups=(node_of(source), node_of(target)))


def told(cited: Iterable[Source]) -> Bounds:
    """The days by which the first and the last of some sources were out."""
    days = [source.published_latest for source in cited if source.published_latest]
    return Bounds(min(days, default=None), max(days, default=None))


def independent(cited: Iterable[Source]) -> int:
    """How many outlets say so by themselves: copies, one owner and one outlet count once."""
    outlets = (source.root.outlet for source in cited)
    return len({owner_key(outlet.owner_group) or outlet.pk for outlet in outlets})
