"""Reports that leave an incident, and incidents that come out of a merge again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.changing import changing
from incidents import actions
from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.fields import RowsField
from incidents.desk.refusals import show_on, tell
from incidents.evidence import testimonies
from incidents.models import Incident, Merge

NEW, INBOX = "new", "inbox"
DESTINATIONS = [(NEW, "A new incident: they tell of another event"), (INBOX, "Back to the inbox: look at them later")]


class MoveForm(forms.Form):
    """Which reports leave an incident, where they go, and why."""

    reports: Any = RowsField(
        queryset=None, error_messages={
            "required": "Choose the reports that are to move.",
            "invalid_choice": "One of the reports is not with this incident any more: choose again.",
        },
    )  # fmt: skip
    destination = forms.ChoiceField(
        label="Where they go", choices=DESTINATIONS, widget=forms.RadioSelect, initial=NEW,
        error_messages={"required": "Choose where they go."},
    )
    title = forms.CharField(
        label="Title of the new incident", required=False, max_length=200, help_text="Neutral, in your own words."
    )
    reason = forms.CharField(
        label="Reason", max_length=300, error_messages={"required": "Say why; the history keeps the reason."}
    )

    def __init__(self, *args: Any, incident: Incident) -> None:
        super().__init__(*args)
        reports: Any = self.fields["reports"]
        reports.queryset = incident.reports.all()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("destination") == NEW and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", "Give the new incident a title, such as “Attack on a bazaar in Kunduz”.")
        return cleaned


@for_editors
@require_http_methods(["GET", "POST"])
def move(request: DeskRequest, public_id: str) -> HttpResponse:
    """Choose reports that are no evidence of an incident; a POST moves them."""
    found = get_object_or_404(Incident, public_id=public_id)
    form = MoveForm(request.POST or None, incident=found)
    if request.method == "POST" and form.is_valid():
        try:
            return _moved(request, found, form.cleaned_data)
        except ValidationError as refusal:
            show_on(form, refusal, {"report": "reports"})
    accounts = testimonies(found, request.user)
    chosen = {str(each) for each in form["reports"].value() or []}
    about = {"incident": found, "form": form, "accounts": accounts, "chosen": chosen}
    return render(request, "desk/move.html", about, status=422 if form.errors else 200)


@for_editors
@require_POST
def undo_merge(request: DeskRequest, pk: int) -> HttpResponse:
    """Two incidents again; the page that follows is that of the one that was merged."""
    row = get_object_or_404(Merge.objects.select_related("survivor", "merged"), pk=pk)
    reason = request.POST.get("reason", "").strip()[:300]
    if not reason:
        messages.error(request, "Nothing is changed: say why the merge is undone.")
        return redirect("desk:incident", row.survivor.public_id)
    try:
        actions.unmerge(row, by=request.user, reason=reason, at=timezone.now())
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("desk:incident", row.survivor.public_id)
    messages.success(
        request, f"The merge is undone: {row.merged.public_id} and {row.survivor.public_id} stand for themselves again."
    )
    return redirect("desk:incident", row.merged.public_id)


def _moved(request: DeskRequest, found: Incident, said: dict[str, Any]) -> HttpResponse:
    reports, number = list(said["reports"]), len(said["reports"])
    if said["destination"] == NEW:
        other = actions.split(found, reports, by=request.user, title=said["title"], reason=said["reason"])
        messages.success(request, f"{_counted(number)} moved here from {found.public_id}.")
        return redirect("desk:incident", other.public_id)
    with changing(by=request.user, reason=said["reason"]):
        for report in reports:
            actions.detach(report, by=request.user, reason=said["reason"])
    messages.success(request, f"{_counted(number)} moved to the inbox.")
    return redirect("desk:incident", found.public_id)


def _counted(number: int) -> str:
    return "One report is" if number == 1 else f"{number} reports are"
