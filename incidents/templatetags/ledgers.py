"""Template words for the evidence ledger."""

from collections.abc import Sequence

from django import template

from incidents.ledger import Cell, Column

register = template.Library()


@register.filter
def beside(cells: Sequence[Cell], columns: Sequence[Column]) -> list[tuple[Column, Cell]]:
    """Each cell with the column it stands in; none for a line without cells."""
    return list(zip(columns, cells, strict=True)) if cells else []
