"""Two people changed one record: all versions side by side, and nothing typed or saved is lost.

A page that edits a record sends the `version` it was opened at. Where the record was changed since, its view answers
with `answer`: every typed input is carried along, and the same address takes the form again with a choice by part.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from incidents.actions.clashing import as_seen
from incidents.desk.access import DeskRequest
from incidents.models import Incident, Report

YOURS, THEIRS = "yours", "theirs"
CHOICE = "keep-"
OWN = ("csrfmiddlewaretoken", "version", "opened", "contested")
UNKNOWN_VERSION = 0
MOST_DIGITS = 18  # what a database can still compare


@dataclass(frozen=True)
class Part:
    """What is chosen as one: a form's inputs by name; one that ends in "-" stands for all that begin so (rows).

    A part without inputs cannot be typed: it is only told that it has changed.
    """

    name: str
    label: str
    inputs: tuple[str, ...] = ()

    def has(self, key: str) -> bool:
        return any(key.startswith(each) if each.endswith("-") else key == each for each in self.inputs)


@dataclass(frozen=True)
class Saved:
    """Who changed a part last, and when; nobody is a worker."""

    who: str
    at: datetime


@dataclass(frozen=True)
class Difference:
    """One part in three versions, in words; `chosen` is what stays unless somebody says otherwise, or ""."""

    part: Part
    before: str
    theirs: str
    yours: str
    saved: Saved | None
    is_mine: bool
    is_theirs: bool
    chosen: str

    @property
    def is_contested(self) -> bool:
        return self.is_mine and self.is_theirs


@dataclass(frozen=True)
class Versions:
    """The words of every part: as it was when opened, as it stands, as typed; and who changed which."""

    before: Mapping[str, str]
    theirs: Mapping[str, str]
    yours: Mapping[str, str]
    mine: Collection[str]
    changed: Collection[str]
    saved: Mapping[str, Saved]


def version_in(typed: QueryDict, name: str = "version") -> int | None:
    """The version a form was opened at; None where the form says none, and what no record has where it is no number."""
    said = typed.get(name, "")
    if not said:
        return None
    return int(said[:MOST_DIGITS]) if said.isascii() and said.isdigit() else UNKNOWN_VERSION


def opened_in(typed: QueryDict) -> int | None:
    """The version at which a form was first opened, before any clash."""
    found = version_in(typed, "opened")
    return version_in(typed) if found is None else found


def with_choices(typed: QueryDict, parts: Iterable[Part], standing: Mapping[str, Any]) -> QueryDict:
    """What was typed, with the inputs of every part that is to stay theirs as `standing` has them."""
    settled = typed.copy()
    for part in parts:
        if typed.get(CHOICE + part.name) == THEIRS:
            for key in [key for key in settled if part.has(key)]:
                del settled[key]
            for key in filter(part.has, standing):
                settled[key] = standing[key]
    return settled


def is_undecided(typed: QueryDict) -> bool:
    """Whether a part that both changed was sent without a choice."""
    return any(typed.get(CHOICE + name) not in (YOURS, THEIRS) for name in typed.getlist("contested"))


def differences(parts: Sequence[Part], versions: Versions, typed: QueryDict) -> list[Difference]:
    """The parts that somebody changed; those that both changed alike are left out."""
    found = [_difference(part, versions, typed) for part in parts]
    return [each for each in found if (each.is_mine or each.is_theirs) and not _is_agreed(each)]


def saved_by(
    record: Incident | Report, since: int | None, fields: Iterable[str], read: Callable[[Any, str], Any]
) -> dict[str, Saved]:
    """Who changed each field last after a version, and when."""
    seen = as_seen(record, since or UNKNOWN_VERSION)
    rows = record.history.select_related("history_user").order_by("history_id")
    later = list(rows.filter(history_id__gte=seen.pk) if seen else rows)
    found: dict[str, Saved] = {}
    for earlier, row in pairwise(later):
        who = row.history_user.username if row.history_user else "the rules"
        changed = (field for field in fields if read(earlier, field) != read(row, field))
        found |= dict.fromkeys(changed, Saved(who, row.history_date))
    return found


def answer(
    request: DeskRequest, version: int, found: Sequence[Difference], *, title: str, back: str
) -> HttpResponse:
    """409 with the merge page, which sends everything typed to this same address again; `version` is what stands."""
    opened = opened_in(request.POST)
    about = {
        "title": title, "back": back, "address": request.path, "differences": found, "version": version,
        "opened": UNKNOWN_VERSION if opened is None else opened,
        "carried": [(key, value) for key, values in request.POST.lists() if _is_carried(key) for value in values],
        "is_undecided": is_undecided(request.POST),
    }
    return render(request, "desk/merge.html", about, status=409)


def _difference(part: Part, versions: Versions, typed: QueryDict) -> Difference:
    is_mine, is_theirs = part.name in versions.mine, part.name in versions.changed
    before, theirs, yours = (said.get(part.name, "") for said in (versions.before, versions.theirs, versions.yours))
    chosen = typed.get(CHOICE + part.name, "") if is_mine and is_theirs else YOURS if is_mine else THEIRS
    return Difference(part, before, theirs, yours, versions.saved.get(part.name), is_mine, is_theirs, chosen)


def _is_agreed(found: Difference) -> bool:
    return found.is_contested and found.yours == found.theirs


def _is_carried(key: str) -> bool:
    return key not in OWN and not key.startswith(CHOICE)
