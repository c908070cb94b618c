"""The desk's page on lists of actors: each row beside the groups it may be, until somebody decides."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from groups.lists import deciding
from groups.lists.comparing import compare_again
from groups.lists.deciding import Told
from groups.lists.showing import TABS, Asked, datasets, shown
from groups.lookup import meant
from groups.models import Group, GroupKind, ListedActor, ListedState

ON_A_PAGE = 25
LISTS = "group-lists:lists"
CHOOSE_KIND = "Choose a kind of group."


class DeskRequest(HttpRequest):
    """A request whose user is known to be signed in."""

    user: User


View = Callable[..., HttpResponse]


def for_group_editors(view: View) -> View:
    return login_required(permission_required("groups.edit", raise_exception=True)(view))


@for_group_editors
@require_GET
def lists(request: DeskRequest) -> HttpResponse:
    """One tab of the rows, some a page."""
    held = datasets()
    asked = Asked.of(request.GET.dict(), held)
    rows = asked.rows()
    page = Paginator(rows.filter(asked.tab.rows).select_related("group", "decided_by"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    about = {
        "asked": asked, "datasets": held, "page": page, "rows": shown(page), "kinds": GroupKind.choices,
        "tabs": [(tab, rows.filter(tab.rows).count()) for tab in TABS], "here": request.get_full_path(),
        "total": rows.count(),
    }  # fmt: skip
    return render(request, "groups/lists.html", about)


@for_group_editors
@require_POST
def same(request: DeskRequest, pk: int) -> HttpResponse:
    """The row is a group: one that was proposed, or the one called as was typed."""
    return _decide(request, pk, lambda listed: deciding.same_as(
        listed, by=request.user, group=_chosen(request), at=timezone.now()
    ))


@for_group_editors
@require_POST
def same_many(request: DeskRequest) -> HttpResponse:
    """The chosen rows are each the group they fit exactly."""
    return _decide_many(request, lambda rows: deciding.same_as_proposed(rows, by=request.user, at=timezone.now()))


@for_group_editors
@require_POST
def new_many(request: DeskRequest) -> HttpResponse:
    """The chosen rows are each a group of its own, as their list calls it."""
    return _decide_many(request, lambda rows: deciding.enter_each(rows, by=request.user, at=timezone.now()))


@for_group_editors
@require_POST
def aside_many(request: DeskRequest) -> HttpResponse:
    reason = request.POST.get("reason", "")[:300]
    return _decide_many(request, lambda rows: deciding.set_aside_each(
        rows, by=request.user, reason=reason, at=timezone.now()
    ))


@for_group_editors
@require_POST
def new(request: DeskRequest, pk: int) -> HttpResponse:
    """The row is a group of its own: a draft."""
    name, kind = request.POST.get("name", "")[:200], request.POST.get("kind", "")

    def enter(listed: ListedActor) -> Told:
        if kind not in GroupKind.values:
            raise ValidationError({"kind": CHOOSE_KIND})
        return deciding.enter_as_new(listed, by=request.user, name=name, kind=kind, at=timezone.now())

    return _decide(request, pk, enter)


@for_group_editors
@require_POST
def aside(request: DeskRequest, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")[:300]
    return _decide(request, pk, lambda listed: deciding.set_aside(
        listed, by=request.user, reason=reason, at=timezone.now()
    ))


@for_group_editors
@require_POST
def back(request: DeskRequest, pk: int) -> HttpResponse:
    """Undo a decision."""
    def undo(listed: ListedActor) -> Told:
        deciding.take_back(listed, by=request.user)
        return Told()

    return _decide(request, pk, undo, done="is to be decided again.")


@for_group_editors
@require_POST
def news(request: DeskRequest, pk: int) -> HttpResponse:
    """Take in what a newer version of the list says."""
    return _decide(request, pk, lambda listed: deciding.take_in(listed, by=request.user), done="is up to date.")


@for_group_editors
@require_POST
def compare(request: DeskRequest) -> HttpResponse:
    """Propose anew, after groups have changed."""
    changed = compare_again()
    messages.success(request, f"Compared again: {changed} proposal{'' if changed == 1 else 's'} changed.")
    return _onwards(request)


def _decide_many(request: DeskRequest, verb: Callable[[list[ListedActor]], Told]) -> HttpResponse:
    numbers = [each for each in request.POST.getlist("row") if each.isascii() and each.isdigit() and len(each) < 12]
    rows = list(ListedActor.objects.filter(pk__in=numbers[:ON_A_PAGE]))
    if not rows:
        messages.error(request, "Choose rows first.")
        return _onwards(request)
    told = verb(rows)
    if told.decided:
        messages.success(request, f"{told.decided} decided.{_ties(told)}")
    return _warned(request, told)


def _decide(
    request: DeskRequest, pk: int, verb: Callable[[ListedActor], Told], *, done: str = ""
) -> HttpResponse:
    listed = get_object_or_404(ListedActor, pk=pk)
    try:
        told = verb(listed)
        messages.success(request, f"{listed.name} {done or _outcome(listed)}{_ties(told)}")
        return _warned(request, told)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, f"{listed.name}: {sentence}")
        return _onwards(request)


def _warned(request: DeskRequest, told: Told) -> HttpResponse:
    for sentence in told.refused:
        messages.warning(request, sentence)
    return _onwards(request)


def _outcome(listed: ListedActor) -> str:
    """What is decided of it now."""
    listed.refresh_from_db()
    return {
        ListedState.MATCHED: f"is the same as {listed.group}.",
        ListedState.ENTERED: f"is entered as a draft, {listed.group}.",
        ListedState.SET_ASIDE: "is set aside.",
    }[ListedState(listed.state)]


def _ties(told: Told) -> str:
    if not told.ties:
        return ""
    return f" {told.ties} tie{'' if told.ties == 1 else 's'} drafted from the list, for review."


def _chosen(request: DeskRequest) -> Group:
    """By its slug, as a button says it, or by any of its names, as somebody types it."""
    slug, typed = request.POST.get("slug", "")[:200], request.POST.get("group", "").strip()[:200]
    if slug and (found := Group.objects.filter(slug=slug).first()):
        return found
    if not typed:
        raise ValidationError({"group": "Name a group."})
    return meant(typed)


def _onwards(request: DeskRequest) -> HttpResponse:
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, None) and there.startswith("/desk/groups/lists/")
    return redirect(there if is_ours else LISTS)

