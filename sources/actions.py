"""Verbs that change outlets and sources."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from sources.models import Outlet, Source


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
        other_names=list(other_names), slug=slugify(name, allow_unicode=True)[:150],
    )
    outlet.full_clean()
    outlet.save()
    return outlet


@transaction.atomic
def register_source(*, outlet: Outlet, published: str = "", url: str | None = None, **details: Any) -> Source:
    """A new published item under a citation key such as `dawn-2017-12-12`. Raises ValidationError by field."""
    source = Source(outlet=outlet, published=published, url=url or None, **details)
    source.slug = _free_key("-".join(part for part in (outlet.slug, slugify(published)) if part))
    source.full_clean()
    source.save()
    return source


def _free_key(stem: str) -> str:
    taken = set(Source.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    keys = (f"{stem}-{n}" if n > 1 else stem for n in count(1))
    return next(key for key in keys if key not in taken)
