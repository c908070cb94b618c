"""Texts as tables: encoding and delimiter are found out and said; a row that does not fit is named, not lost."""

from pathlib import Path

import pytest

from intake.tables.table import Broken, Line, Refused
from intake.tables.texts import open_text


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "file.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def rows(file: Path) -> list[dict[str, str]]:
    return [dict(line.cells) for line in open_text(file).lines if isinstance(line, Line)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_parted_by_what_the_header_has_most_of(tmp_path: Path, delimiter: str) -> None:
    table = open_text(written(tmp_path, f"id{delimiter}name\n1{delimiter}Darzab\n"))

    assert [line.cells for line in table.lines if isinstance(line, Line)] == [{"id": "1", "name": "Darzab"}]
    assert bool(table.notes) == (delimiter != ",")


def test_a_byte_order_mark_and_a_row_of_hxl_tags_are_no_data(tmp_path: Path) -> None:
    assert rows(written(tmp_path, b"\xef\xbb\xbfid,name\n#id,#loc+name\n1,Darzab\n")) == [{"id": "1", "name": "Darzab"}]


def test_what_is_not_utf8_is_read_as_windows_1252_and_said(tmp_path: Path) -> None:
    file = written(tmp_path, "id,name\n1,Jalálábád\n".encode("cp1252"))

    assert rows(file) == [{"id": "1", "name": "Jalálábád"}]
    assert "line 2" in open_text(file).notes[0]


@pytest.mark.parametrize(("data", "sentence"), [
    (b"\xff\xfei\x00d\x00", "UTF-16"), (b"id,name\n1,\x00\n", "NUL bytes"), (b"", "is empty"), (b"\n\n", "is empty"),
    (b'"id,name\n1,2\n', "not sound CSV"),
    (b"id,id\n1,2\n", "named twice: id"), (b",".join(b"c%d" % n for n in range(10_000)), "10,000 columns"),
])  # fmt: skip
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        open_text(written(tmp_path, data))


def test_a_file_that_ends_within_a_letter_is_read_and_said_not_to_be_utf8(tmp_path: Path) -> None:
    file = written(tmp_path, "id,name\n1,é".encode()[:-1])

    assert len(rows(file)) == 1 and "Not UTF-8 (line 2)" in open_text(file).notes[0]


def test_rows_after_one_that_is_not_sound_are_read(tmp_path: Path) -> None:
    lines = list(open_text(written(tmp_path, 'id,name\n1,"a"b\n2,Quetta\n')).lines)

    assert [(type(line), line.number) for line in lines] == [(Broken, 2), (Line, 3)]


def test_a_row_that_does_not_fit_is_named_by_its_number(tmp_path: Path) -> None:
    lines = list(open_text(written(tmp_path, 'id,name\n1,Darzab\n2\n\n"3\n4",Quetta\n5,"Logar\n')).lines)

    assert [(type(line), line.number) for line in lines] == [(Line, 2), (Broken, 3), (Line, 5), (Broken, 7)]
    assert "1 cells under 2 columns" in getattr(lines[1], "reason", "")


def test_how_many_lines_there_are_is_known_before_they_are_read(tmp_path: Path) -> None:
    table = open_text(written(tmp_path, 'id,name\n1,"a\nb"\n2,Darzab'))

    assert table.last == 4 and [line.number for line in table.lines] == [2, 4]
