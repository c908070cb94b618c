"""The main job, played through: a report comes in, a worker locates it, a reviewer publishes, a stranger sees it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import shoot
from tests.browser.reading import sentence
from tests.running import Original, RunningSite, copied_site

TITLE = "Raid on a militant camp in Darzab"


@pytest.fixture(scope="module")
def site(original: Original, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A site of its own: other tests count the incidents of theirs."""
    with copied_site(original, tmp_path_factory.mktemp("story") / "state") as running:
        yield running


def sign_in(page: Page, site: RunningSite, account: str) -> None:
    page.goto("/accounts/login/?next=/desk/")
    page.get_by_label("Name").fill(account)
    page.get_by_label("Password").fill(site.passwords[account])
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/desk/$"))


def enter_report(page: Page) -> None:
    page.goto("/desk/reports/new/")
    page.get_by_label("Outlet", exact=True).fill("Pajhwok Afghan News")
    page.get_by_label("Published").fill("2018-01-20")
    page.get_by_label("What happened").select_option(label="Raid")
    page.get_by_label("When").fill("2018-01-19")
    page.locator("#id_place_text").fill("Darzab")
    page.locator("#id_attributions-0-group").fill("ISKP")
    page.locator("#id_attributions-0-role").select_option("target")
    page.locator("#id_casualties-0-hedge").select_option("more_than")
    page.locator("#id_casualties-0-number").fill("5")
    page.locator("#id_title").fill(TITLE)
    shoot(page, "desk-report")
    page.get_by_role("button", name="Enter the report").click()


def test_a_report_is_entered_located_published_and_seen(site: RunningSite, watched: Any) -> None:
    stranger, editor, reviewer = (watched().new_page() for _ in range(3))
    stranger.goto("/?province=AF-JOW")
    expect(sentence(stranger)).to_contain_text("Jowzjan")

    sign_in(editor, site, "editor")
    enter_report(editor)
    expect(editor.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(editor.locator(".state-located").first).to_be_visible()
    shoot(editor, "desk-incident")
    editor.get_by_role("button", name="Submit for review").click()
    expect(stranger.get_by_text(TITLE)).to_have_count(0)

    sign_in(reviewer, site, "reviewer")
    shoot(reviewer, "desk-inbox")
    reviewer.get_by_role("link", name=TITLE).first.click()
    reviewer.get_by_role("button", name="Publish").click()
    expect(reviewer.locator(".state-published").first).to_be_visible()

    expect(stranger.locator(".rows").get_by_text(TITLE)).to_be_visible()
    stranger.locator(".rows").get_by_text(TITLE).click()
    expect(stranger.locator(".card dl")).to_contain_text("6+")
    expect(stranger.locator(".card dl")).to_contain_text("Darzab, Jowzjan, Afghanistan")
    stranger.get_by_role("link", name="Open the full page").click()
    expect(stranger.get_by_role("heading", name=TITLE)).to_be_visible()
    shoot(stranger, "incident-page")


@pytest.mark.parametrize(
    ("address", "name"), [("/groups/", "groups"), ("/accounts/login/", "sign-in"), ("/api/v1/docs/", "api-docs")]
)
def test_other_pages_stand_by_themselves(page: Page, address: str, name: str) -> None:
    page.goto(address)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shoot(page, name)


def test_a_group_page_names_it_in_every_script(page: Page) -> None:
    page.goto("/groups/")
    page.get_by_role("link", name="Islamic State Khorasan Province").first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Khorasan")
    expect(page.get_by_text("داعش خراسان").first).to_be_visible()
    shoot(page, "group-page")
