"""A record about groups on the desk: what it says, on what sources, how it stands and what may be done with it."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit.following import deeds
from audit.recalling import past_of
from groups.actions.versions import is_author, version_of
from groups.heads import contested
from groups.models import Alliance, Group, Leadership, Presence
from groups.wording import facts
from incidents.desk.access import DeskRequest, for_group_editors
from incidents.desk.groups import standing
from incidents.desk.groups.forms import MergeForm
from incidents.desk.groups.rows import WRITTEN, NameForm
from incidents.desk.groups.sorts import BY_MODEL, address_of, key_of, sort_named
from incidents.desk.groups.typed import cited_by
from incidents.desk.groups.wording import briefly, named
from incidents.desk.standing import steps
from places.wording import place_for
from sources.editorial import State

MOST_HISTORY = 12


@for_group_editors
@require_GET
def record(request: DeskRequest, sort: str, key: str) -> HttpResponse:
    return page(request, sort_named(sort).found(key))


def page(request: DeskRequest, found: Any, *, status: int = 200, **sent: Any) -> HttpResponse:
    """The page; `sent` are forms that were sent and refused: merge, naming."""
    sort = BY_MODEL[type(found)]
    told = facts(found, lambda place: place_for(place, request.user))
    about = {
        "record": found, "sort": sort, "key": key_of(found), "named": named(found), "facts": told,
        "cited": cited_by(found), "version": version_of(found), "past_kind": found._meta.model_name,
        "groups": [] if isinstance(found, Group) else _groups(found),
        "history": _history(found),
        **_standing(request, found), **(_about_group(request, found) if isinstance(found, Group) else {}), **sent,
        "is_wrong": status != 200,
    }  # fmt: skip
    return render(request, "desk/groups/record.html", about, status=status)


def _standing(request: DeskRequest, found: Any) -> dict[str, Any]:
    may_publish, state = request.user.has_perm("groups.publish"), found.state
    is_merged = isinstance(found, Group) and found.merged_into is not None
    return {
        "steps": steps(state), "gaps": standing.gaps(found, request.user), "cautions": standing.cautions(found),
        "change": standing.changed_since_review(found), "is_author": is_author(found, request.user),
        "is_merged": is_merged,
        "may_submit": state == State.DRAFT,
        "may_publish": may_publish and state == State.IN_REVIEW,
        "may_send_back": may_publish and state == State.IN_REVIEW,
        "may_withdraw": may_publish and state != State.WITHDRAWN,
        "may_reopen": state == State.WITHDRAWN,
        "may_merge": may_publish,
    }


def _about_group(request: DeskRequest, group: Group) -> dict[str, Any]:
    """Its names, the records merged into it, and every statement about it."""
    one = Group.objects.as_one_with(group)
    leaders = Leadership.objects.filter(group__in=one).exclude(state=State.WITHDRAWN)
    return {
        "names": group.names.all(), "merged": group.merged.all(),
        "statements": [
            ("Ties", "ties", _lines(Alliance.objects.filter(Q(source__in=one) | Q(target__in=one)))),
            ("Leaders", "leadership", _lines(Leadership.objects.filter(group__in=one))),
            ("Presence", "presence", _lines(Presence.objects.filter(group__in=one))),
        ],
        "contested": contested(leaders), "naming": NameForm(initial=_chosen_name(request, group)), "merge": MergeForm(),
    }


def _chosen_name(request: DeskRequest, group: Group) -> dict[str, Any]:
    """The inputs of the name that is to be corrected, where the address names one of the group's."""
    asked = request.GET.get("name", "")
    name = group.names.filter(pk=int(asked[:18])).first() if asked.isascii() and asked.isdigit() else None
    return {"chosen": name.pk, **{field: getattr(name, field) for field in WRITTEN}} if name else {}


def _lines(rows: Any) -> list[tuple[Any, str, str]]:
    """Each statement with its name in one line and its page."""
    groups = ("source", "target") if rows.model is Alliance else ("group",)
    rows = rows.select_related(*groups, *(f"{name}__merged_into" for name in groups))
    rows = rows.select_related("place") if rows.model is Presence else rows
    return [(row, briefly(row), address_of(row)) for row in rows]


def _history(found: Any) -> list[Any]:
    """The last history row of each deed, newest first."""
    return [deed.rows[-1] for deed in deeds([past_of(type(found), Q(id=found.pk))])[:MOST_HISTORY]]


def _groups(statement: Any) -> list[Group]:
    named_in = (getattr(statement, name, None) for name in ("source", "target", "group"))
    return list(dict.fromkeys(group.canonical for group in named_in if group is not None))
