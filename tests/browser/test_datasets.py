"""An editor brings a dataset's file and sees it taken in, without touching the page again."""

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import shoot
from tests.browser.hands import sign_in
from tests.intake.files import some_rows, write_file
from tests.running import RunningSite


def test_a_file_is_brought_and_followed_until_it_is_taken_in(site: RunningSite, watched: Any, tmp_path: Path) -> None:
    file = write_file(tmp_path / "release.csv", [*some_rows(4), {"best": "six"}])
    page = watched().new_page()
    sign_in(page, site, "editor")

    page.get_by_role("link", name="Datasets").click()
    page.get_by_role("link", name="Bring a file").click()
    page.get_by_label("UCDP Georeferenced Event Dataset").first.check()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("Release").fill("22.1")
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("heading", name="All 5 rows: 4 can be read, 1 cannot")).to_be_visible()
    shoot(page, "desk-dataset-looked-at")
    page.get_by_role("button", name="Take it in").click()

    expect(page.get_by_role("heading", name="Taken in", exact=True)).to_be_visible()
    expect(page.locator("[data-count=new]")).to_have_text("4")
    shoot(page, "desk-dataset-taken-in")
    page.locator("[data-count=rejected]").click()
    expect(page.get_by_text("“six” is not a number of people")).to_be_visible()
