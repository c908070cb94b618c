"""A form about groups as it was sent, with the rows beside it: the sources of a statement, or a new group's names."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.http import QueryDict

from groups.models import Group
from incidents.desk.groups.forms import keys_of
from incidents.desk.groups.rows import CitedRows, NameRows
from incidents.desk.groups.sorts import CITED, NAMES, Sort
from sources.models import Source

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Typed:
    """What somebody typed about a record; with `standing` a correction of what that says, on the sources it cites."""

    def __init__(
        self,
        sort: Sort,
        typed: QueryDict | None,
        initial: Mapping[str, Any] = NOTHING,
        *,
        standing: Any = None,
        cited: Sequence[Source] = (),
    ) -> None:
        self.sort, self.citations = sort, cited
        self.form: Any = sort.form(typed, initial=initial, is_correction=standing is not None)
        self.rows: Any = None
        if sort.is_statement:
            rows = keys_of(self.citations) if typed is None else None
            self.rows = CitedRows(
                typed, prefix=CITED, initial=rows, form_kwargs={"may_be_emptied": standing is not None}
            )
        elif standing is None:
            self.rows = NameRows(typed, prefix=NAMES)

    @property
    def formsets(self) -> list[Any]:
        return [self.rows] if self.rows is not None else []

    def is_valid(self) -> bool:
        """Asks both parts, so that all errors are shown at once."""
        are_rows_valid = self.rows is None or self.rows.is_valid()
        self.form.is_cited = self.rows is not None and bool(list(self.rows.filled()))
        return bool(self.form.is_valid()) and are_rows_valid

    def cited(self) -> list[Any]:
        """The sources in the rows, and the one typed as new."""
        return [*self.rows.cited(), *self.form.new_source()]

    def changed(self) -> list[str]:
        """The parts in which something else is typed than stood there."""
        found = dict.fromkeys(self.form.changed())
        if self.sort.is_statement and {source.pk for source in self._kept()} != {each.pk for each in self.citations}:
            found[CITED] = None
        return list(found)

    def entered(self) -> dict[str, Any]:
        """Values of a new record by the model's field, but for place and sources; a group with its names."""
        names = {} if self.sort.is_statement else {NAMES: self.rows.values()}
        return {**self.form.values(self.form.said), **names}

    def in_words(self) -> dict[str, str]:
        """Every part as it is typed, or stood before anything was."""
        found = {name: _said(self.form[name]) for name in self.form.said}
        if self.sort.is_statement:
            found["place"] = str(self.form["place_text"].value() or "")
            new = next(filter(None, (self.form[name].value() for name in ("source_url", "outlet"))), "")
            keys = [row["source"].value() or "" for row in self.rows]
            found[CITED] = "\n".join(filter(None, [*keys, new]))
        return found

    def _kept(self) -> list[Source]:
        return [form.cleaned_data["source"] for form in self.rows.filled() if form.cleaned_data.get("source")]


def inputs_of(sort: Sort, standing: Any, cited: list[Source]) -> dict[str, str]:
    """The inputs of a record as a form would send them, with those of the rows."""
    inputs = sort.form.typed(standing)
    found = {name: str(value) for name, value in inputs.items() if value is not None and value is not False}
    if not sort.is_statement:
        return found
    rows = {f"{CITED}-{at}-source": row["source"] for at, row in enumerate(keys_of(cited))}
    return {**found, **rows, f"{CITED}-TOTAL_FORMS": str(len(rows)), f"{CITED}-INITIAL_FORMS": "0"}


def cited_by(record: Any) -> list[Source]:
    """The sources a record cites; those of a history row are of its time."""
    if isinstance(record, Group) or not hasattr(record, CITED):
        return []
    if hasattr(record, "history_id"):
        keys = record.citations.values("source_id")
        return list(Source.objects.filter(pk__in=keys).select_related("outlet"))
    return list(record.citations.select_related("outlet"))


def _said(box: Any) -> str:
    value = box.value()
    choices = getattr(box.field, "choices", None)
    if choices is None:
        return str(box.field.prepare_value(value) or "") if value is not False else ""
    flat: dict[str, str] = {}
    for each, words in choices:
        flat |= {str(key): str(said) for key, said in words} if isinstance(words, list) else {str(each): str(words)}
    return flat.get(str(value or ""), str(value or "")) if value else ""
