"""Answers come late or out of turn; the page shows one whole answer at a time, and never nothing."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.reading import asked_of, choose, scale, sentence

EMPTIED = """() => {
  window.emptied = [];
  const parts = [".rows li", ".choice", ".bars button", ".part", ".sentence:not(:empty)"];
  new MutationObserver(() => {
    window.emptied.push(...parts.filter((part) => !document.querySelector(part)));
  }).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""


def hold(page: Page, address: re.Pattern[str]) -> list[Route]:
    """Keeps answers to an address back; the list has them once they are asked for."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))
    return held


def test_a_late_answer_changes_nothing(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    held = hold(page, re.compile(r"/explore/\?province=AF-JOW&view"))
    choose(page, "Province", "Jowzjan")
    page.wait_for_timeout(200)
    assert held

    choose(page, "Province", "Jowzjan")
    choose(page, "Province", "Kabul")
    expect(sentence(page)).to_contain_text("Kabul")
    said = sentence(page).inner_text()
    for route in held:
        route.continue_()
    page.wait_for_timeout(500)

    expect(sentence(page)).to_have_text(said)
    expect(page).to_have_url(re.compile(r"\?province=AF-KAB$"))
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_was_there_stays_until_the_answer_is_there(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    held = hold(page, re.compile(r"/explore/\?province=AF-JOW"))
    page.evaluate(EMPTIED)

    choose(page, "Province", "Jowzjan")
    expect(page.locator(".progress")).to_be_attached()
    expect(page.locator(".rows li")).to_have_count(19)
    expect(sentence(page)).to_contain_text("19 incidents")
    for route in held:
        route.continue_()

    expect(sentence(page)).to_contain_text("Jowzjan")
    expect(page.locator(".progress")).to_have_count(0)
    assert page.evaluate("window.emptied") == []


def test_the_list_stays_until_a_card_is_there(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    held = hold(page, re.compile(r"/api/v1/(incidents|groups)/"))

    page.locator(".row").first.click()
    expect(page.locator(".progress")).to_be_attached()
    expect(page.locator(".row").first).to_be_visible()
    held.pop().continue_()
    expect(page.locator(".card h2")).to_be_visible()
    page.locator(".who a").first.click()
    expect(page.locator(".progress")).to_be_attached()
    expect(page.locator(".card h2")).to_be_visible()
    held.pop().continue_()

    expect(page.locator(".group-card h2")).to_be_visible()
    expect(page.locator(".progress")).to_have_count(0)


@pytest.mark.parametrize("motion", ("reduce", "no-preference"))
def test_the_whole_region_is_asked_for_once(watched: Any, motion: str) -> None:
    """Whoever wants less motion too: the page has its size before the first question."""
    page = watched(reduced_motion=motion).new_page()
    asked = asked_of(page, "/api/v1/explore/?")
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    page.wait_for_timeout(400)

    assert len(asked) == 1 and scale(page) == "500 km"


def test_the_map_has_its_size_before_the_first_answer(page: Page) -> None:
    held = hold(page, re.compile(r"/explore/\?"))
    page.goto("/")
    expect(page.locator(".timeline.skeleton")).to_be_visible()
    expect(page.get_by_role("button", name="Zoom in")).to_be_visible()
    before = page.locator("#map").bounding_box()
    for route in held:
        route.continue_()

    expect(sentence(page)).to_contain_text("19 incidents")
    expect(page.locator(".trend")).to_be_visible()
    assert page.locator("#map").bounding_box() == before


def test_the_map_keeps_its_size_under_filters(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    before = page.locator("#map").bounding_box()
    for name in ("Jowzjan", "Kabul"):
        choose(page, "Province", name)
        expect(page.get_by_role("list", name="Filters that are set")).to_contain_text(name)

    assert page.locator("#map").bounding_box() == before
