"""A researcher explores the demonstration incidents."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import shoot
from tests.running import RunningSite

ISKP = "Islamic State Khorasan Province"


def sentence(page: Page) -> Any:
    return page.locator(".sentence")


def choose(page: Page, title: str, name: str) -> None:
    facet = page.get_by_role("group", name=title, exact=True)
    facet.get_by_role("button", name=re.compile(rf"^{re.escape(name)}\b")).click()


def count_in(text: str) -> int:
    found = re.search(r"(\d+) incident", text)
    assert found, text
    return int(found[1])


def test_the_first_page_shows_every_demonstration_incident(page: Page) -> None:
    page.goto("/")

    expect(sentence(page)).to_contain_text("19 incidents")
    expect(page.locator(".rows li")).to_have_count(19)
    expect(page.locator("#placed")).to_contain_text("not located")
    numbers = [int(number) for number in page.locator("#placed b").all_inner_texts()]
    assert sum(numbers) == 19
    expect(page.locator(".ring-count").first).to_be_visible()
    shoot(page, "explore-desktop")


def test_list_counts_and_sentence_agree_under_filters(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")

    choose(page, "Province", "Jowzjan")
    expect(sentence(page)).to_contain_text("Jowzjan")
    jowzjan = count_in(sentence(page).inner_text())
    expect(page.locator(".rows li")).to_have_count(jowzjan)
    assert 0 < jowzjan < 19

    choose(page, "Group", "ISK-P")
    expect(sentence(page)).to_contain_text("ISK-P")
    both = count_in(sentence(page).inner_text())
    expect(page.locator(".rows li")).to_have_count(both)
    expect(page.locator('#facets [data-value="AF-JOW"] .figure')).to_have_text(str(both))
    shoot(page, "explore-jowzjan")


def test_a_pasted_link_shows_the_same(page: Page, watched: Any) -> None:
    page.goto("/")
    choose(page, "Province", "Jowzjan")
    choose(page, "Group", "ISK-P")
    expect(sentence(page)).to_contain_text("ISK-P")
    page.locator(".row").first.click()
    expect(page.locator(".card h2")).to_be_visible()
    said, title = sentence(page).inner_text(), page.locator(".card h2").inner_text()
    shoot(page, "explore-incident")

    other = watched().new_page()
    other.goto(page.url)

    expect(sentence(other)).to_have_text(said)
    expect(other.locator(".card h2")).to_have_text(title)


def test_back_and_forward_walk_the_filters(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    choose(page, "Province", "Jowzjan")
    expect(sentence(page)).to_contain_text("Jowzjan")

    page.go_back()
    expect(sentence(page)).to_contain_text("19 incidents")

    page.go_forward()
    expect(sentence(page)).to_contain_text("Jowzjan")


def test_a_card_shows_each_source_with_its_grade(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name=re.compile("church in Quetta")).first.click()

    card = page.locator(".card")
    expect(card.get_by_text("The Nation")).to_be_visible()
    expect(card.locator(".grade")).to_have_text("F3")
    expect(card.locator("dl")).to_contain_text("9+")


def test_a_district_is_a_ring_and_lists_exactly_its_incidents(page: Page) -> None:
    page.goto("/")
    mark = page.get_by_role("button", name=re.compile("known to Darzab district"))
    number = count_in(mark.get_attribute("aria-label") or "")

    mark.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".drawer-title")).to_contain_text("Darzab")
    expect(page.locator(".rows li")).to_have_count(number)


def test_a_bar_of_the_timeline_filters_to_what_it_counts(page: Page) -> None:
    page.goto("/")
    bar = page.locator(".bars button").last
    number = count_in(bar.get_attribute("aria-label") or "")

    bar.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("from="))
    expect(sentence(page)).to_contain_text(f"{number} incident")


def test_slash_searches_in_any_script(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")

    page.keyboard.press("/")
    page.keyboard.type("داعش خراسان")

    expect(sentence(page)).to_contain_text("داعش خراسان")
    assert count_in(sentence(page).inner_text()) > 0


def test_nothing_matching_is_said_kindly(page: Page) -> None:
    page.goto("/?q=zzzz")

    expect(page.get_by_role("heading", name="No incidents match")).to_be_visible()
    shoot(page, "explore-empty")
    page.locator(".drawer").get_by_role("button", name="Clear filters").click()
    expect(sentence(page)).to_contain_text("19 incidents")


def test_a_bad_link_is_refused_with_a_sentence(site: RunningSite, browser: Any) -> None:
    page = browser.new_page(base_url=site.url)
    page.goto("/?from=yesterday")

    expect(page.get_by_role("alert")).to_contain_text("from is not a day")
    shoot(page, "explore-error")
    page.close()


def test_a_phone_shows_map_filters_and_list(watched: Any) -> None:
    page = watched(viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True).new_page()
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    shoot(page, "explore-phone")

    page.get_by_text("Filters", exact=True).click()
    choose(page, "Kind", "Airstrike")

    expect(sentence(page)).to_contain_text("1 incident")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the phone"
    page.locator(".rows li").first.scroll_into_view_if_needed()
    shoot(page, "explore-phone-list")


def test_dark_is_a_theme_of_its_own(watched: Any) -> None:
    page = watched(color_scheme="dark").new_page()
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    expect(page.locator(".ring-count").first).to_be_visible()
    shoot(page, "explore-dark")

    page.get_by_role("button", name="Light or dark theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
