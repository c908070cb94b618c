"""What the page begins with: a guess by the headings, or what was said of such a table before."""

from typing import Any

from intake.dates import Order
from intake.desk.own.choices import LABELS
from intake.guessing import Meaning, guessed
from intake.models import Mapping
from intake.models.mapping import ORDERS
from intake.surveying import Survey


def started(survey: Survey, begun: Mapping | None) -> dict[str, Any]:
    """By field of TableForm."""
    names = [column.name for column in survey.columns]
    meanings = _guessed(names) if begun is None else _said(begun)
    columns = {f"column-{number}": meanings.get(name, "") for number, name in enumerate(names)}
    return columns if begun is None else {**columns, **_about(begun)}


def _guessed(names: list[str]) -> dict[str, str]:
    return {column: str(meaning) for meaning, column in guessed(names).items() if meaning in LABELS}


def _said(begun: Mapping) -> dict[str, str]:
    columns = begun.columns.items()
    return {name: str(Meaning(meaning)) for meaning, said in columns if not isinstance(said, str) for name in said}


def _about(begun: Mapping) -> dict[str, Any]:
    about, order = begun.dataset, ORDERS[begun.day_first]
    every = {f"every_{meaning}": said for meaning, said in begun.columns.items() if isinstance(said, str)}
    return {
        **every, "order": str(order) if isinstance(order, Order) else "", "name": begun.name, "title": about.title,
        "publisher": about.publisher, "licence": about.licence,
    }  # fmt: skip
