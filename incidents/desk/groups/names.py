"""The names of a group on its desk page: one more, one corrected, one taken away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from groups import actions
from groups.models import Group, GroupName
from incidents.desk.access import DeskRequest, for_group_editors
from incidents.desk.groups.pages import page
from incidents.desk.groups.rows import NameForm
from incidents.desk.groups.sorts import SORTS, address_of
from incidents.desk.refusals import show_on, tell


@for_group_editors
@require_POST
def change_names(request: DeskRequest, slug: str) -> HttpResponse:
    """Add a name; or, where one is chosen, correct it or (`drop`) take it away."""
    group: Group = SORTS["records"].found(slug)
    if "drop" in request.POST:
        return _drop(request, group)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            messages.success(request, _written(request, group, form))
            return _back(group)
        except ValidationError as refusal:
            show_on(form, refusal)
    return page(request, group, naming=form, status=422)


def _written(request: DeskRequest, group: Group, form: NameForm) -> str:
    chosen, reason, values = form.cleaned_data["chosen"], form.cleaned_data["reason"], form.values()
    if chosen is None:
        return f"“{actions.name_group(group, by=request.user, reason=reason, **values)}” is added."
    actions.revise_name(_name(group, str(chosen)), by=request.user, changes=values, reason=reason)
    return f"“{values['name']}” is corrected."


def _drop(request: DeskRequest, group: Group) -> HttpResponse:
    name = _name(group, request.POST.get("chosen", ""))
    try:
        actions.drop_name(name, by=request.user, reason=request.POST.get("reason", "")[:300])
        messages.success(request, f"“{name}” is no name of {group} any more.")
    except ValidationError as refusal:
        tell(request, refusal)
    return _back(group)


def _name(group: Group, chosen: str) -> GroupName:
    is_number = chosen.isascii() and chosen.isdigit()
    return get_object_or_404(GroupName, group=group, pk=int(chosen[:18]) if is_number else 0)


def _back(group: Group) -> HttpResponse:
    return redirect(f"{address_of(group)}#names")
