"""The one place where a filter meets the database: which incidents a reader sees, and where they are shown.

Readers who may not see exact places have `place__public_place` in every role a place plays here: in filters, counts,
searches, boxes and answers alike, so that a hidden place cannot be narrowed down by asking.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from explore.query import Filter, Vocabulary
from groups.models import Group
from incidents.models import Attribution, Incident
from places.models import Place, PlaceKind, Precision
from places.names import main_key

SPOTS = (Precision.SITE, Precision.SETTLEMENT)


@dataclass(frozen=True)
class Reader:
    """Who asks, and by which path their incidents have places."""

    user: User | AnonymousUser

    @property
    def place(self) -> str:
        return "place" if self.user.has_perm("places.view_exact") else "place__public_place"

    def shown_place(self, incident: Incident) -> Place | None:
        return incident.place if self.place == "place" else incident.public_place

    def vocabulary(self) -> Vocabulary:
        """The values this reader may filter by."""
        return Vocabulary(
            group=frozenset(Group.objects.visible_to(self.user).values_list("slug", flat=True)),
            province=self._codes(PlaceKind.PROVINCE, "province"),
            district=self._codes(PlaceKind.DISTRICT, "district"),
        )

    def _codes(self, kind: PlaceKind, above: str) -> frozenset[str]:
        """Those the reader may see, and those that lie above a place the reader may see, be they located or not."""
        seen = Place.objects.visible_to(self.user)
        known = Place.objects.of_kind(kind).filter(Q(pk__in=seen.values("pk")) | Q(pk__in=seen.values(above)))
        return frozenset(known.values_list("code", flat=True))


def select(chosen: Filter, reader: Reader) -> QuerySet[Incident]:
    """The incidents of a filter, each once, with `first_day` and `last_day` (null when undated)."""
    found = dated(Incident.objects.visible_to(reader.user))
    for condition in conditions(chosen, reader):
        found = found.filter(condition)
    return found


def dated(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """A side that is not known counts as the side that is."""
    return incidents.annotate(first_day=Coalesce("earliest", "latest"), last_day=Coalesce("latest", "earliest"))


def conditions(chosen: Filter, reader: Reader) -> list[Q]:
    """One condition for each field of the filter that is set."""
    place = reader.place
    many = {
        "kind__in": chosen.kind,
        f"{place}__province__code__in": chosen.province,
        f"{place}__district__code__in": chosen.district,
    }
    single: dict[str, Any] = {
        "last_day__gte": chosen.first, "first_day__lte": chosen.last, "killed_best__gte": chosen.killed_min,
    }
    set_fields = [Q(**{name: value}) for name, value in many.items() if value]
    set_fields += [Q(**{name: value}) for name, value in single.items() if value is not None]
    named = [_named(reader, group__slug__in=chosen.group)] if chosen.group else []
    named += [_named(reader, status__in=chosen.status)] if chosen.status else []
    boxed = [_boxed(chosen, place)] if chosen.box else []
    return [*set_fields, *named, *boxed, *_searched(chosen.words, reader)]


def named_in(reader: Reader) -> QuerySet[Attribution]:
    """Incident-level attributions to groups this reader may know of."""
    return Attribution.objects.filter(incident__isnull=False, group__in=Group.objects.visible_to(reader.user))


def _named(reader: Reader, **condition: Any) -> Q:
    return Q(pk__in=named_in(reader).filter(**condition).values("incident"))


def _boxed(chosen: Filter, place: str) -> Q:
    """Only what is known to a district or finer has a point; a province is never taken for its middle."""
    box = chosen.box
    assert box is not None  # noqa: S101 – the caller asks only when there is one
    return Q(**{
        f"{place}__lon__range": (box.west, box.east), f"{place}__lat__range": (box.south, box.north),
        f"{place}__precision__in": (*SPOTS, Precision.DISTRICT),
    })


def _searched(words: tuple[str, ...], reader: Reader) -> list[Q]:
    """Every word must occur in the title, the summary, a shown place or a group; or all are a place's name."""
    if not words:
        return []
    by_words = Q()
    for word in words:
        by_words &= _has_word(word, reader)
    return [by_words | Q(pk__in=_at_places(_spelled(" ".join(words)), reader))]


def _has_word(word: str, reader: Reader) -> Q:
    own = Q(title__icontains=word) | Q(summary__icontains=word) | Q(public_id__iexact=word)
    groups = Group.objects.visible_to(reader.user).filter(
        Q(name__icontains=word) | Q(short_name__icontains=word) | Q(names__name__icontains=word)
    )
    by_group = named_in(reader).filter(group__in=groups).values("incident")
    by_place = _at_places(Q(name__icontains=word) | Q(names__name__icontains=word) | _spelled(word), reader)
    return own | Q(pk__in=by_group) | Q(pk__in=by_place)


def _spelled(text: str) -> Q:
    """A place of that name in any spelling or script (see `places.names`)."""
    key = main_key(text)
    return Q(names__key=key) if key else Q(pk__in=[])


def _at_places(named: Q, reader: Reader) -> QuerySet[Incident, Any]:
    """Incidents whose shown place is so named, or what the place is said to lie in: its district, province, country."""
    shown, places = reader.place, Place.objects.filter(named)
    at = Q()
    for level in ("", "__district", "__province"):
        at |= Q(**{f"{shown}{level}__in": places})
    countries = places.of_kind(PlaceKind.COUNTRY)
    at |= Q(**{f"{shown}__province__parent__in": countries})
    at |= Q(**{f"{shown}__province__isnull": True, f"{shown}__parent__in": countries})
    return Incident.objects.filter(at).values("pk")
