"""A page on the history of any object: all that was done to it, and two moments compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from audit.comparing import Change
from audit.following import Deed, Entry, between, deeds, entries
from audit.moments import Moment, moment_named
from audit.pages import BY_RULE, page_of
from audit.pieces import Piece, pieces
from audit.telling import SHORT
from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.past.objects import Subject, kinds, right_for, subject
from sources.dates import EdtfField

NOT_TOLD = frozenset({  # numbers of the program
    "version", "reviewed_version", "entry_key", "moved", "before", "awaits_confirmation",
})  # fmt: skip
PICK_TWO = "Pick two moments to compare."


@dataclass(frozen=True)
class ShownChange:
    """A change of one field, laid word by word into each other where it is long."""

    name: str
    old: str
    new: str
    pieces: list[Piece]


@dataclass(frozen=True)
class ShownDeed:
    """What somebody did, as it stands on the page; `moment` names it in an address."""

    deed: Deed
    who: str
    moment: str
    entries: list[tuple[Entry, list[ShownChange]]]


@for_editors
def history(request: DeskRequest, kind: str, named: str) -> HttpResponse:
    """Newest first; with `from` and `to` what differs between the two moments comes before."""
    model = kinds().get(kind)
    if model is None:
        raise Http404
    require(request.user, right_for(model))
    found = subject(model, named)
    if found is None:
        raise Http404
    page = page_of(deeds(found.pasts), request.GET.get("page"))
    about = {"subject": found, "page": page, "deeds": _shown(list(page), found), **_compared(request, found)}
    return render(request, "desk/history.html", about)


def _compared(request: DeskRequest, found: Subject) -> dict[str, Any]:
    asked = [request.GET.get(name, "") for name in ("from", "to")]
    if not any(asked):
        return {}
    if not all(asked):
        return {"refusal": PICK_TWO, "picked": asked}
    try:
        first, second = sorted((moment_named(text, now=timezone.now()) for text in asked), key=_at)
    except ValidationError as refusal:
        return {"refusal": refusal.messages[0]}
    told = [(entry, _changes(entry)) for entry in between(found.pasts, first.at, second.at)]
    return {"compared": [row for row in told if row[1]], "first": first, "second": second, "picked": asked}


def _shown(done: Sequence[Deed], found: Subject) -> list[ShownDeed]:
    people = dict(User.objects.filter(pk__in={deed.by for deed in done if deed.by}).values_list("pk", "username"))
    return [
        ShownDeed(
            deed, people.get(deed.by, BY_RULE), f"{deed.at:%Y-%m-%dT%H:%M:%S.%fZ}",
            [(each, changes) for each in told if (changes := _changes(each)) or each.kind == "-"],
        )
        for deed, told in zip(done, entries(done, found.pasts), strict=True)
    ]  # fmt: skip


def _changes(entry: Entry) -> list[ShownChange]:
    return [_change(change) for change in entry.changes if change.field not in NOT_TOLD | _bounds()]


def _change(change: Change) -> ShownChange:
    old, new = change.old or "", change.new or ""
    is_long = bool(old and new) and max(len(old), len(new)) > SHORT
    return ShownChange(change.label, old, new, pieces(old, new) if is_long else [])


def _bounds() -> set[str]:
    """Days that a date writes by itself."""
    dates = [field for model in kinds().values() for field in _edtf(model)]
    return {name for field in dates for name in (field.earliest, field.latest)}


def _edtf(model: type[models.Model]) -> list[EdtfField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, EdtfField)]


def _at(moment: Moment) -> Any:
    return moment.at
