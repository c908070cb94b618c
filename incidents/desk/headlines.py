"""What an incident says, changed by an editor; and what to do when somebody else changed it meanwhile."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from incidents.actions import Clash
from incidents.actions.clashing import as_seen
from incidents.actions.resolving import COUNTED, current
from incidents.actions.revising import HEADLINE, changed_since
from incidents.desk import clashes, filing
from incidents.desk.access import DeskRequest
from incidents.desk.forms import HEADLINE as WRITABLE
from incidents.desk.forms import HeadlineForm
from incidents.desk.incident_page import as_typed, page
from incidents.desk.place_fields import PLACE_INPUTS
from incidents.desk.refusals import show_on
from incidents.desk.wording import LABELS, in_words_by_field
from incidents.models import Incident
from places import tasks
from sources.dates import in_words
from sources.wording import range_in_words

RENAMED = {"text": "place_text"}
INPUTS = {**{name: (name,) for name in WRITABLE}, "place": PLACE_INPUTS}
PARTS = tuple(clashes.Part(name, label, INPUTS.get(name, ())) for name, label in LABELS.items())


def change(request: DeskRequest, found: Incident) -> HttpResponse:
    """Save what was typed, or say what is wrong with it, or lay it beside what somebody else saved meanwhile."""
    standing = as_typed(_as_of(found, clashes.version_in(request.POST)))
    form = HeadlineForm(clashes.with_choices(request.POST, PARTS, standing), initial=standing)
    if not form.is_valid():
        return page(request, found, form=form, status=422)
    if clashes.is_undecided(request.POST):
        return _merge(request, found)
    try:
        return _saved(request, found, form)
    except Clash:
        return _merge(request, found)
    except ValidationError as refusal:
        show_on(form, refusal, RENAMED)
    return page(request, found, form=form, status=422)


def _saved(request: DeskRequest, found: Incident, form: HeadlineForm) -> HttpResponse:
    filing.revise_headline(
        found, by=request.user, changes=form.changes(), reason=form.cleaned_data["reason"], now=timezone.now(),
        version=clashes.version_in(request.POST),
    )
    tasks.ring()
    messages.success(request, "The change is saved.")
    return redirect("desk:incident", found.public_id)


def _merge(request: DeskRequest, found: Incident) -> HttpResponse:
    found.refresh_from_db()
    opened = clashes.opened_in(request.POST)
    base = _as_of(found, opened)
    changed = changed_since(found, clashes.UNKNOWN_VERSION if opened is None else opened)
    form = HeadlineForm(request.POST, initial=as_typed(base))
    form.is_valid()  # what was chosen to be theirs may no longer be readable as typed
    versions = clashes.Versions(
        before=in_words_by_field(base), theirs=in_words_by_field(found), mine=form.changed(), changed=changed,
        yours=_typed_in_words(form, base), saved=clashes.saved_by(found, opened, HEADLINE, current),
    )
    return clashes.answer(
        request, found.version, clashes.differences(PARTS, versions, request.POST),
        title=f"{found.public_id} was changed meanwhile", back=reverse("desk:incident", args=[found.public_id]),
    )


def _as_of(found: Incident, version: int | None) -> Incident:
    """The incident as an editor saw it; as it stands where no such version is known."""
    seen = None if version is None else as_seen(found, version)
    return seen.instance if seen else found


def _typed_in_words(form: HeadlineForm, base: Incident) -> dict[str, str]:
    typed = {name: str(value or "") for name, value in form.cleaned_data.items()}
    fresh = Incident(kind=typed.get("kind", ""))
    pin = f", pinned at {typed['lat']}, {typed['lon']}" if typed.get("lat") and typed.get("lon") else ""
    return {
        **in_words_by_field(base), **{name: range_in_words(*vars(form.value_of(name)).values()) for name in COUNTED},
        "title": typed.get("title", ""), "summary": typed.get("summary", ""),
        "kind": fresh.get_kind_display(), "when": in_words(typed.get("when", "")),
        "place": typed.get("place_text", "") + pin,
    }
