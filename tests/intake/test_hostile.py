"""Files made to harm, or brought by mistake: each is refused with a sentence, and this process is none the worse."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import psutil
import pytest

from intake.tables import apart, workbooks
from intake.tables.apart import READING, Limits, read_apart
from intake.tables.opening import judge, open_table
from intake.tables.rows import Rows
from intake.tables.table import Refused
from tests.intake.books import HEAD, SHEET, book, with_flag, with_size_in_directory, zipped
from tests.services import ROOT

pytestmark = pytest.mark.once

MB = 1_000_000
BODY = SHEET.format(HEAD)
SECRET = "/etc/hostname"
XXE = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{SECRET}">]>'
LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
BOOK = "xl/worksheets/sheet1.xml"
NESTED = '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": [%s]}, "geometry": null}]}'


def refused(file: Path) -> str:
    with pytest.raises(Refused) as refusal:
        open_table(file)
    return str(refusal.value)


def holding(folder: Path, data: bytes, name: str = "file.csv") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def sparse(folder: Path, size: int, start: bytes = b"") -> Path:
    file = holding(folder, start)
    os.truncate(file, size)
    return file


@pytest.mark.parametrize(("start", "sentence"), [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx, without a password"), (b"%PDF-1.7", "a PDF"),
    (b"\x1f\x8b\x08", "gzip. Unpack it first"), (b"BZh9", "bzip2"), (b"\xfd7zXZ\x00", "with xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"Rar!\x1a\x07\x01", "RAR"), (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"PK\x05\x06" + bytes(18), "empty ZIP"), (b"SQLite format 3\x00", "database"), (b"PAR1", "Parquet"),
    (b"\x00\x00\x27\x0a", "shapefile"), (b"\x89PNG\r\n", "PNG"), (b"\xff\xd8\xff\xe0", "JPEG"), (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"), (b"{\\rtf1", "RTF"), (b"\x7fELF", "a program"),
    (b"\n<!DOCTYPE html><html>", "a web page"), (b"\xef\xbb\xbf<HTML>", "a web page"), (b"<table><tr>", "a web page"),
    (b'<?xml version="1.0"?><kml/>', "is XML"), (b"id,name\n1,a\x00\n", "NUL bytes"), (b"\xff\xfei\x00d\x00", "UTF-16"),
    (b"\xfe\xff\x00i\x00d", "UTF-16"), ("id,name".encode("utf-16-le"), "NUL bytes"), (b"", "is empty"),
])  # fmt: skip
def test_what_is_something_else_is_refused_with_what_helps(tmp_path: Path, start: bytes, sentence: str) -> None:
    assert sentence in refused(holding(tmp_path, start))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")

    assert "no file but a folder" in refused(tmp_path) and "no file but" in refused(tmp_path / "pipe.csv")
    assert "No such file" in refused(tmp_path / "absent.csv")


@pytest.mark.parametrize(("start", "sentence"), [
    (b"", "NUL bytes"), (b"id,name\n1,Darzab\n" + b"2,Quetta\n" * 5_000, "NUL bytes"), (b"PK\x03\x04", "damaged"),
    (b"{", "NUL bytes"), (b"{" + b" " * 9_000, "NUL bytes"),
])  # fmt: skip
def test_a_file_of_a_gigabyte_that_holds_nothing_is_refused(tmp_path: Path, start: bytes, sentence: str) -> None:
    before = psutil.Process().memory_info().rss

    assert sentence in refused(sparse(tmp_path, 1 << 30, start))
    assert psutil.Process().memory_info().rss - before < 30 * MB


def test_nul_bytes_are_seen_before_the_file_is_read(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="NUL bytes"):
        judge(sparse(tmp_path, 1 << 30))


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    assert "3,000,000,000 bytes; at most 2,000,000,000" in refused(sparse(tmp_path, 3_000_000_000, b"id,name\n"))


@pytest.mark.parametrize(("members", "sentence"), [
    ({"events.csv": "id\n1\n"}, "a ZIP archive of “events.csv”, and no workbook. Unzip it first"),
    ({"a.csv": "", "b.csv": ""}, "2 files"), ({"a.shp": "", "a.dbf": ""}, "shapefile in a ZIP archive"),
    ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, "OpenDocument"),
    ({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}, "docx"),
    ({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}, "pptx"),
    ({"[Content_Types].xml": "<a/>", "xl/workbook.bin": "a"}, "xlsb"),
    ({"[Content_Types].xml": "<a/>"}, "names no sheets"),
])  # fmt: skip
def test_an_archive_of_something_else_is_no_workbook(tmp_path: Path, members: dict[str, str], sentence: str) -> None:
    assert sentence in refused(zipped(tmp_path, **members))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "xl\\evil.xml", "C:evil.xml", "XL/workbook.xml"])
def test_a_member_that_would_lie_astray_or_twice_is_refused(tmp_path: Path, name: str) -> None:
    assert f"unsound name, “{name}”".lower() in refused(book(tmp_path, **{name: "<a/>"})).lower()


@pytest.mark.parametrize(("others", "sentence"), [
    ({"xl/vbaProject.bin": "a"}, "holds macros"), ({"xl/media/a.zip": "a"}, "another archive, “xl/media/a.zip”"),
    ({"xl/media/image1.png": b"PK\x03\x04"}, "another archive"), ({"xl/a.bin": b"\x1f\x8b"}, "another archive"),
    ({BOOK: XXE + BODY}, "document type"), ({BOOK: LAUGHS + BODY}, "document type"),
    ({BOOK: f"<!--{'x' * 9000}-->{XXE}{BODY}"}, "document type"), ({BOOK: f"<!--{'x' * MB}-->{BODY}"}, "not sound XML"),
    ({"xl/sharedStrings.xml": XXE + "<sst/>"}, "document type"), ({"docProps/app.xml": XXE + "<a/>"}, "document type"),
    ({BOOK: (XXE + BODY).encode("utf-16")}, "document type"), ({BOOK: "no XML"}, "not sound XML"),
    ({BOOK: ""}, "not sound XML"), ({BOOK: f'<?xml version="1.0" encoding="utf-7"?>{BODY}'}, "not sound XML"),
    ({f"xl/media/{number}.png": "" for number in range(2_000)}, "at most 2,000"),
    ({BOOK: " " * 30 * MB}, "swells to 30,000,000 bytes, more than 200 times"),
    ({"xl/media/image1.png": bytes(30 * MB)}, "swells to 30,000,000 bytes"),
    ({BOOK: SHEET.format(f"<row>{'<c><v>1</v></c>' * 10_000}</row>")}, "10,000 columns"),
    ({BOOK: SHEET.format(f"<row>{'<c/>' * 20_000}</row>")}, "damaged"),
])  # fmt: skip
def test_a_workbook_with_a_trap_is_refused(tmp_path: Path, others: dict[str, Any], sentence: str) -> None:
    assert sentence in refused(book(tmp_path, **others))


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    assert "locked with a password" in refused(with_flag(book(tmp_path), 1))


def test_a_directory_that_lies_about_a_size_helps_no_bomb(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{number}"><c><v>1</v></c></row>' for number in range(2, 300_000))
    file = with_size_in_directory(book(tmp_path, HEAD + rows), BOOK, 100_000)

    assert judge(file) == "a workbook (XLSX)"
    assert "damaged" in refused(file)


def test_members_that_overlap_are_refused(tmp_path: Path) -> None:
    data = bytearray(book(tmp_path, **{"xl/media/image1.png": "a"}).read_bytes())
    at = data.rindex(b"xl/media/image1.png") - 46
    data[at + 20 : at + 24] = (9_000_000).to_bytes(4, "little")

    assert "overlap" in refused(holding(tmp_path, bytes(data)))


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_workbook_that_is_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    data = book(tmp_path).read_bytes()

    assert "damaged or cut short" in refused(holding(tmp_path, data[: int(len(data) * share)]))


def test_whatever_bytes_are_changed_a_workbook_is_read_or_refused(tmp_path: Path) -> None:
    whole, chance = book(tmp_path, HEAD + "<row><c><v>1</v></c></row>").read_bytes(), Random(7)  # noqa: S311
    ends = {True: 0, False: 0}
    for _ in range(1_000):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            workbooks.read(io.BytesIO(data), Rows(io.StringIO()))
            ends[True] += 1
        except Refused:
            ends[False] += 1

    assert min(ends.values()) > 20


def test_what_needs_too_much_memory_ends_where_it_is_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = holding(tmp_path, (NESTED % ("0," * 7_500_000 + "0")).encode())
    before = psutil.Process().memory_info().rss

    assert refused(file) == apart.TOO_MUCH
    assert psutil.Process().memory_info().rss - before < 10 * MB
    assert not caplog.records


@pytest.mark.parametrize(("limits", "sentence"), [
    (Limits(READING.memory, 1, READING.written, 60), apart.TOO_LONG),
    (Limits(READING.memory, 60, 100_000, 60), apart.TOO_LARGE),
])  # fmt: skip
def test_what_takes_too_much_of_anything_ends(tmp_path: Path, limits: Limits, sentence: str) -> None:
    cells = "".join(f"<c><v>{at}.5</v></c>" for at in range(1_000))
    file = book(tmp_path, f"<row>{cells}</row>" * 500)

    with pytest.raises(Refused) as refusal:
        read_apart("workbook", file, limits=limits)

    assert str(refusal.value) == sentence


def test_what_never_ends_is_ended_and_leaves_no_process_behind(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless")
    began, keeps_open = time.monotonic(), os.open(tmp_path / "endless", os.O_RDWR)

    with pytest.raises(Refused, match="takes too long"):
        read_apart("geojson", tmp_path / "endless", limits=Limits(READING.memory, 60, READING.written, 1))

    os.close(keeps_open)
    assert time.monotonic() - began < 30 and psutil.Process().children(recursive=True) == []


def test_the_reader_ends_when_whoever_asked_is_killed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless")
    program = f"from intake.tables.apart import *; read_apart('geojson', Path('{tmp_path}/endless'))"
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) as asks, (tmp_path / "endless").open("wb"):
        wait_for(lambda: bool(psutil.Process(asks.pid).children()))
        reader = psutil.Process(asks.pid).children()[0]
        wait_for(lambda: "intake.tables.child" in reader.cmdline() and has_bound_itself(reader))
        asks.send_signal(signal.SIGKILL)

        wait_for(lambda: not reader.is_running() or reader.status() == psutil.STATUS_ZOMBIE)


def has_bound_itself(process: psutil.Process) -> bool:
    return process.rlimit(psutil.RLIMIT_AS)[0] == READING.memory


def wait_for(is_so: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_reader_knows_no_secret_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret of the site")
    (tmp_path / "python").write_text(f'#!/bin/sh\nenv > {tmp_path}/told\necho \'{{"columns": [], "notes": []}}\' >&2\n')
    (tmp_path / "python").chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))

    read_apart("geojson", holding(tmp_path, b"{}"))[1].close()

    assert "PATH=" in (tmp_path / "told").read_text() and "a secret" not in (tmp_path / "told").read_text()


def test_a_reader_that_fails_in_a_way_nobody_foresaw_is_told_to_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Refused, match="made in a way that is not known here"):
        read_apart("nothing", holding(tmp_path, b"{}"))

    assert "KeyError: 'read-nothing'" in caplog.text
