"""Entering a group, a tie, a leader or a claim of presence; and correcting what one says."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from groups.actions import Clash
from groups.actions.versions import as_seen, version_of
from incidents.desk import clashes
from incidents.desk.access import DeskRequest, for_group_editors
from incidents.desk.drafts import address_of_draft, as_typed, form_of, unfinished, unjudged, window
from incidents.desk.groups.filing import correct_record, file_record
from incidents.desk.groups.sorts import CITED, Sort, address_of, sort_named
from incidents.desk.groups.typed import Typed, cited_by, inputs_of
from incidents.desk.groups.wording import said_of_entering
from incidents.desk.refusals import show_on
from incidents.models import Draft
from places import tasks

RENAMED = {  # an action's fields, here
    "source": "group", "target": "other", "url": "source_url", "text": "place_text", "citations": "source_url",
    "slug": "name",
}  # fmt: skip
FILLED_IN = ("group", "other", "kind", "role", "name")


@for_group_editors
@require_http_methods(["GET", "POST"])
def enter(request: DeskRequest, sort: str) -> HttpResponse:
    """A form for one record; sent back with everything typed when something is wrong."""
    wanted = sort_named(sort)
    if request.method == "POST":
        sent = Typed(wanted, request.POST)
        if sent.is_valid():
            try:
                return _filed(request, sent)
            except ValidationError as refusal:
                show_on(sent.form, refusal, RENAMED)
        return _entry(request, sent, status=422)
    if draft := _draft(request):
        if form_of(draft) != sort:
            return redirect(address_of_draft(draft))
        sent = Typed(wanted, as_typed(draft))
        for part in (sent.form, *sent.formsets):
            unjudged(part)
        return _entry(request, sent, draft=draft)
    given = {name: request.GET[name][:200] for name in FILLED_IN if name in request.GET}
    return _entry(request, Typed(wanted, None, {"entry_key": uuid4(), **given}))


@for_group_editors
@require_http_methods(["GET", "POST"])
def correct(request: DeskRequest, sort: str, key: str) -> HttpResponse:
    """Save a correction, or say what is wrong with it, or lay it beside what somebody else saved meanwhile."""
    wanted = sort_named(sort)
    record = wanted.found(key)
    if request.method == "GET":
        return _correction(request, record, _opened(wanted, record, None, version_of(record)))
    sent = _as_sent(request, wanted, record)
    if not sent.is_valid():
        return _correction(request, record, sent, status=422)
    if clashes.is_undecided(request.POST):
        return _merge(request, wanted, record)
    try:
        correct_record(
            record, sent, by=request.user, now=timezone.now(), version=clashes.version_in(request.POST)
        )
    except Clash:
        return _merge(request, wanted, record)
    except ValidationError as refusal:
        show_on(sent.form, refusal, RENAMED)
        return _correction(request, record, sent, status=422)
    tasks.ring()
    messages.success(request, "The correction is saved.")
    return redirect(address_of(record))


def _filed(request: DeskRequest, sent: Typed) -> HttpResponse:
    record = file_record(sent, by=request.user, now=timezone.now())
    tasks.ring()
    for level, sentence in said_of_entering(record):
        messages.add_message(request, level, sentence)
    return redirect(address_of(record))


def _draft(request: DeskRequest) -> Draft | None:
    """The unfinished form that was asked for, if it is still there."""
    try:
        return unfinished(request.user).filter(key=UUID(request.GET.get("draft", ""))).first()
    except ValueError:
        return None


def _as_sent(request: DeskRequest, sort: Sort, record: Any) -> Typed:
    """What was typed, with what is to stay as somebody else saved it."""
    version = clashes.version_in(request.POST)
    seen = _at(record, version)
    typed = clashes.with_choices(request.POST, sort.parts, inputs_of(sort, _row(seen), cited_by(seen)))
    return _opened(sort, record, typed, version)


def _opened(sort: Sort, record: Any, typed: QueryDict | None, version: int | None) -> Typed:
    """A correction, of what the record said at a version."""
    seen = _at(record, version)
    row = _row(seen)
    initial = {**sort.form.typed(row), "version": version_of(record)}
    return Typed(sort, typed, initial, standing=row, cited=cited_by(seen))


def _at(record: Any, version: int | None) -> Any:
    """The record or its history row, as an editor saw it."""
    return (version and version != version_of(record) and as_seen(record, version)) or record


def _row(seen: Any) -> Any:
    return seen.instance if hasattr(seen, "history_id") else seen


def _merge(request: DeskRequest, sort: Sort, record: Any) -> HttpResponse:
    record.refresh_from_db()
    opened = clashes.opened_in(request.POST)
    sent = _opened(sort, record, request.POST, opened)
    sent.is_valid()  # what was chosen to be theirs may no longer be readable as typed
    before = _opened(sort, record, None, opened).in_words()
    theirs = _opened(sort, record, None, None).in_words()
    changed = [name for name, words in theirs.items() if words != before.get(name)]
    versions = clashes.Versions(
        before=before, theirs=theirs, yours=sent.in_words(), mine=sent.changed(), changed=changed,
        saved=dict.fromkeys(changed, _last(record)),
    )
    return clashes.answer(
        request, version_of(record), clashes.differences(sort.parts, versions, request.POST),
        title=f"This {sort.noun} was changed meanwhile", back=address_of(record),
    )


def _last(record: Any) -> clashes.Saved:
    row = record.history.select_related("history_user").order_by("history_id").last()
    return clashes.Saved(row.history_user.username if row.history_user else "the rules", row.history_date)


def _entry(request: DeskRequest, sent: Typed, *, status: int = 200, draft: Draft | None = None) -> HttpResponse:
    about = {
        **_about(sent), "draft": draft, "window": window(draft), "is_wrong": status != 200,
        "unfinished": unfinished(request.user).count(), "cited_prefix": CITED,
    }
    return render(request, "desk/groups/enter.html", about, status=status)


def _correction(request: DeskRequest, record: Any, sent: Typed, *, status: int = 200) -> HttpResponse:
    about = {**_about(sent), "record": record, "back": address_of(record), "is_wrong": status != 200}
    return render(request, "desk/groups/correct.html", about, status=status)


def _about(sent: Typed) -> dict[str, Any]:
    return {"sort": sent.sort, "form": sent.form, "rows": sent.rows, "formsets": sent.formsets}
