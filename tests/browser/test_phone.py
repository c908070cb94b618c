"""On a telephone the page is a stack; what is asked for comes into sight."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import shoot
from tests.browser.reading import sentence

PHONE = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def phone(watched: Any) -> Page:
    page: Page = watched(**PHONE).new_page()
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    return page


def test_an_incident_is_read_and_left_where_it_was_in_the_list(phone: Page) -> None:
    row = phone.locator(".row").nth(9)
    title = row.locator(".row-title").inner_text()
    row.scroll_into_view_if_needed()

    row.tap()

    heading = phone.locator(".card h2")
    expect(heading).to_have_text(title)
    expect(heading).to_be_in_viewport()
    assert phone.evaluate("document.getElementById('drawer').getBoundingClientRect().top") < 1
    shoot(phone, "explore-phone-card")
    phone.get_by_role("button", name="← List").tap()
    expect(row).to_be_in_viewport()
    assert_fits(phone)


def test_a_mark_on_the_map_brings_its_list_into_sight(phone: Page) -> None:
    phone.get_by_role("button", name=re.compile("known to Darzab district")).tap()

    expect(phone.locator(".listed")).to_be_in_viewport()
    expect(phone.locator(".listed")).to_contain_text("Darzab")
    phone.get_by_role("button", name="← All 19 incidents").tap()
    expect(phone.locator(".rows li")).to_have_count(19)


def test_a_group_is_read_from_an_incident(phone: Page) -> None:
    phone.locator(".row", has_text="ISK-P").first.tap()
    phone.locator(".who a").first.tap()

    expect(phone.locator(".group-card h2")).to_be_in_viewport()
    shoot(phone, "explore-phone-group")
    assert_fits(phone)
    phone.get_by_role("button", name="← Incident").tap()
    expect(phone.locator(".card h2:visible")).to_be_in_viewport()


def test_a_place_is_found_by_its_name(phone: Page) -> None:
    phone.get_by_role("combobox", name="Search incidents").tap()
    phone.keyboard.type("kabul")
    option = phone.locator("#search-offers").get_by_role("option").first
    expect(option).to_contain_text("Kabul")
    assert_wide_enough(option)

    option.tap()

    expect(phone.locator(".found")).to_be_in_viewport()
    shoot(phone, "explore-phone-located")


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the phone"


def assert_wide_enough(target: Locator) -> None:
    box = target.bounding_box()
    assert box
    assert box["height"] >= 24, "too low for a finger"
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["viewport"]["width"]  # type: ignore[index]
