"""Workbooks made by hand, part by part, as no program would make them."""

from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row>'


def link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="r{number}" Type="{LINKS}/{kind}" Target="{target}"/>'


def parts(sheet: str) -> dict[str, str]:
    """The parts of the least workbook that is one."""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(link(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="Data" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": RELATIONS.format(
            link(1, "worksheet", "worksheets/sheet1.xml") + link(2, "sharedStrings", "/xl/sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }


def book(folder: Path, rows: str = HEAD, **others: Any) -> Path:
    """A workbook of these rows; `others` are parts besides, or in place of those it has."""
    file = folder / "book.xlsx"
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in (parts(SHEET.format(rows)) | others).items():
            archive.writestr(name, data)
    return file


def zipped(folder: Path, **members: str | bytes) -> Path:
    file = folder / "archive.zip"
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def with_size_in_directory(file: Path, name: str, size: int) -> Path:
    """The same archive, whose directory lies about how large a member is."""
    data = bytearray(file.read_bytes())
    at = data.rindex(name.encode()) - 46  # the last of its names stands in the directory, behind 46 bytes
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = size.to_bytes(4, "little")
    file.write_bytes(data)
    return file


def with_flag(file: Path, flag: int) -> Path:
    """The same archive, each member of which has a flag set."""
    data = bytearray(file.read_bytes())
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := data.find(sign, at + 1)) >= 0:
            data[at + offset] |= flag
    file.write_bytes(data)
    return file
