"""The network or the server goes away: the page says so, keeps what it shows, and comes back by itself."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import LAPTOP, shoot
from tests.browser.reading import choose, sentence
from tests.running import RunningSite

ASKS = re.compile("/api/v1/")


@pytest.fixture
def context(site: RunningSite, browser: Browser) -> Iterator[BrowserContext]:
    """One whose failed requests are no mistakes of the page."""
    context = browser.new_context(base_url=site.url, viewport=LAPTOP, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    return page


def test_offline_is_said_and_nothing_is_lost(context: BrowserContext, page: Page) -> None:
    context.set_offline(True)
    choose(page, "Province", "Jowzjan")

    expect(page.get_by_role("alert")).to_contain_text("This device is offline. You see the answer of")
    expect(page.locator(".rows li")).to_have_count(19)
    expect(page.locator(".ring-count").first).to_be_visible()
    expect(page.locator(".bars button").first).to_be_visible()
    shoot(page, "explore-offline")

    context.set_offline(False)
    expect(sentence(page)).to_contain_text("Jowzjan", timeout=3000)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_server_that_is_away_is_asked_again(page: Page) -> None:
    page.route(ASKS, lambda route: route.abort())
    choose(page, "Province", "Jowzjan")
    expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached.")

    page.unroute(ASKS)
    page.get_by_role("button", name="Try again").click()

    expect(sentence(page)).to_contain_text("Jowzjan", timeout=2000)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_page_comes_back_by_itself(page: Page) -> None:
    page.route(ASKS, lambda route: route.abort())
    choose(page, "Province", "Jowzjan")
    expect(page.get_by_role("alert")).to_be_visible()

    page.unroute(ASKS)

    expect(sentence(page)).to_contain_text("Jowzjan")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_card_that_cannot_be_had_leaves_the_list(context: BrowserContext, page: Page) -> None:
    context.set_offline(True)
    page.locator(".row").first.click()

    expect(page.get_by_role("alert")).to_contain_text("This device is offline.")
    expect(page.locator(".row").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/$"))
    context.set_offline(False)
    page.locator(".row").first.click()
    expect(page.locator(".card h2")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_an_open_card_stays_while_the_server_is_away(page: Page) -> None:
    page.locator(".row").first.click()
    title = page.locator(".card h2").inner_text()

    page.route(ASKS, lambda route: route.abort())
    expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached.")

    expect(page.locator(".card h2")).to_have_text(title)


def test_the_map_is_drawn_when_its_ground_comes_late(context: BrowserContext) -> None:
    ground = re.compile("/basemap/")
    page = context.new_page()
    page.route(ground, lambda route: route.abort())
    page.goto("/")
    expect(page.locator(".rows li")).to_have_count(19)
    expect(page.locator(".ring-count")).to_have_count(0)

    page.unroute(ground)

    expect(page.locator(".ring-count").first).to_be_visible()
    expect(page.locator("path.province").first).to_be_attached()
