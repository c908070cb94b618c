"""Files of lists are read as their codebook says, and what cannot be read is refused with a remedy."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from groups.kinds import AllianceKind
from groups.lists import plain, reading, ucdp
from groups.lists.rows import ListedName, ListRow, as_said, is_acronym, row_from, tidy
from tests.groups.lists.files import actor, the_real_list, ucdp_file, written


def row(**odd: Any) -> ListRow:
    return ucdp.row_of(2, actor(356, "TTP", NameOrigFull="Tehrik-i-Taliban Pakistan", **odd))


def plain_row(**cells: str) -> ListRow:
    return plain.row_of(2, {"name": "Some Front", **cells}, {"Some Army": "7"})


def names(read: ListRow) -> dict[str, str]:
    return {each.name: each.kind for each in read.names}


def test_an_acronym_is_entered_by_what_it_stands_for() -> None:
    read = row(NameOrigFullEng="Taleban Movement of Pakistan")

    assert (read.name, read.named, read.short_name) == ("TTP", "Tehrik-i-Taliban Pakistan", "TTP")
    assert names(read) == {
        "TTP": "acronym", "Tehrik-i-Taliban Pakistan": "transliteration", "Taleban Movement of Pakistan": "alias",
    }  # fmt: skip
    assert [each.name for each in read.names if each.is_translation] == ["Taleban Movement of Pakistan"]


def test_english_is_a_name_and_no_translation_where_there_is_no_other() -> None:
    read = ucdp.row_of(2, actor(359, "IMU", NameOrigFullEng="Islamic Movement of Uzbekistan"))

    assert read.named == "Islamic Movement of Uzbekistan"
    assert not any(each.is_translation for each in read.names)


def test_after_a_change_of_name_the_older_names_are_former_ones() -> None:
    changed = {"NameChange": "1", "NameOrig": "Ahrar-ul-Hind", "NewName": "TQ, Jamaat-ul-Ahrar"}
    read = ucdp.row_of(2, actor(5928, "Jamaat-ul-Ahrar", **changed))

    assert names(read) == {"Jamaat-ul-Ahrar": "transliteration", "Ahrar-ul-Hind": "former", "TQ": "former"}


@pytest.mark.parametrize(
    ("columns", "kind", "confidence"),
    [
        ({"Splinter": "1", "NamePrev": "TTP", "ActorIdPrev": "356"}, AllianceKind.SPLIT_FROM, "moderate"),
        ({"SplitTemp": "1", "NameSplitTemp": "TTP", "ActorIdSplitTemp": "356.0"}, AllianceKind.SPLIT_FROM, "low"),
        ({"Alliance": "1", "NameAlliance": "TTP", "ActorIdAlliance": "356"}, AllianceKind.ALLIED_WITH, "moderate"),
        ({"JoinGroup": "1", "GroupName": "TTP", "ActorIdGroup": "356"}, AllianceKind.MERGED_INTO, "low"),
    ],
)
def test_origins_and_alliances_become_ties(columns: dict[str, str], kind: AllianceKind, confidence: str) -> None:
    (tie,) = ucdp.row_of(2, actor(1101, "Some Faction", **columns)).ties

    assert (tie.kind, tie.other, tie.other_id, tie.confidence) == (kind, "TTP", "356", confidence)


def test_several_predecessors_stand_between_commas() -> None:
    ties = row(Splinter="1", NamePrev="First Front, Second Front", ActorIdPrev="204, 1067").ties

    assert [(tie.other, tie.other_id) for tie in ties] == [("First Front", "204"), ("Second Front", "1067")]


def test_a_flag_that_is_not_set_makes_no_tie() -> None:
    assert row(Splinter="0", NamePrev="TTP", ActorIdPrev="356").ties == ()


def test_people_of_one_tribe_are_no_armed_group() -> None:
    read = ucdp.row_of(2, actor(2847, "Some Tribe", Org="3"))

    assert (read.kind, read.is_identity) == ("unknown", True)


def test_an_actor_that_others_name_as_their_alliance_is_an_umbrella() -> None:
    ally = actor(300, "Some Party", Alliance="1", NameAlliance="UIFSA", ActorIdAlliance="304")

    rows = ucdp.listing_from([(2, ally), (3, actor(304, "UIFSA"))]).rows

    assert [each.kind for each in rows] == ["armed_group", "umbrella"]


def test_a_plain_list_has_dates_names_ids_and_a_parent() -> None:
    read = plain_row(
        id="8", kind="Media arm", names="SF; The Front ;", formed="2015~", ended="2017-03", parent="Some Army",
        wikidata="Q1",
    )  # fmt: skip

    assert (read.external_id, read.kind, read.formed, read.ended) == ("8", "media_arm", "2015~", "2017-03")
    assert names(read) == {"Some Front": "alias", "SF": "acronym", "The Front": "alias"}
    assert read.ids == {"wikidata": "Q1"}
    assert [(tie.kind, tie.other_id) for tie in read.ties] == [(AllianceKind.MEDIA_ARM_OF, "7")]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"kind": "gang"}, "Line 2: kind “gang” is none of armed_group"),
        ({"formed": "3 May"}, "Line 2: formed “3 May” is not an EDTF date. Write 2015"),
        ({"name": "a" * 201}, "Line 2: name has more than 200 characters."),
        ({"wikidata": "Q" * 101}, "Line 2: wikidata has more than 100 characters."),
    ],
)
def test_a_cell_that_cannot_be_kept_is_refused_with_its_line(cells: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        plain_row(**cells)


def test_columns_tell_which_list_it_is(tmp_path: Path) -> None:
    of_ucdp = reading.read(ucdp_file(tmp_path, actor(356, "TTP")))
    own = reading.read(written(tmp_path / "groups.csv", ["name", "colour"], [["Some Front", "red"]]))

    assert (of_ucdp.name, of_ucdp.version, of_ucdp.scheme) == ("UCDP Actor Dataset", "22.1", "ucdp")
    assert (own.name, own.warnings) == ("groups", ("These columns are not understood and were passed over: colour.",))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty. It needs a first line with the names of its columns."),
        (b"\n\n", "is empty."),
        (b"name\n", "has columns and no rows."),
        (b"title,what\na,b\n", "is not a list of actors: it lacks the columns name. Part the columns by commas, and"),
        (b"name;id\na;b\n", "it lacks the columns name. Part the columns by commas"),
        (b"ActorId,NameData\n1,TTP\n", "is not a UCDP actor list: it lacks the columns NameOrig"),
        (b"name\n\xff\xe9\n", "is not UTF-8: line 2 cannot be read. Save it as UTF-8"),
        ("name\nTTP\n".encode("utf-16"), "is written in UTF-16. Save it as UTF-8"),
        (b"name\nT\x00P\n", "holds NUL bytes"),
        (b"PK\x03\x04name", "is a workbook or an archive, not a CSV. Open it and save the sheet as CSV."),
        (b"name,id\nTTP\n", "line 2: 1 cells under 2 columns"),
        (b"name,name\nTTP,TTP\n", "names a column twice: name."),
        (b'name\n"TTP\n', "is not a sound CSV"),
        (b"name,id\n,4\n", "line 2: no name or no id."),
        (b"name,id\nTTP,4\nIMU,4\n", "lines 2 and 3 have the same id."),
    ],
)
def test_a_broken_file_is_refused_with_a_remedy(tmp_path: Path, data: bytes, sentence: str) -> None:
    file = tmp_path / "broken.csv"
    file.write_bytes(data)

    with pytest.raises(ValidationError, match=sentence):
        reading.read(file)


def test_a_huge_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("it was read"))

    with pytest.raises(ValidationError, match="A list of actors is far smaller"):
        reading.read(ucdp_file(tmp_path, actor(356, "TTP")))


def test_a_file_of_too_many_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 1)

    with pytest.raises(ValidationError, match="has more than 1 rows"):
        reading.read(written(tmp_path / "many.csv", ["name"], [["First"], ["Second"]]))


@pytest.mark.parametrize("path", ["nowhere.csv", "."])
def test_a_path_without_a_file_is_said(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValidationError, match="There is no file"):
        reading.read(tmp_path / path)


def test_a_line_separator_within_a_cell_ends_no_row(tmp_path: Path) -> None:
    (row,) = reading.read(written(tmp_path / "odd.csv", ["name", "where"], [["TTP", "here\u2028there"]])).rows

    assert row.where == "here there"


def test_the_second_line_of_tags_that_some_exports_have_is_passed_over(tmp_path: Path) -> None:
    assert len(reading.read(written(tmp_path / "hxl.csv", ["name"], [["#name"], ["TTP"]])).rows) == 1


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@given(st.dictionaries(st.sampled_from([*ucdp.NEEDED]), texts))
def test_whatever_stands_in_the_cells_a_row_is_read_and_kept_unchanged(cells: dict[str, str]) -> None:
    read = ucdp.row_of(2, actor(1, "Some Front", **cells))
    kept = row_from(read.external_id, read.name, read.as_json())

    assert kept.as_json() == read.as_json()
    assert as_said(kept) == as_said(read)
    assert all(each.name == tidy(each.name) != "" for each in read.names)


@given(texts)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("name", ["TTP", "LeJ", "IS", "MQM-H", "UIFSA", "TTP-KM", "TTP - MR"])
def test_letters_that_stand_for_words_are_known(name: str) -> None:
    assert is_acronym(name)


@pytest.mark.parametrize("name", ["Mangal", "Jamaat-ul-Ahrar", "Some Front", "a", "داعش", "TTP-Islahi of Some Place"])
def test_names_are_not_taken_for_letters(name: str) -> None:
    assert not is_acronym(name)


def test_the_real_list_is_read_whole() -> None:
    listing = reading.read(the_real_list())

    assert (listing.version, len(listing.rows)) == ("22.1", 82)
    assert len({row.external_id for row in listing.rows}) == 82
    assert sum(len(row.ties) for row in listing.rows if row.ties) >= 25
    assert ListedName("جبهه متحد اسلامی ملی برای نجات افغانستان", "alias", "Arab") in next(
        row.names for row in listing.rows if row.name == "NRF"
    )
