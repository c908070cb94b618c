"""The demonstration's outlets and their items."""

from incidents.demo.files import Row, fields, rows
from incidents.demo.shelf import Shelf
from sources.actions import register_outlet, register_source
from sources.models import Outlet, Source


def load_outlets(shelf: Shelf) -> int:
    shelf.outlets = {row["key"]: _outlet(row) for row in rows("outlets")}
    return len(shelf.outlets)


def load_sources(shelf: Shelf) -> int:
    for row in rows("sources"):
        shelf.sources[row["key"]] = _source(row, shelf)
    return len(shelf.sources)


def _outlet(row: Row) -> Outlet:
    known = Outlet.objects.filter(name__iexact=row["name"]).first()
    return known or register_outlet(**fields(row))


def _source(row: Row, shelf: Shelf) -> Source:
    return register_source(
        outlet=shelf.outlets[row["outlet"]],
        republishes=shelf.sources[row["republishes"]] if "republishes" in row else None,
        **fields(row, "outlet", "republishes"),
    )
