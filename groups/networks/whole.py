"""All groups and ties that one kind of reader may know, read once for as long as nothing changes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from audit.models import Head
from groups.kinds import FAMILY_OF
from groups.models import Alliance, Group, Leadership
from groups.network import Node, Tie, settled_time, united, until_withdrawn
from groups.ties import node_of, read_tie, shown_ties, told, visible_ties
from groups.uniting import as_one
from groups.visible import contested_heads
from places.wording import place_for, place_in_words
from sources.dates import Bounds, in_words
from sources.models import Source

Facts = dict[str, Any]


@dataclass(frozen=True)
class KnownNetwork:
    """Groups by their address and ties by their number: as values to reckon with, and as facts to show.

    `kept` has the group that stands for each record that was merged.
    """

    kept: dict[str, str]
    nodes: dict[str, Node]
    ties: dict[int, Tie]
    groups: dict[str, Facts]
    links: dict[int, Facts]

    def as_one(self, sets: Iterable[str]) -> "KnownNetwork":
        """The same with some groups counted as one, by the first of them; no record is merged."""
        joined = as_one(sets)
        if not joined:
            return self
        ties = {tie.key: tie for tie in united(self.ties.values(), {slug: each[0] for slug, each in joined.items()})}
        groups = {slug: facts for slug, facts in self.groups.items() if slug not in joined}
        groups |= {each[0]: _joint([self.groups[slug] for slug in each]) for each in joined.values()}
        return KnownNetwork(
            self.kept,
            {slug: node for slug, node in self.nodes.items() if slug not in joined}
            | {each[0]: _first_and_last([self.nodes[slug] for slug in each]) for each in joined.values()},
            ties, groups,
            {key: {**self.links[key], "source": tie.source, "target": tie.target} for key, tie in ties.items()},
        )  # fmt: skip


def _joint(all_of_them: Sequence[Facts]) -> Facts:
    """Several groups as one: all names, all leaders, and no date that would be told of only one of them."""
    leaders = [leader for facts in all_of_them for leader in facts["leaders"]]
    undated = {name: None for name in all_of_them[0] if name.endswith(("_earliest", "_latest"))}
    names = {name: " = ".join(facts[name] for facts in all_of_them) for name in ("label", "name")}
    merged = [slug for facts in all_of_them for slug in facts["merged"]]
    return {**all_of_them[0], **names, **undated, "formed": "", "ended": "", "leaders": leaders, "merged": merged}


def _first_and_last(nodes: Sequence[Node]) -> Node:
    """There as long as any of them was."""
    begins = [node.formed.earliest for node in nodes]
    ends = [node.ended.latest for node in nodes]
    return Node(
        nodes[0].slug, Bounds(min(begins, key=lambda day: day or date.min), None),
        Bounds(None, max(ends, key=lambda day: day or date.max)),
    )  # fmt: skip


def known_to(user: User | AnonymousUser) -> KnownNetwork:
    """What a reader may know now. Every change moves the head of the history, so nothing older is ever told."""
    head = Head.objects.first()
    return _known(head.hash if head else "", Reader.of(user))


@dataclass(frozen=True)
class Reader:
    """Stands in for all users who may see the same."""

    sees_drafts: bool
    sees_exactly: bool

    @classmethod
    def of(cls, user: User | AnonymousUser) -> "Reader":
        return cls(user.has_perm("groups.view_draft"), user.has_perm("places.view_exact"))

    def has_perm(self, right: str) -> bool:
        return {"groups.view_draft": self.sees_drafts, "places.view_exact": self.sees_exactly}[right]


@lru_cache(maxsize=4)
def _known(head: str, reader: Any) -> KnownNetwork:
    seen = list(Group.objects.visible_to(reader).select_related("merged_into").order_by("slug"))
    groups, leaders = {group.slug: group for group in seen if group.shown_as == group}, _leaders(reader)
    rows = {row.pk: row for row in shown_ties(visible_ties(reader))}
    read = until_withdrawn(map(read_tie, rows.values()))
    ties = {tie.key: tie for tie in read if {tie.source, tie.target} <= groups.keys()}
    return KnownNetwork(
        {group.slug: lead.slug for group in seen if (lead := group.shown_as).slug in groups},
        {slug: node_of(group) for slug, group in groups.items()}, ties,
        {
            slug: {**_group(group), "leaders": leaders[slug], "merged": [
                each.slug for each in seen if each != group and each.shown_as == group
            ]}
            for slug, group in groups.items()
        },
        {key: _link(rows[key], tie, reader) for key, tie in ties.items()},
    )  # fmt: skip


def _group(group: Group) -> Facts:
    return {
        "id": group.slug, "label": group.label, "name": group.name, "kind": group.kind,
        "kind_label": group.get_kind_display(), "standing": group.standing, "url": group.get_absolute_url(),
        "formed": group.formed, "ended": group.ended, "state": group.state,
        **_bounds("formed", Bounds(group.formed_earliest, group.formed_latest)),
        **_bounds("ended", Bounds(group.ended_earliest, group.ended_latest)),
    }  # fmt: skip


def _link(row: Alliance, tie: Tie, reader: Any) -> Facts:
    place = place_for(row.place, reader)
    return {
        "key": tie.key, "source": tie.source, "target": tie.target, "kind": row.kind,
        "kind_label": row.get_kind_display(), "family": FAMILY_OF[tie.kind].value, "status": row.status,
        "confidence": row.confidence, "sources": tie.sources, "start": row.start, "end": row.end,
        "start_text": in_words(row.start), "end_text": in_words(row.end) if row.end else "",
        **_bounds("begun", tie.start), **_bounds("over", tie.end),
        "place": place_in_words(place) if place else "", "person": row.person, "note": row.note, "state": row.state,
        "citations": [_citation(source) for source in row.citations.all()],
    }  # fmt: skip


def _leaders(reader: Any) -> dict[str, list[Facts]]:
    """Who led each group, the earliest first."""
    found: dict[str, list[Facts]] = defaultdict(list)
    disputed = contested_heads(reader)
    rows = Leadership.objects.visible_to(reader).filter(group__in=Group.objects.visible_to(reader))
    for row in rows.select_related("group__merged_into").prefetch_related("citations__outlet").order_by("pk"):
        group, cited = row.group.shown_as, list(row.citations.all())
        start, end = settled_time(
            Bounds(row.start_earliest, row.start_latest), Bounds(row.end_earliest, row.end_latest),
            told=told(cited), is_over=bool(row.end_reason), groups=[node_of(group)],
        )  # fmt: skip
        found[group.slug].append({
            "key": row.pk, "person": row.person, "role": row.role, "status": row.status,
            "is_contested": row.pk in disputed, "confidence": row.confidence, "end_reason": row.end_reason,
            "start_text": in_words(row.start) if row.start else "",
            "end_text": in_words(row.end) if row.end else "", "note": row.note, **_bounds("begun", start),
            **_bounds("over", end), "citations": [_citation(source) for source in cited],
        })  # fmt: skip
    return found


def _bounds(name: str, span: Bounds) -> Facts:
    earliest, latest = (day and day.isoformat() for day in (span.earliest, span.latest))
    return {f"{name}_earliest": earliest, f"{name}_latest": latest}


def _citation(source: Source) -> Facts:
    return {
        "slug": source.slug, "outlet": source.outlet.name, "published": source.published,
        "published_text": in_words(source.published) if source.published else "", "title": source.title,
        "url": source.public_url,
    }  # fmt: skip
