"""What the desk's search boxes offer while somebody types: sources, outlets, groups by any alias, incidents."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Case, IntegerField, Q, Value, When
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from groups.lookup import FoundName, known_by
from groups.models import Group
from groups.spelling import goes_by
from incidents.desk.access import DeskRequest, for_editors
from incidents.models import Incident
from sources.models import Outlet, Source

SHORTEST, LONGEST = 2, 200
MOST_OFFERED = 8


class Offer(NamedTuple):
    """`value` is written into the box when the offer is taken; `kind` says what it is, in few words."""

    value: str
    label: str
    kind: str


Finder = Callable[[str], Iterable[Offer]]


def offering(find: Finder) -> Callable[..., HttpResponse]:
    """A view that answers `q` with what `find` offers for it."""

    @for_editors
    @require_GET
    def view(request: DeskRequest) -> JsonResponse:
        text = request.GET.get("q", "").strip()[:LONGEST]
        found = find(text) if len(text) >= SHORTEST else ()
        return JsonResponse({"results": [offer._asdict() for offer in found]})

    return view


def sources_like(text: str) -> Iterable[Offer]:
    """Items already cited, by headline, address, citation key, author or outlet."""
    found = Source.objects.select_related("outlet").order_by("-published_latest", "-pk")
    for word in text.split()[:6]:
        found = found.filter(
            Q(title__icontains=word) | Q(url__icontains=word) | Q(slug__icontains=word) | Q(author__icontains=word)
            | Q(outlet__name__icontains=word)
        )  # fmt: skip
    return [Offer(source.slug, source.title or str(source), str(source)) for source in found[:MOST_OFFERED]]


def outlets_like(text: str) -> Iterable[Offer]:
    opens = Case(When(name__istartswith=text, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Outlet.objects.filter(Q(name__icontains=text) | Q(other_names__icontains=text)).order_by(opens, "name")
    return [
        Offer(outlet.name, outlet.name, f"{outlet.get_kind_display()}, {outlet.reliability}")
        for outlet in found[:MOST_OFFERED]
    ]  # fmt: skip


def groups_like(text: str) -> Iterable[Offer]:
    """Groups by any name in any script, the nearest first, each with the alias that was met."""
    known = known_by(Group.objects.all(), text)
    met: dict[Group, FoundName] = {}
    for record in Group.objects.filter(pk__in=known).select_related("merged_into").order_by("name"):
        group, name = record.canonical, known[record.pk]
        if group not in met or name.rank < met[group].rank:
            met[group] = name
    nearest = sorted(met, key=lambda group: (met[group].nearness, group.name))[:MOST_OFFERED]
    return [Offer(group.name, _called(group), _met(group, met[group].name, text)) for group in nearest]


def incidents_like(text: str) -> Iterable[Offer]:
    found = Incident.objects.filter(merged_into=None).order_by("-updated_at")
    for word in text.split()[:6]:
        found = found.filter(Q(title__icontains=word) | Q(public_id__icontains=word))
    return [
        Offer(each.public_id, each.title, f"{each.public_id}, {each.get_state_display().lower()}")
        for each in found[:MOST_OFFERED]
    ]  # fmt: skip


sources, outlets, groups, incidents = map(offering, (sources_like, outlets_like, groups_like, incidents_like))


def _called(group: Group) -> str:
    return f"{group.name} ({group.short_name})" if group.short_name not in {"", group.name} else group.name


def _met(group: Group, name: str, text: str) -> str:
    """By which alias it was found, where its own name does not show it."""
    if name in {group.name, group.short_name} or goes_by(group.name, text) or goes_by(group.short_name, text):
        return group.get_kind_display()
    return f"also called {name}"
