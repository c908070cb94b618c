"""Half-filled forms, kept for whoever types them until they are sent or thrown away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from groups.models import Alliance, Group, Leadership, Presence
from incidents.models import Draft, Report

PAGE = "page"
MOST_DRAFTS = 50
MOST_FIELDS = 400
ENTERED: tuple[Any, ...] = (Report, Group, Alliance, Leadership, Presence)
MOST_CHARACTERS = 60_000


class Overtaken(Exception):
    """The draft was saved from another page since this one read it."""


def save_draft(
    key: UUID, *, by: User, fields: Mapping[str, str], at: datetime, seen: datetime | None = None
) -> Draft | None:
    """Keep what is typed so far; None where the form was sent already, as nothing is left to keep then.

    The field "page" names the window it is typed in, and `seen` is when the draft was saved that this window was
    opened with. Raises Overtaken where another window saved it since, and ValidationError where it is too much.
    """
    require(by, "incidents.enter_report")
    _refuse_too_much(fields)
    with transaction.atomic():
        kept = Draft.objects.select_for_update().filter(key=key).first()
        if any(model.objects.filter(entry_key=key).exists() for model in ENTERED):
            return None
        if kept is None:
            _refuse_too_many(by)
        elif kept.owner_id != by.pk or (kept.saved_at != seen and kept.fields.get(PAGE) != fields.get(PAGE)):
            raise Overtaken
        return Draft.objects.update_or_create(
            key=key, defaults={"owner": by, "fields": dict(fields), "saved_at": at}
        )[0]


def _refuse_too_much(fields: Mapping[str, str]) -> None:
    if len(fields) > MOST_FIELDS or sum(map(len, fields.values())) > MOST_CHARACTERS:
        raise ValidationError({"fields": "This is more than one form holds: shorten it to have it saved."})


def _refuse_too_many(by: User) -> None:
    if Draft.objects.filter(owner=by).count() >= MOST_DRAFTS:
        raise ValidationError({"key": f"{MOST_DRAFTS} unfinished forms are kept: send or discard some first."})
