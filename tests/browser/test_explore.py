"""A researcher explores the demonstration incidents."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import shoot
from tests.browser.reading import asked_of, choose, count_in, counted, sentence
from tests.running import RunningSite


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
    jowzjan = counted(page)
    expect(page.locator(".rows li")).to_have_count(jowzjan)
    assert 0 < jowzjan < 19

    choose(page, "Group", "ISK-P")
    expect(sentence(page)).to_contain_text("ISK-P")
    both = counted(page)
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
    expect(page).to_have_url(re.compile("listed=district:"))
    page.get_by_role("button", name="← All 19 incidents").click()
    expect(page.locator(".rows li")).to_have_count(19)


def test_a_bar_of_the_timeline_filters_to_what_it_counts(page: Page) -> None:
    page.goto("/")
    bar = page.locator(".bars button").last
    number = count_in(bar.get_attribute("aria-label") or "")

    bar.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("from="))
    expect(sentence(page)).to_contain_text(f"{number} incident")


def test_each_part_of_the_total_filters_to_itself(page: Page) -> None:
    page.goto("/")
    part = page.locator("#placed").get_by_role("button", name=re.compile("by district"))
    number = int(part.locator("b").inner_text())

    part.click()

    expect(sentence(page)).to_contain_text(f"{number} incidents")
    expect(page.locator(".rows li")).to_have_count(number)
    page.get_by_role("button", name="Remove filter: known by district").click()
    expect(sentence(page)).to_contain_text("19 incidents")


def test_each_interaction_asks_once(page: Page) -> None:
    asked = asked_of(page)
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    page.wait_for_load_state("networkidle")
    before = {re.sub("&zoom=.*", "", url) for url in asked}

    for act, done in (
        (lambda: choose(page, "Province", "Jowzjan"), "Jowzjan"),
        (lambda: page.get_by_role("radio", name="Provinces").check(force=True), "Jowzjan"),
        (lambda: page.get_by_label("Order").select_option("-killed"), "Jowzjan"),
        (lambda: page.get_by_role("button", name="Zoom in").click(), "Jowzjan"),
    ):
        asked.clear()
        with page.expect_response(re.compile("/api/v1/explore/")):
            act()
        page.wait_for_timeout(600)
        questions = {re.sub("&zoom=.*", "", url) for url in asked} - before  # a look for news repeats the question
        assert len(questions) == 1, asked
        before = questions
        expect(sentence(page)).to_contain_text(done)


def test_a_drawn_box_filters_list_counts_and_address(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")
    frame = page.locator("#map").bounding_box()
    assert frame

    page.get_by_role("button", name="Draw a box to filter").click()
    page.mouse.move(frame["x"] + 250, frame["y"] + 60)
    page.mouse.down()
    page.mouse.move(frame["x"] + 480, frame["y"] + 240, steps=5)
    page.mouse.up()

    expect(page).to_have_url(re.compile("bbox="))
    expect(sentence(page)).to_contain_text("in the drawn box")
    number = counted(page)
    expect(page.locator(".rows li")).to_have_count(number)
    assert 0 < number < 19
    shoot(page, "explore-box")


def test_the_map_shades_provinces_by_all_their_incidents(page: Page) -> None:
    page.goto("/?mode=provinces&group=isk-p")

    expect(page.get_by_role("radio", name="Provinces")).to_be_checked()
    shoot(page, "explore-provinces")
    page.get_by_role("radio", name="Cells").check(force=True)
    expect(page).not_to_have_url(re.compile("mode="))


def test_time_is_played_with_the_map_in_step(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="▶ Play").click()

    moment = page.get_by_role("slider", name="Moment that the map shows")
    expect(moment).to_be_visible()
    before = moment.input_value()
    page.wait_for_timeout(1000)
    assert moment.input_value() > before
    page.get_by_role("button", name="Stop").click()
    expect(moment).not_to_be_visible()


def test_a_file_holds_what_the_sentence_says(page: Page) -> None:
    page.goto("/?group=isk-p")
    expect(sentence(page)).to_contain_text("ISK-P")
    page.get_by_text("Export", exact=True).click()

    for name in ("CSV table", "GeoPackage"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        assert waiting.value.path().stat().st_size > 500
        if name == "CSV table":
            lines = waiting.value.path().read_bytes().count(b"\r\n") - 1
            assert lines == counted(page)


def test_a_view_is_cited_with_its_version(page: Page) -> None:
    page.goto("/?group=isk-p")
    expect(sentence(page)).to_contain_text("ISK-P")

    page.get_by_text("Cite", exact=True).click()

    expect(page.locator(".citation")).to_contain_text(re.compile(r"Data version [0-9a-f]{16}\. http"))


def test_slash_searches_in_any_script(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")

    page.keyboard.press("/")
    page.keyboard.type("داعش خراسان")

    expect(sentence(page)).to_contain_text("داعش خراسان")
    assert counted(page) > 0


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
