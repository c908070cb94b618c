"""How an incident is cited: everything a reader needs to find the same version again, in three forms."""

from dataclasses import replace
from datetime import UTC, date, datetime

from incidents.citing import Citation

CITED = Citation(
    key="KW-2017-000123", title="Attack on a bazaar", version=7, changed=datetime(2018, 2, 3, 9, 30, tzinfo=UTC),
    published=date(2018, 2, 1), accessed=date(2018, 3, 5), address="https://example.org/incidents/KW-2017-000123/",
)


def test_the_text_names_id_title_version_access_and_address() -> None:
    assert CITED.text == (
        "Khorasan Watch. “Attack on a bazaar.” Incident KW-2017-000123, version 7 of 3 February 2018. "
        "Published 1 February 2018. Accessed 5 March 2018. https://example.org/incidents/KW-2017-000123/"
    )


def test_bibtex_has_one_entry_with_its_fields() -> None:
    assert CITED.bibtex.startswith("@misc{KW-2017-000123,\n")
    assert CITED.bibtex.endswith("}\n")
    for field in ("title = {{Attack on a bazaar}}", "author = {{Khorasan Watch}}", "year = {2018}",
                  "urldate = {2018-03-05}", "url = {https://example.org/incidents/KW-2017-000123/}"):
        assert field in CITED.bibtex


def test_a_title_cannot_break_out_of_its_bibtex_field() -> None:
    wild = replace(CITED, title="50% & } more_of {\n@misc").bibtex

    assert r"title = {{50\% \& \} more\_of \{ @misc}}" in wild
    assert wild.count("\n@") == 0


def test_ris_has_one_tag_a_line_and_ends() -> None:
    lines = replace(CITED, title="Two\nlines").ris.split("\r\n")

    assert lines[0] == "TY  - ELEC"
    assert lines[-2:] == ["ER  - ", ""]
    assert "TI  - Two lines" in lines
    assert "UR  - https://example.org/incidents/KW-2017-000123/" in lines
    assert "Y2  - 2018/03/05" in lines
