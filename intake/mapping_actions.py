"""Verbs on mappings: what a person said of the columns of their own table is kept, with the dataset it is of."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from intake.actions import BUSY, dataset_of
from intake.crosswalks import crosswalk
from intake.crosswalks.known import CROSSWALKS
from intake.models import Dataset, Mapping
from intake.models.importing import UNFINISHED
from sources.models import Outlet
from sources.withholding.asking import refuse_withheld

LONGEST_KEY = 50
KNOWN = "“{title}” is read as it is published. Bring its file under Imports, or give your own table another title."
OUTLET = "An outlet is called “{title}”. Give the table a title of its own, such as “{title}, incident log”."
TAKEN = "There is a mapping “{name}” already. Begin with it to change it, or choose another name."
NUMBER = "A name of digits alone reads like a number. Add a word."


@dataclass(frozen=True)
class About:
    """The dataset of a person's own table. A new one may be open: readers see its incidents once they are published."""

    title: str
    publisher: str = ""
    licence: str = ""
    is_open: bool = False


def save_mapping(name: str, about: About, *, by: User, over: Mapping | None = None, **said: Any) -> Mapping:
    """Keep what was `said` (columns, kinds, day_first, has_serials) by name, in place of an earlier mapping if any.

    Raises ValidationError by field; PermissionDenied for who opens a dataset to readers and may not.
    """
    require(by, "intake.import")
    name = " ".join(name.split())
    _refuse_name(name, over)
    refuse_withheld({"name": name, "title": about.title, "publisher": about.publisher, "licence": about.licence,
                     "columns": _headings(said), "kinds": "\n".join(said.get("kinds", {}))})  # fmt: skip
    with changing(by=by, reason=f"Mapping “{name}”"):
        dataset = _dataset(about, by=by)
        if dataset.imports.filter(state__in=UNFINISHED).exists():
            raise ValidationError({"name": BUSY})
        mapping = over or Mapping(made_by=by)
        for field, value in {**said, "name": name, "dataset": dataset}.items():
            setattr(mapping, field, value)
        mapping.full_clean()
        mapping.save()
    return mapping


def _headings(said: dict[str, Any]) -> str:
    lists = (found for found in said.get("columns", {}).values() if not isinstance(found, str))
    return "\n".join(column for found in lists for column in found)


def _refuse_name(name: str, over: Mapping | None) -> None:
    if name.isdigit():
        raise ValidationError({"name": NUMBER})
    if Mapping.objects.filter(name__iexact=name).exclude(pk=over.pk if over else 0).exists():
        raise ValidationError({"name": TAKEN.format(name=name)})


def _dataset(about: About, *, by: User) -> Dataset:
    """The dataset of that title with what is said of it now, or a new one."""
    title = " ".join(about.title.split())
    if not title:
        raise ValidationError({"title": "Give the table a title: its rows are cited by it."})
    found = Dataset.objects.filter(title__iexact=title).first()
    if found is None:
        return _new_dataset(title, about, by=by)
    if found.key in CROSSWALKS:
        raise ValidationError({"title": KNOWN.format(title=found.title)})
    found.publisher, found.licence = about.publisher, about.licence
    found.full_clean()
    found.save()
    return found


def _new_dataset(title: str, about: About, *, by: User) -> Dataset:
    if about.is_open:
        require(by, "intake.open")
    if title.casefold() in {each.dataset.title.casefold() for each in CROSSWALKS.values()}:
        raise ValidationError({"title": KNOWN.format(title=title)})
    if Outlet.objects.filter(name__iexact=title).exists():
        raise ValidationError({"title": OUTLET.format(title=title)})
    facts = crosswalk.Dataset(_free_key(title), title, about.publisher, about.licence, is_open=about.is_open)
    return dataset_of(facts)


def _free_key(title: str) -> str:
    stem = f"own-{slugify(title)[:LONGEST_KEY] or 'table'}"
    taken = set(Dataset.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"{stem}-{number}") not in taken)
