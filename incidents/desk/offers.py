"""What the desk's search boxes offer while somebody types: sources, outlets, groups by any alias, incidents."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Case, IntegerField, Q, Value, When
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from groups.lookup import with_name_like
from groups.models import Group, GroupName
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
    """Groups by any name in any script, each with the alias that was met; several are an ambiguity to be seen."""
    found = list(with_name_like(Group.objects.all(), text).order_by("name")[:MOST_OFFERED])
    aliases = defaultdict(list)
    for group, name in GroupName.objects.filter(group__in=found).values_list("group", "name"):
        if goes_by(name, text):
            aliases[group].append(name)
    return [Offer(group.name, _called(group), _met(group, aliases[group.pk], text)) for group in found]


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


def _met(group: Group, aliases: list[str], text: str) -> str:
    """By which alias it was found, where its own name does not show it."""
    if goes_by(group.name, text) or goes_by(group.short_name, text) or not aliases:
        return group.get_kind_display()
    return f"also called {aliases[0]}"
