"""Who works on what: oneself, a colleague or nobody; one incident or report at a time, or many from the inbox."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.roles import roles_with
from incidents import actions
from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.onwards import back
from incidents.desk.refusals import tell
from incidents.models import Incident, Report

ME, NOBODY = "me", ""
MOST_SELECTED = 200


def colleagues() -> QuerySet[User]:
    """Those who may work at the desk."""
    working = User.objects.filter(is_active=True, role__in=roles_with("incidents.enter_report"))
    return working.only("pk", "username").order_by("username")


def named(request: DeskRequest) -> User | None:
    """Whom a form names in `to`; None is nobody. Raises ValidationError."""
    said = request.POST.get("to", NOBODY)
    if said in (ME, NOBODY):
        return request.user if said else None
    if said.isascii() and said.isdigit() and (found := colleagues().filter(pk=int(said[:9])).first()):
        return found
    raise ValidationError({"to": "Nobody of that name works here any more. Choose somebody else."})


@for_editors
@require_POST
def assign(request: DeskRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Incident, public_id=public_id)
    try:
        person = named(request)
        actions.assign(found, by=request.user, to=person)
        messages.success(request, f"{public_id} is {in_words(person, request.user)}.")
    except ValidationError as refusal:
        tell(request, refusal)
    return back(request, "desk:incident", public_id)


@for_editors
@require_POST
def assign_many(request: DeskRequest) -> HttpResponse:
    """Assign what is selected in the inbox to whom is named; or one row, by its own button, to oneself."""
    incidents, reports = _selected(request)
    try:
        if not incidents and not reports:
            raise ValidationError("Select at least one row first.")
        person = request.user if "only" in request.POST else named(request)
        number = actions.assign_all(incidents, reports, by=request.user, to=person)
        what = incidents[0].public_id if number == 1 and incidents else f"{number} selected"
        messages.success(request, f"{what}: {in_words(person, request.user)}.")
    except ValidationError as refusal:
        tell(request, refusal)
    return back(request, "desk:inbox")


def _selected(request: DeskRequest) -> tuple[list[Incident], list[Report]]:
    """A row is named by what it is: an incident by its public id, a report by its number."""
    rows = [request.POST["only"]] if "only" in request.POST else request.POST.getlist("row")
    numbers = [int(row[:9]) for row in rows[:MOST_SELECTED] if row.isascii() and row.isdigit()]
    incidents = Incident.objects.filter(public_id__in=rows[:MOST_SELECTED]).order_by("pk")
    return list(incidents), list(Report.objects.filter(pk__in=numbers, incident=None))


def in_words(person: User | None, reader: User) -> str:
    """ "assigned to you", "assigned to omid", "nobody’s now"."""
    if person is None:
        return "nobody’s now"
    return "assigned to you" if person == reader else f"assigned to {person.username}"
