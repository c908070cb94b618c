"""What kind of file lies before us, by its first bytes: a name may say anything."""

from enum import StrEnum

from intake.tables.table import NULS, Refused


class Kind(StrEnum):
    """What can be read, in words for a person."""

    TEXT = "a text (CSV)"
    WORKBOOK = "a workbook (XLSX)"
    GEOJSON = "GeoJSON"


LOOK = 4096
MARK = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
AGAIN = "Export the table as CSV in UTF-8, XLSX or GeoJSON."
UNPACK = "Unpack it first, and give the file that is inside."
REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "The file is an old workbook (.xls), or one that is locked with a password. "
     "Open it in Excel or LibreOffice and save it as .xlsx, without a password."),
    (b"%PDF", f"The file is a PDF, which holds pages and no table. {AGAIN}"),
    (b"\x1f\x8b", f"The file is packed with gzip. {UNPACK}"),
    (b"BZh", f"The file is packed with bzip2. {UNPACK}"),
    (b"\xfd7zXZ\x00", f"The file is packed with xz. {UNPACK}"),
    (b"\x28\xb5\x2f\xfd", f"The file is packed with Zstandard. {UNPACK}"),
    (b"7z\xbc\xaf\x27\x1c", f"The file is a 7-Zip archive. {UNPACK}"),
    (b"Rar!\x1a\x07", f"The file is a RAR archive. {UNPACK}"),
    (b"PK\x05\x06", "The file is an empty ZIP archive. Fetch or export it again."),
    (b"SQLite format 3\x00", f"The file is a database (SQLite, GeoPackage). {AGAIN}"),
    (b"PAR1", f"The file is Parquet. {AGAIN}"),
    (b"\x00\x00\x27\x0a", f"The file is one part of a shapefile. {AGAIN}"),
    (b"{\\rtf", f"The file is a text document (RTF). {AGAIN}"),
    (b"\x89PNG", f"The file is a picture (PNG). {AGAIN}"),
    (b"\xff\xd8\xff", f"The file is a picture (JPEG). {AGAIN}"),
    (b"GIF8", f"The file is a picture (GIF). {AGAIN}"),
    (b"II*\x00", f"The file is a picture (TIFF). {AGAIN}"),
    (b"MM\x00*", f"The file is a picture (TIFF). {AGAIN}"),
    (b"\x7fELF", "The file is a program. It is not opened."),
    (b"MZ\x90\x00", "The file is a program. It is not opened."),
)  # fmt: skip
EXPECTED: dict[str, Kind | None] = {
    ".csv": Kind.TEXT, ".tsv": Kind.TEXT, ".tab": Kind.TEXT, ".txt": Kind.TEXT,
    ".xlsx": Kind.WORKBOOK, ".xlsm": None, ".xls": None, ".xlsb": None, ".ods": None, ".zip": None,
    ".geojson": Kind.GEOJSON, ".json": Kind.GEOJSON, ".html": None, ".htm": None, ".xml": None, ".pdf": None,
}  # fmt: skip


def kind_of(start: bytes) -> Kind:
    """The kind of a file that begins with these bytes. Raises Refused."""
    for signature, sentence in REFUSED:
        if start.startswith(signature):
            raise Refused(sentence)
    if start.startswith(b"PK\x03\x04"):
        return Kind.WORKBOOK
    if start.startswith(UTF16):
        return Kind.TEXT  # which says what helps
    if b"\x00" in start:
        raise Refused(NULS)
    return _kind_of_text(start.removeprefix(MARK).lstrip())


def _kind_of_text(start: bytes) -> Kind:
    head = start[:200].lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta")):
        raise Refused(
            "The file is a web page, often one that asks to sign in or tells of an error. Open it to see what it says, "
            "and fetch the file itself."
        )
    if head.startswith((b"<?xml", b"<!doctype", b"<!--")):
        raise Refused(f"The file is XML. {AGAIN}")
    return Kind.GEOJSON if head.startswith((b"{", b"[")) else Kind.TEXT


def contradiction(suffix: str, kind: Kind) -> list[str]:
    """What to tell where the end of a file's name says something else than its content."""
    suffix = suffix.lower()
    if EXPECTED.get(suffix, kind) == kind:
        return []
    return [f"The name ends in {suffix}, but by its content it is {kind}, and was read as that."]
