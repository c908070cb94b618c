"""Headings of well-known datasets and of people's own tables are guessed for what they are."""

import pytest

from intake.guessing import Meaning, guessed


@pytest.mark.parametrize(("columns", "meanings"), [
    (["Incident ID", "Date", "Province", "District", "Village", "Lat", "Long", "Killed", "Injured", "Perpetrator",
      "Source", "URL"],
     {Meaning.ID: "Incident ID", Meaning.DATE: "Date", Meaning.PROVINCE: "Province", Meaning.DISTRICT: "District",
      Meaning.PLACE: "Village", Meaning.LATITUDE: "Lat", Meaning.LONGITUDE: "Long", Meaning.ACTOR: "Perpetrator",
      Meaning.KILLED: "Killed", Meaning.WOUNDED: "Injured", Meaning.SOURCE: "Source", Meaning.ADDRESS: "URL"}),
    (["id", "date_start", "date_end", "adm_1", "adm_2", "where_coordinates", "side_a", "side_b", "best", "low", "high"],
     {Meaning.ID: "id", Meaning.DATE: "date_start", Meaning.END_DATE: "date_end", Meaning.PROVINCE: "adm_1",
      Meaning.DISTRICT: "adm_2", Meaning.PLACE: "where_coordinates", Meaning.ACTOR: "side_a",
      Meaning.OTHER_ACTOR: "side_b", Meaning.KILLED: "best", Meaning.KILLED_LOW: "low", Meaning.KILLED_HIGH: "high"}),
    (["foo", "bar"], {}),
])  # fmt: skip
def test_headings_are_guessed(columns: list[str], meanings: dict[Meaning, str]) -> None:
    assert guessed(columns) == meanings


def test_the_surer_heading_is_taken_and_no_column_twice() -> None:
    found = guessed(["Event date", "date", "Region", "State"])

    assert found == {Meaning.DATE: "date", Meaning.PROVINCE: "State"}
