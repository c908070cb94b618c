"""Unfinished forms: saved while somebody types, taken up again, or thrown away."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from incidents.actions.drafting import Overtaken, save_draft
from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.groups.sorts import SORTS
from incidents.desk.refusals import tell
from incidents.models import Draft

OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "entry_key", "seen"})
OVERTAKEN = "This was changed in another window. What you type here is kept by itself from now on."


@for_editors
@require_http_methods(["GET", "POST"])
def drafts(request: DeskRequest) -> HttpResponse:
    """The unfinished forms of whoever asks; POST keeps a form as it stands."""
    if request.method == "POST":
        return _save(request)
    found = [(draft, address_of_draft(draft)) for draft in unfinished(request.user)]
    return render(request, "desk/drafts.html", {"drafts": found})


@for_editors
@require_POST
def discard(request: DeskRequest, key: UUID) -> HttpResponse:
    get_object_or_404(unfinished(request.user), key=key).delete()
    messages.success(request, "It is discarded.")
    return redirect("desk:drafts")


def unfinished(user: User) -> QuerySet[Draft]:
    return Draft.objects.filter(owner=user)


def form_of(draft: Draft) -> str:
    """The sort of record about groups that it was to be; "" for a report."""
    return draft.form if draft.form in SORTS else ""


def address_of_draft(draft: Draft) -> str:
    """Where it is taken up again."""
    address = reverse("desk:group-enter", args=[form]) if (form := form_of(draft)) else reverse("desk:report-new")
    return f"{address}?{urlencode({'draft': draft.key})}"


def as_typed(draft: Draft) -> QueryDict:
    """The inputs of a draft, as its form would have sent them."""
    typed = QueryDict(mutable=True)
    typed.update({**draft.fields, "entry_key": str(draft.key)})
    return typed


def unjudged(part: Any) -> Any:
    """A bound form, or rows of forms, that show what was typed and do not say yet what is wrong with it."""
    rows = getattr(part, "forms", None)
    for form in [part] if rows is None else rows:
        form._errors, form.cleaned_data = ErrorDict(), {}
    if rows is not None:
        part._errors, part._non_form_errors = [], ErrorList()
    return part


def window(draft: Draft | None) -> dict[str, str]:
    """By what a report form tells its window from others, and the draft that it was opened with."""
    return {"page": uuid4().hex, "seen": draft.saved_at.isoformat() if draft else ""}


def _save(request: DeskRequest) -> HttpResponse:
    is_asked_by_script = request.headers.get("Accept") == "application/json"
    answer = _script_answer if is_asked_by_script else _page_answer
    try:
        return answer(request, _keep(request, _key_of(request), _seen(request)))
    except ValidationError as refusal:
        if is_asked_by_script:
            return JsonResponse({"problem": " ".join(refusal.messages)}, status=422)
        tell(request, refusal)
        return redirect("desk:drafts")


def _keep(request: DeskRequest, key: UUID, seen: datetime | None) -> tuple[Draft | None, str]:
    """The draft as it is kept now, and what there is to say of it."""
    fields = _fields(request.POST.items())
    try:
        return save_draft(key, by=request.user, fields=fields, at=timezone.now(), seen=seen), ""
    except Overtaken:
        return save_draft(uuid4(), by=request.user, fields=fields, at=timezone.now()), OVERTAKEN


def _script_answer(request: DeskRequest, kept: tuple[Draft | None, str]) -> HttpResponse:
    draft, said = kept
    if draft is None:
        return JsonResponse({"sent": True})
    return JsonResponse({"key": str(draft.key), "at": draft.saved_at.isoformat(), "label": draft.label, "said": said})


def _page_answer(request: DeskRequest, kept: tuple[Draft | None, str]) -> HttpResponse:
    draft, said = kept
    messages.success(request, said or ("Kept for later." if draft else "This was entered already."))
    return redirect("desk:drafts")


def _key_of(request: DeskRequest) -> UUID:
    try:
        return UUID(request.POST.get("entry_key", ""))
    except ValueError:
        return uuid4()


def _seen(request: DeskRequest) -> datetime | None:
    """When the draft was saved that the page was opened with; None where it says nothing that can be read."""
    try:
        return parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        return None


def _fields(sent: Iterable[tuple[str, Any]]) -> dict[str, str]:
    return {name[:100]: value for name, value in sent if name not in OF_THE_PAGE and isinstance(value, str)}
