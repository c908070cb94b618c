"""Workbooks as tables: what a cell shows is read, what a person should know is said, and nothing is computed."""

from collections.abc import Callable
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import call_command

from intake.tables.opening import judge, open_table
from intake.tables.table import Broken, Line, Refused
from tests.intake.books import HEAD, MAIN, RELATIONS, SHEET, book, link, parts
from tests.intake.test_acled import ROW

pytestmark = pytest.mark.once


def written(folder: Path, *rows: list[Any], also: Callable[[Any, Any], None] = lambda book, sheet: None) -> Path:
    """A workbook as a program for workbooks makes it."""
    file = folder / "table.xlsx"
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}) as made:
        sheet = made.add_worksheet("Data")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        also(made, sheet)
    return file


def cells(file: Path) -> list[dict[str, str]]:
    return [dict(line.cells) for line in open_table(file).lines if isinstance(line, Line)]


def cell(folder: Path, told: str, **others: str) -> str:
    """What a cell of this XML says."""
    return cells(book(folder, HEAD + f'<row r="2"><c r="A2"><v>1</v></c>{told}</row>', **others))[0]["name"]


def test_numbers_are_as_short_as_they_are_exact_and_days_are_in_iso_form(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        ["id", "deaths", "lat", "day", "yes", "big", "none"],
        ["AFG1", 4.0, 35.9769, date(2017, 12, 17), True, 201712170001, None],
    )

    assert cells(file) == [{
        "id": "AFG1", "deaths": "4", "lat": "35.9769", "day": "2017-12-17", "yes": "TRUE", "big": "201712170001",
        "none": "",
    }]  # fmt: skip


def test_a_time_of_day_is_kept(tmp_path: Path) -> None:
    def also(made: Any, sheet: Any) -> None:
        sheet.write_datetime(1, 0, datetime(2017, 12, 17, 10, 30), made.add_format({"num_format": "d mmm yyyy hh:mm"}))
        sheet.write_datetime(1, 1, time(10, 30), made.add_format({"num_format": "h:mm"}))
        sheet.write_number(1, 2, 43086, made.add_format({"num_format": '#,##0 "days"'}))
        sheet.write_number(1, 3, 100.5, made.add_format({"num_format": "[h]:mm"}))

    assert cells(written(tmp_path, ["when", "time", "number", "span"], also=also)) == [
        {"when": "2017-12-17 10:30:00", "time": "10:30:00", "number": "43086", "span": "100.5"}
    ]


def test_texts_that_look_like_formulas_stay_texts(tmp_path: Path) -> None:
    looks = ["=1+1", "+93", "-5 degrees", "@name", "=cmd|' /C calc'!A0"]
    table = open_table(written(tmp_path, ["a", "b", "c", "d", "e"], looks))

    assert [list(line.cells.values()) for line in table.lines if isinstance(line, Line)] == [looks]
    assert table.notes == []


def test_of_formulas_the_saved_values_are_read_and_said_to_be(tmp_path: Path) -> None:
    def also(made: Any, sheet: Any) -> None:
        sheet.write_formula(1, 0, "=40+2", None, 42)
        sheet.write_formula(1, 1, '="a"&"b"', None, "ab")

    file = written(tmp_path, ["id", "name"], also=also)

    assert cells(file) == [{"id": "42", "name": "ab"}]
    assert open_table(file).notes == ["2 cells are formulas; the values saved with them were read."]


def test_a_formula_without_a_saved_value_is_empty_and_said_to_be(tmp_path: Path) -> None:
    file = book(tmp_path, HEAD + '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>NOW()</f></c></row>')

    assert cells(file) == [{"id": "1", "name": ""}]
    assert "1 of them have no saved value" in open_table(file).notes[1]


def test_the_first_sheet_that_is_shown_is_read_and_named(tmp_path: Path) -> None:
    file = tmp_path / "sheets.xlsx"
    with xlsxwriter.Workbook(str(file)) as made:
        sheets = [made.add_worksheet(name) for name in ("Old", "Events", "Codes")]
        for sheet in sheets:
            sheet.write_row(0, 0, ["id", sheet.get_name()])
        sheets[1].activate()
        sheets[0].hide()

    table = open_table(file)

    assert table.columns == ["id", "Events"]
    assert table.notes == ["The sheet “Events” was read, and not “Old” (hidden), “Codes”."]


def test_rows_have_the_numbers_of_the_sheet_and_what_lies_beyond_the_header_is_named(tmp_path: Path) -> None:
    def also(made: Any, sheet: Any) -> None:
        sheet.write(2, 0, "Incidents")
        sheet.write(2, 1, "name")
        sheet.write_row(4, 0, ["1", "Darzab", None, " "])
        sheet.write(9, 27, "astray")
        sheet.write(11, 1, "Quetta")

    table = open_table(written(tmp_path, also=also))

    assert table.last == 12 and list(table.lines) == [
        Line(5, {"Incidents": "1", "name": "Darzab"}),
        Broken(10, "has a cell in AB, beyond the last column that the header names."),
        Line(12, {"Incidents": "", "name": "Quetta"}),
    ]


def test_merged_cells_and_links_to_other_files_are_told(tmp_path: Path) -> None:
    def also(made: Any, sheet: Any) -> None:
        sheet.merge_range("A2:B2", "1")

    merged = open_table(written(tmp_path, ["id", "name"], also=also)).notes
    linked = open_table(book(tmp_path, **{"xl/externalLinks/externalLink1.xml": "<externalLink/>"})).notes

    assert merged == ["1 areas are merged cells: only the first cell of each has the value."]
    assert linked == ["The workbook refers to other files or addresses: none was followed."]


def test_a_row_of_hxl_tags_is_no_data(tmp_path: Path) -> None:
    file = written(tmp_path, ["id", "name"], ["#id", "#loc+name"], ["1", "Darzab"])

    assert cells(file) == [{"id": "1", "name": "Darzab"}]


@pytest.mark.parametrize(("told", "text"), [
    ('<c r="B2"><v>35.976900000000001</v></c>', "35.9769"), ('<c r="B2"><v>1E+2</v></c>', "100"),
    ('<c r="B2"><v>12345678901234567890</v></c>', "12345678901234567890"),
    ('<c t="str"><f>A1</f><v>a</v></c>', "a"), ('<c r="B2" t="e"><v>#N/A</v></c>', "#N/A"),
    ('<c r="B2" t="d"><v>2017-12-17T00:00:00</v></c>', "2017-12-17"),
    ('<c r="B2" t="inlineStr"><is><r><t>Dar</t></r><r><t>zab</t></r><rPh><t>no</t></rPh></is></c>', "Darzab"),
    ('<c r="B2" t="inlineStr"><is><t>one_x000A_two_x0000_</t></is></c>', "one\ntwo_x0000_"),
])  # fmt: skip
def test_each_kind_of_cell(tmp_path: Path, told: str, text: str) -> None:
    assert cell(tmp_path, told) == text


def test_shared_texts_are_found_whatever_they_are_made_of(tmp_path: Path) -> None:
    shared = f'<sst xmlns="{MAIN}"><si><t>no</t></si><si><r><t>Dar</t></r><r><t>zab é</t></r></si></sst>'

    assert cell(tmp_path, '<c r="B2" t="s"><v>1</v></c>', **{"xl/sharedStrings.xml": shared}) == "Darzab é"


def test_days_counted_from_1904_are_those_days(tmp_path: Path) -> None:
    made = parts("")
    found = cell(tmp_path, '<c r="B2" s="1"><v>41624</v></c>', **{
        "xl/workbook.xml": made["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>'),
        "xl/_rels/workbook.xml.rels": RELATIONS.format(
            link(1, "worksheet", "worksheets/sheet1.xml") + link(2, "styles", "styles.xml")
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
                         '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    })  # fmt: skip

    assert found == "2017-12-17"


def test_names_of_elements_may_have_a_prefix(tmp_path: Path) -> None:
    head = '<x:row><x:c t="inlineStr"><x:is><x:t>id</x:t></x:is></x:c></x:row>'
    rows = f"{head}<x:row><x:c><x:v>7</x:v></x:c></x:row>"
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'

    assert cells(book(tmp_path, **{"xl/worksheets/sheet1.xml": sheet})) == [{"id": "7"}]


@pytest.mark.parametrize(("told", "reason"), [
    ('<c r="B2"><v>many</v></c>', "its cell in B is said to be a number and is “many”."),
    ('<c r="B2" t="s"><v>7</v></c>', "its cell in B refers to a text that the workbook lacks."),
    (f'<c r="B2" t="s"><v>{"9" * 5000}</v></c>', "its cell in B refers to a text that the workbook lacks."),
    ('<c r="B2"><v>1e999</v></c>', "its cell in B is said to be a number and is “1e999”."),
    (f'<c r="B2" t="str"><v>{"a" * 1_000_001}</v></c>', "its cell in B has more than 1,000,000 characters."),
])  # fmt: skip
def test_a_row_with_an_unsound_cell_is_named_and_the_others_are_read(tmp_path: Path, told: str, reason: str) -> None:
    lines = open_table(book(tmp_path, HEAD + f'<row r="2">{told}</row><row r="3"><c r="A3"><v>1</v></c></row>')).lines

    assert list(lines) == [Broken(2, reason), Line(3, {"id": "1", "name": ""})]


@pytest.mark.parametrize(("sheet", "sentence"), [
    (SHEET.format(""), "is empty"), ("<chartsheet/>", "damaged"), (SHEET.format('<row r="0"/>'), "damaged"),
    (SHEET.format('<row r="2"/><row r="2"/>'), "damaged"), (SHEET.format('<row r="99999999"/>'), "damaged"),
    (SHEET.format('<row><c r="ZZZ1"/></row>'), "damaged"), (SHEET.format('<row><c r="1A"/></row>'), "damaged"),
    (SHEET.format("<row>"), "not sound XML"), (SHEET.format(HEAD.replace("id", "name")), "named twice: name"),
])  # fmt: skip
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, sheet: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        open_table(book(tmp_path, **{"xl/worksheets/sheet1.xml": sheet}))


def test_a_workbook_under_another_name_is_read_and_said_to_be_one(tmp_path: Path) -> None:
    file = written(tmp_path, ["id", "name"])

    assert (judge(file), open_table(file, name="events.xlsx").notes) == ("a workbook (XLSX)", [])
    assert open_table(file, name="Events.CSV").notes == [
        "The name ends in .csv, but by its content it is a workbook (XLSX), and was read as that."
    ]


def test_the_command_reads_a_workbook(tmp_path: Path) -> None:
    rows = [{**ROW, "event_id_cnty": f"AFG{number}", "event_date": date(2017, 12, number)} for number in range(1, 8)]
    said = StringIO()

    file = written(tmp_path, list(ROW), *(list(row.values()) for row in rows))
    call_command("import_dataset", str(file), "--format", "acled", stdout=said)

    assert "7 rows: 7 read, 0 refused\nfrom 2017-12-01 to 2017-12-07" in said.getvalue()
