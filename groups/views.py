"""The public pages of groups: a directory searched by any name, and a page for each."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.utils import timezone

from accounts.models import User
from audit.moments import Moment, moment_named
from audit.pages import page_of, shown
from groups.ages import Day, day_named
from groups.directory import SORTS, listed, wanted
from groups.dossier import Dossier
from groups.kinds import BELONGING_AND_LEAVING
from groups.merged import led_on, merged_records
from groups.models import Group
from groups.past import public_history, recall
from groups.visible import bearers_of, belonging_around, read_group
from places.models import Place
from places.wording import place_for

MOST_INCIDENTS = 10
NOT_THEN = "Readers could not see this group at that moment. Its history says since when they can."
BASEMAP = ("countries", "provinces", "lines")


def directory(request: HttpRequest) -> HttpResponse:
    """Groups by name, found by any alias in any script."""
    asked = wanted(request.GET)
    found = listed(request.user, asked)
    return render(request, "groups/list.html", {"wanted": asked, "sorts": SORTS, **vars(found)})


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What is known of one group on a day, each statement beside its sources."""
    user = request.user
    group = get_object_or_404(Group.objects.visible_to(user), slug=slug)
    if "as_of" in request.GET:
        return _as_it_was(request, group)
    if lead := led_on(group, user):
        return _onward(lead)
    try:
        on = day_named(request.GET.get("on"), timezone.localdate())
    except ValueError as refusal:
        return _refused(request, str(refusal))
    naming = _naming([group, *(records := merged_records(group, user))], user)
    about = {
        **_page(request, _dossier(group, records, on, user)),
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
    """The page as readers saw it at a moment, read for a day: that of the moment, unless another is named."""
    try:
        moment = moment_named(request.GET["as_of"], now=timezone.now())
        on = day_named(request.GET.get("on"), timezone.localdate()) if "on" in request.GET else _day_of(moment)
    except (ValidationError, ValueError) as refusal:
        return _refused(request, refusal.messages[0] if isinstance(refusal, ValidationError) else str(refusal))
    then = recall(group).public_at(moment.at)
    if then is None:
        return render(request, "404.html", {"sentence": NOT_THEN}, status=HTTPStatus.NOT_FOUND)
    around = [row for row in then.ties if row.kind in BELONGING_AND_LEAVING]
    dossier = Dossier(then, on, lambda place: place_for(place, request.user), [], around, {})
    answer = render(request, "groups/detail.html", {**_page(request, dossier), "moment": moment})
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _onward(lead: Group) -> HttpResponse:
    """For good, as far as anybody knows; but merging can be undone, so nobody is to go on by memory."""
    answer = HttpResponsePermanentRedirect(lead.get_absolute_url())
    answer["Cache-Control"] = "no-cache"
    return answer


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "400.html", {"sentence": sentence}, status=HTTPStatus.BAD_REQUEST)


def _day_of(moment: Moment) -> Day:
    day = moment.at.date()
    return Day(day, is_today=day == timezone.localdate())


def _dossier(group: Group, records: list[Group], on: Day, user: User | AnonymousUser) -> Dossier:
    def sight(place: Place | None) -> Place | None:
        return place_for(place, user)

    then = read_group(group, records, user)
    return Dossier(then, on, sight, records, belonging_around(group, user), bearers_of(then.names, group, user))


def _page(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    basemap = {name: static(f"dist/basemap/{name}.json") for name in BASEMAP}
    return {
        "group": dossier.then.group, "dossier": dossier, "on": dossier.on, "basemap": basemap,
        "today": timezone.localdate(),
    }  # fmt: skip


def _naming(records: list[Group], user: User | AnonymousUser) -> QuerySet[Any]:
    """The attributions by which incidents name it. Incidents live upstairs: only the relation is followed."""
    attributions: Any = records[0].attributions.model
    naming: QuerySet[Any] = attributions.objects.filter(group__in=records).exclude(incident=None)
    return naming if user.has_perm("incidents.view_draft") else naming.filter(incident__is_public=True)


def _latest(naming: QuerySet[Any]) -> list[Any]:
    rows = naming.select_related("incident").order_by("-incident__latest", "-incident__public_id")
    return list(dict.fromkeys(row.incident for row in rows[: MOST_INCIDENTS * 3]))[:MOST_INCIDENTS]
