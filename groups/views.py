"""The public pages of groups: a directory searched by any name, and a page for each."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.models import User
from audit.moments import moment_named
from audit.pages import page_of, shown
from groups.lookup import with_name_like
from groups.models import Alliance, Group, Leadership, Presence
from groups.past import public_history, recall
from places.models import Place
from places.wording import place_for

MOST_INCIDENTS = 10
NOT_THEN = "Readers could not see this group at that moment. Its history says since when they can."
PLACE_PARTS = ("place", "place__province__parent", "place__district", "place__parent")
SHOWN_PARTS = ("place__public_place__province__parent", "place__public_place__district", "place__public_place__parent")


@dataclass(frozen=True)
class Claim:
    """A presence claim with its place at the precision the reader may see."""

    row: Presence
    place: Place | None


def directory(request: HttpRequest) -> HttpResponse:
    """Groups by name, found by any alias in any script."""
    text = request.GET.get("q", "").strip()[:100]
    visible = Group.objects.visible_to(request.user)
    found = (with_name_like(visible, text) if text else visible).prefetch_related("names")
    return render(request, "groups/list.html", {"groups": _counted(found, request.user), "text": text})


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What is known of one group, each statement beside its sources."""
    user = request.user
    group = get_object_or_404(Group.objects.visible_to(user), slug=slug)
    if "as_of" in request.GET:
        return _as_it_was(request, group)
    naming = _naming(group, user)
    about = {
        "group": group,
        "names": group.names.exclude(name=group.name),
        "ties": _ties(group, user),
        "leaders": _cited(Leadership.objects.visible_to(user).filter(group=group)),
        "claims": _claims(group, user),
        "incident_count": naming.values("incident").distinct().count(),
        "incidents": _latest(naming),
    }
    return render(request, "groups/detail.html", about)


def history(request: HttpRequest, slug: str) -> HttpResponse:
    """What readers could see change, by role, newest first."""
    group = get_object_or_404(Group.objects.visible_to(request.user), slug=slug)
    steps = public_history(recall(group), lambda place: place_for(place, request.user))
    page = page_of(steps, request.GET.get("page"))
    return render(request, "groups/history.html", {"group": group, "page": page, "steps": shown(page)})


def _as_it_was(request: HttpRequest, group: Group) -> HttpResponse:
    try:
        moment = moment_named(request.GET["as_of"], now=timezone.now())
    except ValidationError as refusal:
        return render(request, "400.html", {"sentence": refusal.messages[0]}, status=HTTPStatus.BAD_REQUEST)
    then = recall(group).public_at(moment.at)
    if then is None:
        return render(request, "404.html", {"sentence": NOT_THEN}, status=HTTPStatus.NOT_FOUND)
    about = {
        "moment": moment,
        "group": then.group,
        "names": [name for name in then.names if name.name != then.group.name],
        "ties": then.ties,
        "leaders": then.leaders,
        "claims": [Claim(row, place_for(row.place, request.user)) for row in then.claims],
    }
    answer = render(request, "groups/detail.html", about)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _ties(group: Group, user: User | AnonymousUser) -> QuerySet[Alliance]:
    visible = Group.objects.visible_to(user)
    ties = Alliance.objects.visible_to(user).filter(Q(source=group) | Q(target=group))
    ties = ties.filter(source__in=visible, target__in=visible)
    return _cited(ties.select_related("source", "target"))


def _claims(group: Group, user: User | AnonymousUser) -> list[Claim]:
    rows = Presence.objects.visible_to(user).filter(group=group).select_related(*PLACE_PARTS, *SHOWN_PARTS)
    return [Claim(row, place_for(row.place, user)) for row in _cited(rows).order_by("kind", "earliest", "pk")]


def _cited(statements: Any) -> Any:
    return statements.prefetch_related("citations__outlet")


def _naming(group: Group, user: User | AnonymousUser) -> QuerySet[Any]:
    """The attributions by which incidents name the group. Incidents live upstairs: only the relation is followed."""
    naming = group.attributions.exclude(incident=None)
    return naming if user.has_perm("incidents.view_draft") else naming.filter(incident__is_public=True)


def _latest(naming: QuerySet[Any]) -> list[Any]:
    rows = naming.select_related("incident").order_by("-incident__latest", "-incident__public_id")
    return list(dict.fromkeys(row.incident for row in rows[: MOST_INCIDENTS * 3]))[:MOST_INCIDENTS]


def _counted(groups: QuerySet[Group], user: User | AnonymousUser) -> Any:
    shown = Q() if user.has_perm("incidents.view_draft") else Q(attributions__incident__is_public=True)
    return groups.annotate(incident_count=Count("attributions__incident", filter=shown, distinct=True))
