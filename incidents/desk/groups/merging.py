"""Two records of one group made one on the desk, and two again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from groups import actions
from groups.models import Group
from incidents.desk.access import DeskRequest, for_group_reviewers
from incidents.desk.groups.forms import MergeForm
from incidents.desk.groups.pages import page
from incidents.desk.groups.sorts import SORTS, address_of
from incidents.desk.refusals import show_on, tell


@for_group_reviewers
@require_POST
def merge(request: DeskRequest, slug: str) -> HttpResponse:
    """Let a record lead to the one that is named; the page that follows is that one's."""
    merged: Group = SORTS["records"].found(slug)
    form = MergeForm(request.POST)
    if form.is_valid():
        kept = form.cleaned_data["kept"]
        try:
            actions.merge_groups(kept, merged, by=request.user, reason=form.cleaned_data["why"])
            messages.success(request, f"{merged} is one with {kept} now. What was entered for either stays as it is.")
            return redirect(address_of(kept))
        except ValidationError as refusal:
            show_on(form, refusal, {"reason": "why"})
    return page(request, merged, merge=form, status=422)


@for_group_reviewers
@require_POST
def unmerge(request: DeskRequest, slug: str) -> HttpResponse:
    """Two groups again; the page that follows is that of the one that was merged."""
    merged: Group = SORTS["records"].found(slug)
    try:
        actions.unmerge_group(merged, by=request.user, reason=request.POST.get("reason", "")[:300])
        messages.success(request, f"The merge is undone: {merged} stands for itself again.")
    except ValidationError as refusal:
        tell(request, refusal)
    return redirect(address_of(merged))
