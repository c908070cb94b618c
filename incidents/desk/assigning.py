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
from incidents.models import Incident

ME, NOBODY = "me", ""


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


def in_words(person: User | None, reader: User) -> str:
    """ "assigned to you", "assigned to omid", "nobody’s now"."""
    if person is None:
        return "nobody’s now"
    return "assigned to you" if person == reader else f"assigned to {person.username}"
