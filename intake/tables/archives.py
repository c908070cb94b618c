"""ZIP archives, which workbooks are: judged by their directory before anything is inflated, and bound to it after."""

import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from intake.tables.table import Refused
from intake.tables.xml_parts import check_start

MOST_MEMBERS = 2_000
MOST_INFLATED = 4_000_000_000  # bytes, of all members
MOST_RATIO = 200  # of inflated to packed bytes, in a member of more than
SMALL = 10_000_000  # bytes
UNSOUND = (BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, RuntimeError)
DAMAGED = "The workbook is damaged or cut short. Fetch it again, or open it and save it anew."
NOT_OPENED = "No program for workbooks makes such a file: it is not opened."
ARCHIVES = (".zip", ".xlsx", ".xlsm", ".docx", ".pptx", ".ods", ".jar", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar")
PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")
OTHERS = (
    ("xl/workbook.bin", "The file is a binary workbook (.xlsb). Save it as .xlsx."),
    ("mimetype", "The file is an OpenDocument file (.ods or the like). Save the table as .xlsx or as CSV in UTF-8."),
    ("word/document.xml", "The file is a text document (.docx). Copy its table into a workbook, and save that."),
    ("ppt/presentation.xml", "The file is a presentation (.pptx). Copy its table into a workbook, and save that."),
)


@contextmanager
def opened(file: IO[bytes]) -> Iterator[ZipFile]:
    """A workbook as the archive that it is, judged. What is damaged is Refused, here and while it is read.

    Members are never inflated beyond the size that the directory gives, and one that is not of that size is damaged:
    a directory that lies helps nobody.
    """
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(ZipFile(file))
            _judge(archive, file.seek(0, 2))
        except (*UNSOUND, ValueError, OSError):  # places in the directory that are before the file's own start
            raise Refused(DAMAGED) from None
        try:
            yield archive
        except UNSOUND:
            raise Refused(DAMAGED) from None


def _judge(archive: ZipFile, size: int) -> None:
    members = archive.infolist()
    for check in (_refuse_many, _refuse_other_kinds, _refuse_names, _refuse_tricks, _refuse_macros):
        check(members)
    _refuse_bombs(members, size)
    for member in members:
        _look_into(archive, member)


def _refuse_many(members: list[ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise Refused(f"The archive has {len(members):,} members; a workbook has at most {MOST_MEMBERS:,}.")


def _refuse_other_kinds(members: list[ZipInfo]) -> None:
    names = [member.filename for member in members if not member.is_dir()]
    for name, sentence in OTHERS:
        if name in names:
            raise Refused(sentence)
    if any(name.lower().endswith(".shp") for name in names):
        raise Refused("The file is a shapefile in a ZIP archive. Export it as GeoJSON (in QGIS: Export → Save as).")
    if "[Content_Types].xml" not in names:
        what = f"“{names[0][:80]}”" if len(names) == 1 else f"{len(names):,} files"
        raise Refused(f"The file is a ZIP archive of {what}, and no workbook. Unzip it first, and give what is inside.")


def _refuse_names(members: list[ZipInfo]) -> None:
    counted = Counter(member.filename.lower() for member in members)
    for member in members:
        name = member.orig_filename
        is_astray = name.startswith("/") or ".." in name.split("/") or any(sign in name for sign in "\\:\x00")
        if is_astray or counted[member.filename.lower()] > 1:
            raise Refused(f"The archive has a member with an unsound name, “{name[:80]}”. {NOT_OPENED}")


def _refuse_tricks(members: list[ZipInfo]) -> None:
    if any(member.flag_bits & 0x41 for member in members):
        raise Refused("The archive is locked with a password. Save it without.")
    if any(member.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for member in members):
        raise Refused("The workbook is packed in a way that workbooks are not. Open it and save it anew.")


def _refuse_macros(members: list[ZipInfo]) -> None:
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        raise Refused("The workbook holds macros, which are programs. Save it as .xlsx, without them.")


def _refuse_bombs(members: list[ZipInfo], size: int) -> None:
    inflated, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if packed > size:
        raise Refused(f"Members of the archive overlap: it is made to swell. {NOT_OPENED}")
    if inflated > MOST_INFLATED:
        raise Refused(f"The workbook swells to {inflated:,} bytes; {MOST_INFLATED:,} are the most. Part it by years.")
    for member in members:
        if member.file_size > SMALL and member.file_size > MOST_RATIO * member.compress_size:
            raise Refused(f"“{member.filename[:80]}” in the workbook swells to {member.file_size:,} bytes, more than "
                          f"{MOST_RATIO} times what is packed: it is made to swell. {NOT_OPENED}")  # fmt: skip


def _look_into(archive: ZipFile, member: ZipInfo) -> None:
    """XML may declare nothing of its own, and what is no XML may be no archive."""
    name = member.filename.lower()
    with archive.open(member) as part:
        if name.endswith((".xml", ".rels")):
            check_start(part)
        elif name.endswith(ARCHIVES) or part.read(8).startswith(PACKED):
            raise Refused(f"The workbook holds another archive, “{member.filename[:80]}”. Save it without.")


