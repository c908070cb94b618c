"""Close spellings are sought in one province: the closest are told, and only the very close are sure."""

import pytest

from places.close_names import Close, CloseNames
from places.names import read

pytestmark = pytest.mark.once

SWAT, DIR = 1, 2
LISTED = {"Timargara": (DIR, 10), "Mingora": (SWAT, 11), "Manglawar": (SWAT, 12), "Kabal": (SWAT, 13),
          "Kanal": (SWAT, 14)}  # fmt: skip


def close(name: str, province: int) -> Close:
    listed = [(at, key, place) for text, (at, place) in LISTED.items() for key in read(text).keys]
    return CloseNames(listed).within(province, [read("Nowhere at all").keys, read(name).keys])[1]


@pytest.mark.parametrize(("name", "found"), [
    ("Timergarra", Close((10,), is_sure=True)),
    ("Timargar", Close((10,), is_sure=True)),
    ("Tmiargara", Close((10,), is_sure=True)),
    ("Timarghuri Pul", Close()),
    ("Thana", Close()),
])  # fmt: skip
def test_an_error_in_four_letters_is_sure(name: str, found: Close) -> None:
    assert close(name, DIR) == found


def test_more_errors_are_only_likely() -> None:
    assert close("Tangora", SWAT) == Close((11,), is_sure=False)


def test_as_close_ones_are_all_told() -> None:
    assert close("Karal", SWAT) == Close((13, 14), is_sure=True)


def test_another_province_is_not_searched() -> None:
    assert close("Timargara", SWAT).places == ()
    assert close("Timargara", 3) == Close()


def test_short_names_are_close_to_none() -> None:
    assert close("Kal", SWAT) == Close()
