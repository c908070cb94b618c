"""Who, whom and with what: parts of groups that an editor states, and what an incident struck."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import formset_factory
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from incidents import actions
from incidents.desk import clashes
from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.fields import RowsField, worded
from incidents.desk.refusals import show_on, tell
from incidents.desk.rows import AttributionRow
from incidents.kinds import TargetKind, WeaponKind
from incidents.models import Attribution, Incident
from sources.models import Source

MOST_TARGETS = 12
WEAPONS_ID = "weapons_%s"  # two forms on one page, each with a reason
AGAIN = "Somebody else changed it meanwhile. Above is how it stands now: look at it, and send yours again if it holds."
RENAMED = {"__all__": "group"}


class ReasonField(forms.CharField):
    """Why something is changed."""

    def __init__(self) -> None:
        super().__init__(
            label="Reason", max_length=300, error_messages={"required": "Say why; the history keeps the reason."}
        )


class PartyForm(AttributionRow):
    """A group's part as an editor states it, on sources that are named with it."""

    unnamed = "Name the group."
    note = forms.CharField(label="Note in your own words", required=False, max_length=300)
    citations: Any = RowsField(
        queryset=None, label="On the sources", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Name the sources that say so."},
    )  # fmt: skip
    reason = ReasonField()

    def __init__(self, *args: Any, incident: Incident) -> None:
        super().__init__(*args)
        cited: Any = self.fields["citations"]
        named = Source.objects.filter(Q(reports__incident=incident) | Q(attributions__incident=incident))
        cited.queryset = Source.objects.filter(pk__in=named.values("pk")).select_related("outlet")

    def said(self) -> dict[str, Any]:
        """Field values of an Attribution."""
        return {name: self.cleaned_data[name] for name in ("group", "role", "status", "by", "confidence", "note")}


class TargetRow(forms.Form):
    """One thing that was struck."""

    kind = forms.ChoiceField(
        label="What was struck", choices=[("", "Nothing named"), *worded(TargetKind.choices)], required=False
    )
    community = forms.CharField(label="Community, only as reported", required=False, max_length=60)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("community") and not cleaned.get("kind"):
            self.add_error("kind", "Say what of this community was struck.")
        return cleaned


class WeaponForm(forms.Form):
    """With what, and why the description changes."""

    weapons = forms.MultipleChoiceField(
        label="With", choices=worded(WeaponKind.choices), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = ReasonField()


TargetRows: Any = formset_factory(TargetRow, extra=2, max_num=MOST_TARGETS, absolute_max=MOST_TARGETS)


@for_editors
@require_http_methods(["GET", "POST"])
def parties(request: DeskRequest, public_id: str) -> HttpResponse:
    """The parts of groups, with a form for one that an editor states; a POST states it."""
    found = _found(public_id)
    form = PartyForm(request.POST or None, incident=found)
    if request.method == "POST" and form.is_valid():
        terms = {"citations": list(form.cleaned_data["citations"]), "reason": form.cleaned_data["reason"]}
        try:
            actions.attribute(found, by=request.user, said=form.said(), version=_seen(request), **terms)
            messages.success(request, f"{form.cleaned_data['group']} is named as you say.")
            return redirect("desk:parties", public_id)
        except actions.Clash:
            found.refresh_from_db()
            form.add_error(None, AGAIN)
        except ValidationError as refusal:
            show_on(form, refusal, RENAMED)
    return _page(request, found, party=form)


@for_editors
@require_POST
def take_back(request: DeskRequest, public_id: str) -> HttpResponse:
    """Leave a part that an editor stated to the rules again."""
    stated = Attribution.objects.filter(incident__public_id=public_id)
    number = request.POST.get("part", "")
    part = get_object_or_404(stated, pk=int(number[:18]) if number.isascii() and number.isdigit() else 0)
    try:
        actions.take_back(part, by=request.user, reason=request.POST.get("reason", "")[:300])
        messages.success(request, f"{part.group} is left to the rules again.")
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect("desk:parties", public_id)


@for_editors
@require_POST
def targets(request: DeskRequest, public_id: str) -> HttpResponse:
    """Say what an incident struck, and with what."""
    found, rows = _found(public_id), TargetRows(request.POST, prefix="targets")
    form = WeaponForm(request.POST, auto_id=WEAPONS_ID)
    if False in [rows.is_valid(), form.is_valid()]:
        return _page(request, found, rows=rows, weapons=form)
    struck = [row for row in rows.cleaned_data if row.get("kind")]
    try:
        actions.describe(found, by=request.user, targets=struck, version=_seen(request), **form.cleaned_data)
        messages.success(request, "The description is saved.")
        return redirect("desk:parties", public_id)
    except actions.Clash:
        found.refresh_from_db()
        form.add_error(None, AGAIN)
    except ValidationError as refusal:
        show_on(form, refusal)
    return _page(request, found, rows=rows, weapons=form)


def _seen(request: DeskRequest) -> int:
    """The version that the page showed."""
    return clashes.version_in(request.POST) or clashes.UNKNOWN_VERSION


def _found(public_id: str) -> Incident:
    return get_object_or_404(Incident.objects.select_related("place"), public_id=public_id)


def _page(request: DeskRequest, found: Incident, **sent: Any) -> HttpResponse:
    struck = [{"kind": target.kind, "community": target.community} for target in found.targets.order_by("pk")]
    weapons = list(found.weapons.values_list("kind", flat=True))
    about = {
        "incident": found,
        "attributions": found.attributions.select_related("group").prefetch_related("citations__outlet"),
        "party": PartyForm(incident=found), "rows": TargetRows(prefix="targets", initial=struck),
        "weapons": WeaponForm(initial={"weapons": weapons}, auto_id=WEAPONS_ID), **sent,
    }  # fmt: skip
    is_wrong = any(form.is_bound for form in (about["party"], about["weapons"]))
    return render(request, "desk/parties.html", {**about, "is_wrong": is_wrong}, status=422 if is_wrong else 200)
