"""Answers come late or out of turn; the page shows one whole answer at a time, and never nothing."""

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.reading import choose, sentence

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
