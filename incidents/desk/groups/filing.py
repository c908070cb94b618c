"""Filing what was typed about groups: with its new sources and its new place, in one transaction or not at all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User
from audit.changing import changing
from groups import actions
from incidents.desk.filing import settle_place, settle_source
from incidents.desk.groups.sorts import CITED, Sort
from incidents.desk.groups.typed import Typed
from incidents.models import Draft


def file_record(sent: Typed, *, by: User, now: datetime) -> Any:
    """The record an editor entered; sending the same form again gives the first one back. ValidationError by field."""
    key = sent.form.cleaned_data["entry_key"]
    if filed := _filed_before(sent.sort, key):
        return filed
    try:
        with changing(by=by):
            record = sent.sort.enter(by=by, entry_key=key, **_settled(sent, by, now), **sent.entered())
            Draft.objects.filter(key=key, owner=by).delete()
    except (IntegrityError, ValidationError):
        if filed := _filed_before(sent.sort, key):  # the same form, sent twice at the same moment
            return filed
        raise
    return record


def correct_record(record: Any, sent: Typed, *, by: User, now: datetime, version: int | None) -> None:
    """Correct what a record says; raises Clash where it says something else by now than at that version."""
    parts, reason = sent.changed(), sent.form.cleaned_data["reason"]
    terms: dict[str, Any] = {"by": by, "reason": reason, "version": version}
    with changing(by=by, reason=reason):
        changes = sent.form.values(parts)
        if "place" in parts:
            changes["place"] = settle_place(sent.form.where(), by=by, now=now)
        if not sent.sort.is_statement:
            return actions.revise_group(record, changes=changes, **terms)
        citations = [settle_source(each) for each in sent.cited()] if CITED in parts else None
        return actions.revise_statement(record, changes=changes, citations=citations, **terms)


def _settled(sent: Typed, by: User, now: datetime) -> Mapping[str, Any]:
    """What a statement needs of others: its sources and its place."""
    if not sent.sort.is_statement:
        return {}
    found: dict[str, Any] = {CITED: [settle_source(each) for each in sent.cited()]}
    if sent.sort.has_place:
        found["place"] = settle_place(sent.form.where(), by=by, now=now)
    return found


def _filed_before(sort: Sort, key: UUID) -> Any | None:
    return sort.model.objects.filter(entry_key=key).first()
