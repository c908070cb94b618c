"""Whatever happens on the way, what an editor typed into a report is not lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import LAPTOP, shoot
from tests.browser.hands import Hands, sign_in
from tests.running import RunningSite

FORM = "/desk/reports/new/"
QUOTE = "Gunmen opened fire near the bazaar."


@pytest.fixture
def cut_off(site: RunningSite, browser: Browser) -> Iterator[BrowserContext]:
    """A browser that loses its connection or its session, and says so on its console."""
    context = browser.new_context(base_url=site.url, viewport=LAPTOP, locale="en-GB")
    yield context
    context.close()


def kept(page: Page) -> Any:
    return page.locator("[data-island=autosave]")


def start_a_report(page: Page, site: RunningSite) -> Hands:
    sign_in(page, site, "editor", onto=FORM)
    hands = Hands(page)
    hands.fill("excerpt", QUOTE)
    expect(kept(page)).to_contain_text("Kept at")
    return hands


def discard_all(page: Page) -> None:
    """Other tests begin without unfinished reports."""
    page.goto("/desk/drafts/")
    while page.get_by_role("button", name="Discard").count():
        page.get_by_role("button", name="Discard").first.click()
        expect(page.get_by_text("is discarded")).to_be_visible()


def test_a_closed_page_is_taken_up_where_it_was_left(site: RunningSite, page: Page) -> None:
    start_a_report(page, site)

    page.goto("/desk/drafts/")
    page.get_by_role("link", name=QUOTE).first.click()

    expect(page.locator("#id_excerpt")).to_have_value(QUOTE)
    discard_all(page)


def test_a_lost_connection_loses_no_typing(site: RunningSite, cut_off: BrowserContext) -> None:
    page = cut_off.new_page()
    hands = start_a_report(page, site)

    cut_off.set_offline(True)
    hands.fill("note", "Typed without a connection.")
    expect(kept(page)).to_contain_text("No connection")
    hands.press("Enter the report")
    expect(page.locator("#id_note")).to_have_value("Typed without a connection.")
    shoot(page, "desk-offline")
    cut_off.set_offline(False)

    expect(kept(page)).to_contain_text("Kept at")
    page.goto("/desk/drafts/")
    page.get_by_role("link", name=QUOTE).first.click()
    expect(page.locator("#id_note")).to_have_value("Typed without a connection.")
    discard_all(page)


def test_a_page_that_crashed_without_a_connection_is_rescued(site: RunningSite, cut_off: BrowserContext) -> None:
    page = cut_off.new_page()
    hands = start_a_report(page, site)
    cut_off.set_offline(True)
    hands.fill("note", "Typed before the crash.")
    expect(kept(page)).to_contain_text("No connection")
    page.close()
    cut_off.set_offline(False)

    page = cut_off.new_page()
    page.goto(FORM)
    page.get_by_role("link", name=f"Go on with “{QUOTE}”").click()

    expect(page.locator("#id_note")).to_have_value("Typed before the crash.")
    discard_all(page)


def test_an_expired_session_loses_no_typing(site: RunningSite, cut_off: BrowserContext) -> None:
    page = cut_off.new_page()
    hands = start_a_report(page, site)
    cut_off.clear_cookies(name="sessionid")
    hands.fill("note", "Typed after the session had ended.")
    expect(kept(page)).to_contain_text("You are signed out")

    other = cut_off.new_page()
    sign_in(other, site, "editor", onto=FORM)

    other.get_by_role("link", name=f"Go on with “{QUOTE}”").click()
    expect(other.locator("#id_note")).to_have_value("Typed after the session had ended.")
    discard_all(other)


def test_a_report_sent_signed_out_is_still_there_after_signing_in(
    site: RunningSite, cut_off: BrowserContext
) -> None:
    page = cut_off.new_page()
    hands = start_a_report(page, site)
    cut_off.clear_cookies(name="sessionid")

    hands.fill("note", "Sent while signed out.")
    hands.press("Enter the report")
    page.get_by_label("Name").fill("editor")
    page.get_by_label("Password").fill(site.passwords["editor"])
    page.get_by_role("button", name="Sign in").click()

    page.get_by_role("link", name=f"Go on with “{QUOTE}”").click()
    expect(page.locator("#id_note")).to_have_value("Sent while signed out.")
    discard_all(page)
