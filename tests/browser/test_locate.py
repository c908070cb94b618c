"""The search box finds places on the map and groups to read about, beside the incidents it filters by."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import shoot
from tests.browser.reading import asked_of, choose, scale, sentence


def search(page: Page, typed: str) -> Any:
    page.keyboard.press("/")
    page.keyboard.type(typed)
    return offers(page)


def offers(page: Page) -> Any:
    return page.locator("#search-offers").get_by_role("option")


def box(page: Page) -> Any:
    return page.get_by_role("combobox", name="Search incidents")


def test_a_place_is_looked_at_without_filtering(page: Page) -> None:
    page.goto("/")
    choose(page, "Group", "ISK-P")
    expect(sentence(page)).to_contain_text("ISK-P")
    said, far = sentence(page).inner_text(), scale(page)
    options = search(page, "darz")
    expect(options.first).to_contain_text("Darzab, Jowzjan, Afghanistan")
    expect(page).to_have_url(re.compile("q=darz"))
    shoot(page, "explore-locate")
    asked = asked_of(page, "/api/v1/explore/")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"\?group=isk-p&at=35\.9\d+,65\.3\d+,\d+$"))
    expect(sentence(page)).to_have_text(said)
    expect(page.locator(".found")).to_contain_text("Darzab")
    expect(options).to_have_count(0)
    assert scale(page) != far
    page.wait_for_timeout(600)
    assert len(asked) == 1, asked
    shoot(page, "explore-located")
    page.get_by_role("button", name="Take the mark of Darzab away").click()
    expect(page.locator(".found")).to_have_count(0)
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?group=isk-p$"))
    assert scale(page) == far


def test_places_are_found_in_any_script_and_only_where_the_public_may_know_them(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")

    options = search(page, "کابل")

    expect(options.first).to_contain_text("Kabul, Afghanistan")
    expect(options.filter(has_text="show settlement").first).to_contain_text("Kabul, Afghanistan")
    box(page).fill("church")
    expect(sentence(page)).to_contain_text("“church”")
    page.wait_for_timeout(400)
    expect(offers(page)).to_have_count(0)


def test_a_group_of_the_name_opens_its_card(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")

    search(page, "khorasan pr").filter(has_text="read about group").click()

    expect(page.locator(".group-card h2")).to_contain_text("Islamic State Khorasan Province")


def test_escape_puts_the_offers_away_and_enter_searches(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")

    options = search(page, "kabul")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box(page)).to_have_value("kabul")
    page.keyboard.press("Enter")

    expect(sentence(page)).to_contain_text("“kabul”")
    expect(page.locator(".found")).to_have_count(0)
