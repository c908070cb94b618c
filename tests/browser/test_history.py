"""Back and forward walk through what a reader did, and each address shows what it showed."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.reading import choose, scale, sentence


def test_back_and_forward_restore_filter_mark_card_and_zoom(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    far = scale(page)
    choose(page, "Province", "Jowzjan")
    expect(sentence(page)).to_contain_text("Jowzjan")
    near = zoom_in(page, far)
    page.get_by_role("button", name=re.compile("known to Darzab district")).press("Enter")
    expect(page.locator(".listed")).to_contain_text("Darzab")
    nearest = zoom_in(page, near)
    page.locator(".row").first.click()
    title = page.locator(".card h2").inner_text()

    for step, said, closeness in (
        (page.go_back, "Darzab", nearest),
        (page.go_back, "Jowzjan", near),
        (page.go_back, "19 incidents", far),
    ):
        step()
        expect(page.locator(".card")).to_have_count(0)
        expect(page.locator(".listed") if said == "Darzab" else sentence(page)).to_contain_text(said)
        assert scale(page) == closeness
    expect(page).to_have_url(re.compile(r"/$"))

    for step, closeness in ((page.go_forward, near), (page.go_forward, nearest), (page.go_forward, nearest)):
        step()
        expect(sentence(page)).to_contain_text("Jowzjan")
        assert scale(page) == closeness
    expect(page.locator(".card h2")).to_have_text(title)


def zoom_in(page: Page, before: str) -> str:
    page.get_by_role("button", name="Zoom in").click()
    expect(page.locator(".leaflet-control-scale-line")).not_to_have_text(before)
    page.wait_for_timeout(400)  # the address is written when the map has come to rest
    return scale(page)


def test_a_search_is_one_step_for_each_finished_word(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    box = page.get_by_role("combobox", name="Search incidents")

    for typed, q in (
        ("ch", "ch"),
        ("ur", "chur"),
        ("ch", "church"),
        (" qu", r"church\+qu"),
        ("etta", r"church\+quetta"),
    ):
        box.press_sequentially(typed)
        expect(page).to_have_url(re.compile(rf"q={q}$"))

    for q in ("church", ""):
        page.go_back()
        expect(box).to_have_value(q)
        expect(sentence(page)).to_contain_text(f"“{q}”" if q else "19 incidents")
    page.go_forward()
    expect(box).to_have_value("church")


def test_the_whole_region_has_a_plain_address(page: Page) -> None:
    page.goto("/?at=34.5,69.2,9")
    expect(sentence(page)).to_contain_text("19 incidents")

    page.get_by_role("button", name="Whole region").click()

    expect(page).to_have_url(re.compile(r"/$"))


def test_the_theme_can_be_given_back_to_the_system(watched: Any) -> None:
    page = watched(color_scheme="light").new_page()
    page.goto("/")
    switch = page.get_by_role("button", name="Light or dark theme")

    for theme in ("dark", "light", "as the system"):
        switch.click()
        expect(switch).to_have_accessible_name(f"Light or dark theme: {theme}")
    assert page.evaluate("localStorage.getItem('theme')") is None
