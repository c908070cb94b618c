"""Workbooks (XLSX, after ECMA-376): which sheet is read, and what a person should know of it. No program is run."""

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO
from zipfile import ZipFile

from intake.tables.archives import DAMAGED, opened
from intake.tables.rows import Found, Rows
from intake.tables.sheets import Sheet
from intake.tables.table import Refused
from intake.tables.values import Strings, Values, day_styles
from intake.tables.xml_parts import elements

SHEET, BOOK, STRINGS, STYLES = "/worksheet", "/officeDocument", "/sharedStrings", "/styles"
MOST_NAMED = 5


@dataclass(frozen=True)
class Tab:
    """A sheet as the workbook lists it; `part` is empty for what holds no table, such as a sheet that is a chart."""

    name: str
    part: str
    is_hidden: bool


def judge(file: IO[bytes], rows: Rows) -> Found:
    with opened(file) as archive:
        _target(archive, "", BOOK)
    return Found()


def read(file: IO[bytes], rows: Rows) -> Found:
    """Writes the rows of the first sheet that is shown. Raises Refused."""
    with opened(file) as archive:
        book = _target(archive, "", BOOK)
        tabs, has_1904 = _tabs(archive, book)
        tab = _first(tabs)
        values = Values(_strings(archive, book), _day_styles(archive, book), has_1904=has_1904)
        sheet = Sheet(rows, values)
        with archive.open(tab.part) as part:
            sheet.read(part)
        return Found(sheet.columns, [*_of_tabs(tabs, tab), *sheet.notes(), *_of_links(archive)])


def _links(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: kind and target, by id. A part without has none."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.namelist():
        return {}
    with archive.open(path) as links:
        return {
            link.attributes.get("Id", ""): (link.attributes.get("Type", ""), _path(folder, link.attributes["Target"]))
            for link in elements(links)
            if link.name == "Relationship" and link.attributes.get("TargetMode") != "External"
        }  # fmt: skip


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _target(archive: ZipFile, part: str, kind: str) -> str:
    found = _optional(archive, part, kind)
    if not found:
        raise Refused("The archive is no workbook: it names no sheets. Save the table as .xlsx or as CSV in UTF-8.")
    return found


def _optional(archive: ZipFile, part: str, kind: str) -> str:
    names = set(archive.namelist())
    found = [target for told, target in _links(archive, part).values() if told.endswith(kind) and target in names]
    return found[0] if found else ""


def _tabs(archive: ZipFile, book: str) -> tuple[list[Tab], bool]:
    """Its sheets in their order, and whether its days are counted from 1904."""
    links, tabs, has_1904 = _links(archive, book), list[Tab](), False
    with archive.open(book) as part:
        for _, name, told in elements(part):
            if name == "workbookPr":
                has_1904 = told.get("date1904") in {"1", "true"}
            elif name == "sheet":
                kind, target = links.get(told.get("id", ""), ("", ""))
                is_hidden = told.get("state", "visible") != "visible"
                tabs.append(Tab(told.get("name", ""), target if kind.endswith(SHEET) else "", is_hidden))
    return tabs, has_1904


def _first(tabs: Sequence[Tab]) -> Tab:
    for tab in tabs:
        if tab.part and not tab.is_hidden:
            return tab
    raise Refused(DAMAGED if not tabs else "The workbook shows no sheet with a table. Unhide it, and save.")


def _strings(archive: ZipFile, book: str) -> Strings:
    path, strings = _optional(archive, book, STRINGS), Strings()
    if path:
        with archive.open(path) as part:
            strings.read(part)
    return strings


def _day_styles(archive: ZipFile, book: str) -> frozenset[str]:
    path = _optional(archive, book, STYLES)
    if not path:
        return frozenset()
    with archive.open(path) as part:
        return day_styles(elements(part))


def _of_tabs(tabs: Sequence[Tab], read: Tab) -> list[str]:
    others = [f"“{tab.name}”{' (hidden)' if tab.is_hidden else ''}" for tab in tabs if tab is not read]
    if not others:
        return []
    more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
    return [f"The sheet “{read.name}” was read, and not {', '.join(others[:MOST_NAMED])}{more}."]


def _of_links(archive: ZipFile) -> list[str]:
    names = [name.lower() for name in archive.namelist()]
    has_links = any(name.startswith(("xl/externallinks/", "xl/connections", "xl/querytables/")) for name in names)
    return ["The workbook refers to other files or addresses: none was followed."] if has_links else []
