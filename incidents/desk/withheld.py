"""The list of withheld names on the desk: a name is typed to add it, take it off or test it, and never shown again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from incidents.desk.access import DeskRequest, View, for_withholding
from incidents.desk.refusals import show_on, tell
from incidents.desk.withheld_forms import NameForm, TakeOffForm, WithholdForm
from incidents.finding import START, Cursor, search
from sources.models import WithheldName
from sources.withheld_actions import drop_unreadable, entries_like, stop_withholding, withhold
from sources.withholding.keys import known_checks

MOST_SHOWN = 300
READ_AT_ONCE = 1000
FORMS = {"add": WithholdForm, "off": TakeOffForm, "ask": NameForm}


def secretive(view: View) -> View:
    """For those who keep the list; nothing typed is written into a report of an error, and no page is kept."""
    return never_cache(sensitive_post_parameters()(sensitive_variables()(for_withholding(view))))


@secretive
@require_http_methods(["GET", "POST"])
def withheld(request: DeskRequest) -> HttpResponse:
    """The list; a POST puts a name on it."""
    return _answer(request, "add", _add) if request.method == "POST" else _page(request)


@secretive
@require_POST
def take_off(request: DeskRequest) -> HttpResponse:
    return _answer(request, "off", _take_off)


@secretive
@require_POST
def ask(request: DeskRequest) -> HttpResponse:
    """Say whether a text with this name would be refused."""
    return _answer(request, "ask", _ask)


@secretive
@require_POST
def drop(request: DeskRequest, pk: int) -> HttpResponse:
    """Take off an entry that nobody can compare any more."""
    entry = get_object_or_404(WithheldName.objects.standing(), pk=pk)
    try:
        drop_unreadable(entry, by=request.user, reason=request.POST.get("reason", "")[:300], at=timezone.now())
        messages.success(request, f"{_named([entry])} is off the list.")
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect("desk:withheld")


@secretive
@require_GET
def published(request: DeskRequest) -> HttpResponse:
    """What readers may see and holds a withheld name, some records at a time."""
    try:
        stretch = search(_cursor(request.GET.get("after", "")), most=READ_AT_ONCE)
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("desk:withheld")
    onwards = "{}-{}".format(*stretch.onwards) if stretch.onwards else ""
    return render(request, "desk/withheld_published.html", {"stretch": stretch, "onwards": onwards})


def _answer(request: DeskRequest, name: str, verb: Callable[[DeskRequest, dict[str, Any]], str]) -> HttpResponse:
    """Do what a form asks and say so on the page anew, without the name; or show the form with what is wrong."""
    form = FORMS[name](request.POST, auto_id=f"{name}_%s")
    if form.is_valid():
        try:
            messages.success(request, verb(request, form.cleaned_data))
            return redirect("desk:withheld")
        except ValidationError as refusal:
            show_on(form, refusal)
    return _page(request, status=422, **{name: form})


def _add(request: DeskRequest, said: dict[str, Any]) -> str:
    entry = withhold(
        said["name"], by=request.user, reason=said["reason"], is_exact=said["is_exact"], at=timezone.now()
    )
    return f"{_named([entry])} is on the list. Look now whether something published holds it."


def _take_off(request: DeskRequest, said: dict[str, Any]) -> str:
    entries = stop_withholding(said["name"], by=request.user, reason=said["reason"], at=timezone.now())
    return f"{_named(entries)} {'is' if len(entries) == 1 else 'are'} off the list."


def _ask(request: DeskRequest, said: dict[str, Any]) -> str:
    entries = list(entries_like(said["name"]))
    return f"Refused in every text: {_named(entries)}." if entries else "Not refused: it meets no entry of the list."


def _named(entries: list[WithheldName]) -> str:
    named = ", ".join(str(entry) for entry in entries)
    return named[:1].upper() + named[1:]


def _page(request: DeskRequest, *, status: int = 200, **bound: Any) -> HttpResponse:
    entries = WithheldName.objects.select_related("added_by", "removed_by")
    standing = entries.standing()
    about = {
        **{name: form(auto_id=f"{name}_%s") for name, form in FORMS.items()},
        **bound,
        "standing": standing[:MOST_SHOWN],
        "number": standing.count(),
        "removed": entries.filter(removed_at__isnull=False).order_by("-removed_at")[:MOST_SHOWN],
        "unreadable": set(entries.unreadable(known_checks()).values_list("pk", flat=True)),
        "most": MOST_SHOWN,
    }
    return render(request, "desk/withheld.html", about, status=status)


def _cursor(text: str) -> Cursor:
    """Where to go on, as the page's own link says it; what nobody's link says begins anew."""
    number, _, key = text.partition("-")
    is_ours = number.isdecimal() and key.isdecimal() and len(text) < 24
    return (int(number), int(key)) if is_ours else START
