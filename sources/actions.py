"""Verbs that change outlets and sources."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from sources.grading import version_of
from sources.models import Outlet, Source
from sources.withholding.asking import explained, refuse_withheld_of

LONGEST_STEM = 110
GRADING = ("reliability", "owner_group")


class OutletChanged(Exception):
    """Somebody changed the outlet since it was read; `outlet` is how it stands."""

    def __init__(self, outlet: Outlet) -> None:
        super().__init__(f"{outlet} was changed by somebody else meanwhile.")
        self.outlet = outlet


@transaction.atomic
def register_outlet(
    *,
    name: str,
    kind: str,
    country: str = "",
    language: str = "",
    owner_group: str = "",
    other_names: Sequence[str] = (),
) -> Outlet:
    """A new outlet, ungraded. Raises ValidationError by field."""
    outlet = Outlet(
        name=name.strip(), kind=kind, country=country, language=language, owner_group=owner_group,
        other_names=list(other_names),
    )
    outlet.slug = _free_key(Outlet, slugify(anyascii(name)) or "outlet")
    _save(outlet)
    return outlet


@transaction.atomic
def register_source(*, outlet: Outlet, published: str = "", url: str | None = None, **details: Any) -> Source:
    """A new published item under a citation key such as `dawn-2017-12-12`. Raises ValidationError by field."""
    source = Source(outlet=outlet, published=published, url=url or None, **details)
    source.slug = _free_key(Source, "-".join(part for part in (outlet.slug[:80], slugify(published)) if part))
    _save(source)
    return source


def revise_outlet(
    outlet: Outlet, *, by: User, changes: Mapping[str, Any], reason: str = "", version: int | None = None
) -> None:
    """Correct an outlet; its slug stays, as addresses use it.

    A grade or an owner decides what counts how much on every page, so changing either takes the right to grade and a
    reason. With `version`, the one that the person saw, raises OutletChanged where it was changed since.
    """
    require(by, "sources.edit")
    with explained(by=by, reason=reason):
        held = Outlet.objects.select_for_update().get(pk=outlet.pk)
        if version is not None and version != version_of(held):
            raise OutletChanged(held)
        if any(getattr(held, field) != changes[field] for field in GRADING if field in changes):
            _require_grading(by, reason)
        _change(held, changes)


def _require_grading(by: User, reason: str) -> None:
    require(by, "sources.grade")
    if not reason.strip():
        raise ValidationError({"reason": "Say why; readers see the reason beside the grade."})


def revise_source(source: Source, *, by: User, changes: Mapping[str, Any]) -> None:
    """Correct a source; its citation key stays, as readers have it."""
    require(by, "sources.edit")
    if "url" in changes:
        changes = {**changes, "url": changes["url"] or None}
    with changing(by=by):
        _refuse_circle(source, changes.get("republishes"))
        _change(source, changes)


def _change(row: Outlet | Source, changes: Mapping[str, Any]) -> None:
    held: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
    for field, value in changes.items():
        setattr(held, field, value)
    _save(held)


def _save(row: Outlet | Source) -> None:
    row.full_clean()
    refuse_withheld_of(row)
    row.save()


def _refuse_circle(source: Source, origin: Source | None) -> None:
    seen: set[int] = set()
    while origin is not None and origin.pk not in seen:
        if origin.pk == source.pk:
            raise ValidationError({"republishes": "That item is itself a copy of this one."})
        seen.add(origin.pk)
        origin = origin.republishes


def _free_key(model: type[models.Model], stem: str) -> str:
    stem = stem[:LONGEST_STEM].strip("-")
    taken = set(model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    keys = (f"{stem}-{n}" if n > 1 else stem for n in count(1))
    return next(key for key in keys if key not in taken)
