"""Grading outlets: what nobody has graded yet, and one outlet's grade, owner and names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from incidents.desk.access import DeskRequest, for_graders
from incidents.desk.fields import one_of, text_area
from incidents.desk.refusals import show_on
from incidents.outlets.directory import ungraded
from incidents.outlets.views import OUTLETS_ON_A_PAGE, page_of
from sources.actions import OutletChanged, revise_outlet
from sources.grading import as_of, gradings, version_of
from sources.lookup import owned_like
from sources.models import Outlet, Reliability

NOTHING_CHANGED = "Nothing here differs from what is kept. Change the grade, the owner or the names, or leave the page."


class NamesField(forms.CharField):
    """Names, one a line."""

    def __init__(self) -> None:
        super().__init__(
            label="Other names", required=False, max_length=4000, widget=text_area(3),
            help_text="One a line, in any script: it is found by each of them.",
        )

    def clean(self, value: Any) -> list[str]:
        names = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        if any(len(name) > 160 for name in names):
            raise ValidationError("Keep each name within 160 characters, one name a line.")
        return list(dict.fromkeys(name for name in names if name))


class OutletForm(forms.Form):
    """What a grader decides of an outlet; `version` is the one it was opened at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reliability = forms.ChoiceField(label="Grade", choices=Reliability.choices)
    owner_group = forms.CharField(
        label="Owner or wire", required=False, max_length=160, widget=one_of("known-owners"),
        help_text="Outlets of one owner or wire count as one source. Choose from the list, or name a new one.",
    )
    other_names = NamesField()
    reason = forms.CharField(
        max_length=300, help_text="Readers see it beside the grade.",
        error_messages={"required": "Say why; readers see the reason beside the grade."},
    )

    def changes_to(self, outlet: Outlet) -> dict[str, Any]:
        typed = {field: self.cleaned_data[field] for field in LABELS}
        return {field: value for field, value in typed.items() if value != getattr(outlet, field)}


LABELS = {"reliability": "Grade", "owner_group": "Owner or wire", "other_names": "Other names"}


@dataclass(frozen=True)
class Difference:
    """A field that somebody else changed since the form was opened."""

    label: str
    before: str
    now: str


@for_graders
@require_GET
def queue(request: DeskRequest) -> HttpResponse:
    """Outlets that nobody has graded, the most cited first."""
    text = request.GET.get("q", "").strip()[:100]
    return render(
        request, "desk/outlets.html", {"page": page_of(request, ungraded(text), OUTLETS_ON_A_PAGE), "text": text}
    )


@for_graders
@require_http_methods(["GET", "POST"])
def outlet(request: DeskRequest, slug: str) -> HttpResponse:
    """One outlet's grade, owner and other names, changed with a reason."""
    found = get_object_or_404(Outlet, slug=slug)
    form = OutletForm(request.POST or None, initial=_as_typed(found))
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, found, form)
        except OutletChanged as clash:
            return _changed_meanwhile(request, clash.outlet, form)
        except ValidationError as refusal:
            show_on(form, refusal)
    return _page(request, found, form, status=422 if form.errors else 200)


def _saved(request: DeskRequest, found: Outlet, form: OutletForm) -> HttpResponse:
    changes = form.changes_to(as_of(found, form.cleaned_data["version"]))
    if not changes:
        raise ValidationError(NOTHING_CHANGED)
    revise_outlet(
        found, by=request.user, changes=changes, reason=form.cleaned_data["reason"],
        version=form.cleaned_data["version"],
    )
    messages.success(request, f"{found.name} is saved. What rests on it is resolved anew within seconds.")
    return redirect("desk:outlet", found.slug)


def _changed_meanwhile(request: DeskRequest, now: Outlet, form: OutletForm) -> HttpResponse:
    """The form again, with what was typed; what was left alone stands as somebody else saved it."""
    before = as_of(now, form.cleaned_data["version"])
    mine = form.changes_to(before)
    said = {**_as_typed(now), **{field: form[field].value() for field in mine}, "reason": form["reason"].value()}
    old, new = _as_typed(before), _as_typed(now)
    theirs = [Difference(LABELS[field], old[field], new[field]) for field in LABELS if old[field] != new[field]]
    return _page(request, now, OutletForm(initial=said), status=409, theirs=theirs)


def _as_typed(found: Outlet) -> dict[str, Any]:
    return {
        "version": version_of(found), "reliability": found.reliability, "owner_group": found.owner_group,
        "other_names": "\n".join(found.other_names),
    }


def _page(
    request: DeskRequest, found: Outlet, form: OutletForm, *, status: int, theirs: list[Difference] | None = None
) -> HttpResponse:
    owners = Outlet.objects.exclude(owner_group="").order_by("owner_group").values_list("owner_group", flat=True)
    about: Mapping[str, Any] = {
        "outlet": found, "form": form, "gradings": gradings(found), "siblings": owned_like(found),
        "owners": owners.distinct(), "is_clash": theirs is not None, "theirs": theirs or [],
    }
    return render(request, "desk/outlet.html", about, status=status)
