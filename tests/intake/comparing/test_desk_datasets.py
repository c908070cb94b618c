"""The desk's pages on datasets: the list, opening one to readers, and two beside each other."""

import csv
import html
import re
from io import StringIO

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from accounts.models import Role, User
from incidents import actions
from intake.models import Dataset
from places.models import PlaceKind
from tests.factories import NOON, make_incident, make_place, make_published_incident, someone
from tests.incidents.desk import signed_in
from tests.intake.comparing.made import found_alike, import_of, killed, make_dataset, make_province, make_row

pytestmark = pytest.mark.django_db
LIST, COMPARE = "/desk/datasets/", "/desk/datasets/compare/"


@pytest.fixture
def desk(editor: User) -> Client:
    return signed_in(editor)


def words(answer: HttpResponseBase) -> str:
    """What a page says, without its tags."""
    page = answer.content.decode()  # type: ignore[attr-defined]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def read(desk: Client, **asked: str) -> str:
    return words(desk.get(COMPARE, {"one": "one", "other": "other", **asked}))


def rows_of(desk: Client, file: str, **asked: str) -> list[dict[str, str]]:
    answer = desk.get(f"{COMPARE}{file}", {"one": "one", "other": "other", **asked})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(StringIO(text)))


@pytest.fixture
def two() -> tuple[Dataset, Dataset]:
    return make_dataset("one"), make_dataset("other", is_open=True)


def test_the_list_says_what_is_known_of_each_dataset(desk: Client, two: tuple[Dataset, Dataset]) -> None:
    make_row(two[0], when="2010-03-04")
    make_row(two[0], when="2012-05-06", country="Afghanistan")

    page = words(desk.get(LIST))

    for said in (
        "The one list", "2 rows", "4 Mar 2010 – 6 May 2012", "Afghanistan, Pakistan", "Terms of one", "private",
        "version 1.0, done", "The other list", "0 rows", "open they see none",
    ):  # fmt: skip
        assert said in page
    assert "Open it to readers" not in page


def test_without_a_dataset_the_list_says_how_to_load_one(desk: Client) -> None:
    page = words(desk.get(LIST))

    assert "No dataset was loaded yet." in page and "import_dataset" in page


def test_the_page_of_files_leads_to_it(desk: Client, two: tuple[Dataset, Dataset]) -> None:
    assert f'href="{LIST}"' in desk.get("/desk/imports/").content.decode()


def test_an_admin_opens_a_dataset_with_a_reason_and_makes_it_private_again(
    admin: User, two: tuple[Dataset, Dataset]
) -> None:
    incident = make_published_incident(source=import_of(two[0]).source)
    desk, address = signed_in(admin), f"{LIST}one/open/"

    refused = words(desk.post(address, {"is_open": "yes", "reason": " "}, follow=True))
    assert "The one list: Say what allows it" in refused
    assert Client().get(incident.get_absolute_url()).status_code == 404

    opened = words(desk.post(address, {"is_open": "yes", "reason": "A letter."}, follow=True))
    assert "The one list is open to readers now; 1 incident came before them." in opened
    assert Client().get(incident.get_absolute_url()).status_code == 200

    closed = words(desk.post(address, {"is_open": "no", "reason": "Taken back."}, follow=True))
    assert "The one list is private now; 1 incident was taken from readers." in closed
    assert Client().get(incident.get_absolute_url()).status_code == 404


def test_nobody_but_an_admin_opens_one(reviewer: User, two: tuple[Dataset, Dataset]) -> None:
    answer = signed_in(reviewer).post(f"{LIST}one/open/", {"is_open": "yes", "reason": "A letter."})

    assert answer.status_code == 403 and not Dataset.objects.get(key="one").is_open


def test_two_datasets_stand_beside_each_other(desk: Client, two: tuple[Dataset, Dataset]) -> None:
    sindh = make_province("Sindh")
    row = make_row(two[0], killed(10), place=sindh, when="2010-03-04")
    like = make_row(two[1], killed(12), place=sindh, when="2010-03-04")
    make_row(two[0], killed(5), place=sindh, when="2011-01-01")
    found_alike(like, row, 0.9)

    page = read(desk)

    for said in (
        "The one list and The other list", "Incidents 2 1 1 fewer (−50 %)", "Likely in both 1 50 % 1 100 %",
        "In one alone 1 0", "Deaths 15 12 3 fewer (−20 %)",
        "Deaths in what is likely in both 10 12 2 more (+20 %)",
        "Sindh 2 1 1 1 1 ·", "Sindh 2 1 15 12 3 fewer", "2010 1 1 10 12 2 more", "2011 1 0 5 – –",
        "likely the same 90 %", "4 March 2010 · Sindh · 10 killed", "OTHER counts 2 more",
    ):  # fmt: skip
        assert said in page, said
    pair = f"/desk/incidents/{row.public_id}/with/{like.public_id}/"
    assert pair in desk.get(COMPARE, {"one": "one", "other": "other"}).content.decode()


def test_the_surest_come_first_a_page_at_a_time(
    desk: Client, two: tuple[Dataset, Dataset], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.comparing.views.ON_A_PAGE", 2)
    for score in (0.3, 0.99, 0.8):
        found_alike(make_row(two[0], title=f"At {score}"), make_row(two[1]), score)

    first, second = read(desk), read(desk, page="2")

    assert first.index("At 0.99") < first.index("At 0.8") and "At 0.3" not in first
    assert "At 0.3" in second and "Page 2 of 2" in second


def test_a_merged_pair_leads_to_its_one_incident(desk: Client) -> None:
    row, like = (make_row(make_dataset(key), killed(3)) for key in ("one", "other"))
    actions.merge(row, like, by=someone(Role.REVIEWER), reason="One event.", at=NOON)

    page = read(desk)

    assert "one incident here" in page and f"The incident {row.public_id}" in page and "OTHER counts the same" in page


def test_with_everything_else(desk: Client, two: tuple[Dataset, Dataset]) -> None:
    found_alike(make_row(two[0]), make_incident(title="From a newspaper"), 0.9)

    page = read(desk, other="rest")

    assert "The one list and everything else on this site" in page and "From a newspaper" in page


def test_titles_are_texts(desk: Client, two: tuple[Dataset, Dataset]) -> None:
    found_alike(make_row(two[0], title="<b>Attack</b>"), make_row(two[1]), 0.9)

    page = desk.get(COMPARE, {"one": "one", "other": "other"}).content.decode()

    assert "&lt;b&gt;Attack" in page and "<b>Attack" not in page


@pytest.mark.parametrize(("asked", "sentence"), [
    ({"other": "one"}, "With: Choose another dataset than the first."),
    ({"one": "none"}, "Compare: No dataset here has this name."),
    ({"from": "soon"}, "From year: Write a year from 1900 to 2100."),
    ({"to": "99999"}, "To year: Write a year from 1900 to 2100."),
    ({"from": "2011", "to": "2010"}, "To year: It lies before the first year."),
])  # fmt: skip
def test_what_is_not_understood_is_refused_with_a_sentence(
    desk: Client, two: tuple[Dataset, Dataset], asked: dict[str, str], sentence: str
) -> None:
    about = {"one": "one", "other": "other", **asked}

    assert sentence in words(desk.get(COMPARE, about))
    for address in (COMPARE, f"{COMPARE}coverage.csv", f"{COMPARE}matches.csv"):
        assert desk.get(address, about).status_code == 400


def test_where_nothing_is_asked_or_found_the_page_says_so(desk: Client, two: tuple[Dataset, Dataset]) -> None:
    assert "Choose a dataset and what to set beside it." in words(desk.get(COMPARE))
    assert "Neither has an incident in these years." in read(desk)

    make_row(two[0])
    assert "No incident of one is likely to be an incident of the other" in read(desk)


def test_the_table_is_a_file(desk: Client, two: tuple[Dataset, Dataset]) -> None:
    sindh = make_province("Sindh")
    make_row(two[0], killed(1, 2, 3), place=sindh, when="2010")
    make_row(two[1], {**killed(4), "high": None, "hedge": "at_least"}, place=sindh, when="2010")
    make_row(two[1], when="")

    known, unknown = rows_of(desk, "coverage.csv")

    assert (known["province"], known["province_code"], known["year"]) == ("Sindh", sindh.code, "2010")
    assert [known[f"one_{name}"] for name in ("incidents", "killed_low", "killed_best", "killed_high")] == list("1123")
    assert (known["other_killed_best"], known["other_killed_open"]) == ("4", "1")
    assert (unknown["year"], unknown["one_incidents"], unknown["other_killed_best"]) == ("", "0", "")
    assert (known["one"], known["one_licence"]) == ("The one list", "Terms of one")
    assert known["other_licence"] == "Terms of other"


def test_the_matches_are_a_file_that_no_spreadsheet_runs(desk: Client, two: tuple[Dataset, Dataset]) -> None:
    place = make_place(name="@SUM(A1)", kind=PlaceKind.SETTLEMENT)
    row, like = make_row(two[0], killed(9), title="=HYPERLINK(1)", place=place), make_row(two[1], killed(4))
    found_alike(row, like, 0.9)
    found_alike(make_row(two[0], title="Early", when="2001"), make_row(two[1], when="2001"), 0.8)

    (found,) = rows_of(desk, "matches.csv", **{"from": "2010"})

    assert (found["one_incident"], found["other_incident"]) == (row.public_id, like.public_id)
    assert (found["one_title"], found["one_place"]) == ("'=HYPERLINK(1)", "'@SUM(A1)")
    assert (found["likelihood"], found["score"], found["killed_difference"]) == ("likely the same", "0.9", "-5")
