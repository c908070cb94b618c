"""Rebuilds a group's page as it was at any moment; places, and what is public at all, are those of today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from audit.recalling import Past, give, moments, past_of
from groups.models import Alliance, Group, GroupName, Leadership, Presence
from places.hiding import telling
from places.models import Place
from sources.editorial import State
from sources.models import Source
from sources.withholding.recalling import withheld_texts

PLACE_PARTS = tuple(
    f"{start}{part}" for start in ("", "public_place__")
    for part in ("province__parent", "district", "parent__parent__parent", "same_as")
)
TEXTS: dict[type, tuple[str, ...]] = {
    Group: ("name", "short_name", "summary"),
    GroupName: ("name",),
    Alliance: ("person", "note"),
    Leadership: ("person", "note"),
    Presence: ("reported_by", "note", "words"),
}


@dataclass(frozen=True)
class GroupThen:
    """A group with its names and the statements about it, all of them public then and now."""

    group: Group
    names: list[GroupName]
    ties: list[Alliance]
    leaders: list[Leadership]
    claims: list[Presence]

    @property
    def statements(self) -> list[Any]:
        return [*self.ties, *self.leaders, *self.claims]


@dataclass(frozen=True)
class RecalledGroup:
    """All that is known of a group's past. Groups, places and sources are today's; `public` is what is public today."""

    group: Past
    names: Past
    statements: dict[type[models.Model], Past]
    groups: dict[int, Group]
    places: dict[int, Place]
    sources: dict[int, Source]
    public: dict[type[models.Model], set[int]]
    instead: dict[str, str]

    @property
    def changed(self) -> Iterator[Any]:
        """All history rows, oldest first."""
        return moments(self.group, self.names, *self.statements.values())

    def public_at(self, moment: datetime) -> GroupThen | None:
        """What readers saw at a moment; None where they saw nothing."""
        group = next(iter(self._then(self.group, moment)), None)
        if group is None or group.state != State.PUBLISHED:
            return None
        ties, leaders, claims = (self._public(model, moment) for model in (Alliance, Leadership, Presence))
        names = [self._cited(each) for each in self._then(self.names, moment) if each.group_id == group.pk]
        return GroupThen(
            group, sorted(names, key=lambda each: (each.kind, each.name)),
            sorted((tie for tie in ties if group.pk in (tie.source_id, tie.target_id)), key=_by_names),
            sorted((row for row in leaders if row.group_id == group.pk), key=_by_start),
            sorted((row for row in claims if row.group_id == group.pk), key=_by_kind),
        )  # fmt: skip

    def _public(self, model: type[models.Model], moment: datetime) -> list[Any]:
        rows = self._then(self.statements[model], moment)
        public = (row for row in rows if row.state == State.PUBLISHED and row.pk in self.public[model])
        return [self._related(row) for row in public if self._names_only_public_groups(row)]

    def _names_only_public_groups(self, row: Any) -> bool:
        """A tie may have led to another group than today, and that one may be withdrawn or never published."""
        ends = (field.attname for field in row._meta.concrete_fields if field.related_model is Group)
        return all(getattr(row, end) in self.groups for end in ends)

    def _related(self, row: Any) -> Any:
        today: dict[Any, dict[int, Any]] = {Group: self.groups, Place: self.places}
        for field in row._meta.concrete_fields:
            known = today.get(field.related_model)
            if known and (related := known.get(getattr(row, field.attname))):
                setattr(row, field.name, related)
        return self._cited(row)

    def _cited(self, row: Any) -> Any:
        give(row, "citations", [self.sources[key] for key in row.citations_keys if key in self.sources])
        return row

    def _then(self, past: Past, moment: datetime) -> list[Any]:
        rows = past.at(moment)
        for row in rows:
            for name in TEXTS[type(row)]:
                text = getattr(row, name)
                setattr(row, name, self.instead.get(text, text))
        return rows


def recall(group: Group) -> RecalledGroup:
    """Read all of a group's past, in a number of questions that does not grow with it."""
    itself, names = past_of(Group, Q(id=group.pk)), past_of(GroupName, Q(group_id=group.pk))
    statements: dict[type[models.Model], Past] = {
        Alliance: past_of(Alliance, Q(source_id=group.pk) | Q(target_id=group.pk)),
        Leadership: past_of(Leadership, Q(group_id=group.pk)), Presence: past_of(Presence, Q(group_id=group.pk)),
    }  # fmt: skip
    ties, claims = statements[Alliance], statements[Presence]
    groups = _today(Group.objects.published(), {group.pk} | ties.values("source_id") | ties.values("target_id"))
    places = _today(
        Place.objects.select_related("public_place", *PLACE_PARTS), ties.values("place_id") | claims.values("place_id")
    )
    cited = {key for past in (names, *statements.values()) for key in past.values("citations")}
    return RecalledGroup(
        itself, names, {**statements}, groups, places, _today(Source.objects.select_related("outlet"), cited),
        {model: _public_now(model, past, groups) for model, past in statements.items()},
        _instead((itself, names, *statements.values()), places.values()),
    )  # fmt: skip


def _public_now(model: type[models.Model], past: Past, groups: dict[int, Group]) -> set[int]:
    """Statements that readers may see today: what is withdrawn stays withdrawn in the past."""
    rows = model._base_manager.filter(pk__in=past.values("id"), state=State.PUBLISHED)
    if model is Alliance:
        rows = rows.filter(source_id__in=groups, target_id__in=groups)
    return set(rows.values_list("pk", flat=True))


def _instead(pasts: Iterable[Past], places: Iterable[Place]) -> dict[str, str]:
    """Texts that may not be read any more, with what to show instead."""
    pasts = list(pasts)
    texts = {text for past in pasts for text in _texts(past, past.rows)}
    former = texts - {text for past in pasts for text in _texts(past, past.latest)}
    return {**telling(former, places), **withheld_texts(texts)}


def _texts(past: Past, rows: Iterable[Any]) -> Iterator[str]:
    for row in rows:
        yield from (text for name in TEXTS[past.kept.model] if (text := getattr(row, name)))


def _today(rows: Any, keys: set[int]) -> dict[int, Any]:
    return {each.pk: each for each in rows.filter(pk__in=keys)} if keys else {}


def _by_names(tie: Alliance) -> tuple[str, str, str]:
    return tie.source.name, tie.kind, tie.target.name


def _by_start(row: Leadership) -> tuple[bool, Any, int]:
    return row.start_earliest is not None, row.start_earliest or 0, row.pk


def _by_kind(row: Presence) -> tuple[str, bool, Any, int]:
    return row.kind, row.earliest is not None, row.earliest or 0, row.pk
