"""The timeline as a brush: by keyboard and by mouse; nothing is asked until a span is chosen."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import shoot
from tests.browser.reading import asked_of, counted, sentence


def bars(page: Page) -> Any:
    return page.locator(".bars button")


def brushed(page: Page) -> str:
    """The span under the brush, as it is said."""
    return str(page.locator(".timeline .note").inner_text())


def test_arrows_move_the_brush_and_shift_stretches_it(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    asked = asked_of(page, "/api/v1/explore/?")
    bars(page).last.focus()

    page.keyboard.press("ArrowLeft")
    expect(bars(page).nth(bars(page).count() - 2)).to_be_focused()
    first = brushed(page)
    assert re.search(r"^\w+ 20\d\d: \d+ incidents?(, \d+ killed)?$", first), first
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    assert re.search(r"^\w+ 2017 – \w+ 20\d\d$", brushed(page)), brushed(page)
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert brushed(page) == first
    assert [url for url in asked if "from=" in url] == []
    expect(page).not_to_have_url(re.compile("from="))

    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"from=2017-\d\d-01&to=20\d\d-\d\d-\d\d"))
    expect(sentence(page)).not_to_contain_text("19 incidents")
    expect(page.locator(".rows li")).to_have_count(counted(page))


def test_escape_lets_go_of_the_brush_and_then_of_the_dates(page: Page) -> None:
    page.goto("/?from=2017-01-01&to=2017-06-30")
    expect(sentence(page)).to_contain_text("1 Jan 2017 – 30 Jun 2017")
    bars(page).first.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".timeline .note")).to_contain_text("–")

    page.keyboard.press("Escape")
    expect(page.locator(".timeline .note")).to_contain_text("highest")
    expect(page).to_have_url(re.compile("from=2017-01-01"))
    page.keyboard.press("Escape")

    expect(sentence(page)).to_contain_text("19 incidents")
    expect(page).not_to_have_url(re.compile("from="))


def test_a_drag_filters_to_the_bars_it_covers(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    size = bars(page).count()
    start, end = (bars(page).nth(place).bounding_box() for place in (size - 2, size - 4))
    assert start
    assert end

    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 10, steps=4)
    dragged = brushed(page)
    page.mouse.up()

    expect(page).to_have_url(re.compile("from=.*to="))
    expect(sentence(page)).not_to_contain_text("19 incidents")
    expect(page.locator(".rows li")).to_have_count(counted(page))
    assert re.search(r"– (Dec 2017|Jan 2018)$", dragged), dragged
    page.get_by_role("button", name="All dates").click()
    expect(sentence(page)).to_contain_text("19 incidents")


def test_bars_are_split_by_family_without_asking(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    asked = asked_of(page, "/api/v1/explore/?")

    page.get_by_role("button", name="Split", exact=True).click()

    expect(page).to_have_url(re.compile(r"\?bars=split$"))
    expect(page.locator(".lane")).to_have_text(
        ["Violence", "Control", "counter-operation", "Strategic"], ignore_case=True
    )
    assert [url for url in asked if "bars" in url] == []
    shoot(page, "explore-split")
    page.go_back()
    expect(page.locator(".lane")).to_have_count(0)
