"""A group's card in the drawer: who it is, its alliances with their sources, and the way to filter by it."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import shoot
from tests.browser.reading import counted, sentence
from tests.running import RunningSite

ISKP = "Islamic State Khorasan Province"


def group_card(page: Page) -> Any:
    return page.locator(".group-card")


def test_a_group_named_in_an_incident_opens_its_card_and_back_closes_it(page: Page) -> None:
    page.goto("/?group=isk-p")
    page.locator(".row").first.click()
    title = page.locator(".card h2").inner_text()

    page.locator(".who a", has_text=ISKP).first.click()

    expect(group_card(page).get_by_role("heading", level=2)).to_contain_text(ISKP)
    expect(page).to_have_url(re.compile("open=.*about=isk-p"))
    expect(page).to_have_title(re.compile(f"^{ISKP}"))
    page.get_by_role("button", name="← Incident").click()
    expect(page.locator(".card h2:visible")).to_have_text(title)
    expect(page.locator(".who a", has_text=ISKP).first).to_be_focused()
    page.go_back()
    expect(group_card(page)).to_be_visible()
    page.go_back()
    expect(group_card(page)).to_have_count(0)
    expect(page.locator(".card h2:visible")).to_have_text(title)


def test_a_card_beside_its_facet_filters_by_the_group(page: Page) -> None:
    page.goto("/")
    expect(sentence(page)).to_contain_text("19 incidents")

    page.get_by_role("button", name="About ISK-P").click()
    expect(group_card(page)).to_be_visible()
    expect(sentence(page)).to_contain_text("19 incidents")
    page.get_by_role("button", name="Filter by this group").click()

    expect(sentence(page)).to_contain_text("ISK-P")
    assert 0 < counted(page) < 19
    expect(group_card(page).get_by_role("button", name="Filtered by this group")).to_have_attribute(
        "aria-pressed", "true"
    )
    shoot(page, "explore-group")


def test_every_tie_says_how_it_is_known_and_by_whom(page: Page) -> None:
    page.goto("/?about=isk-p")
    card = group_card(page)
    ties = card.locator(".ties li")

    expect(card.locator("dl")).to_contain_text("Vacant")
    expect(card.locator("dl")).to_contain_text("Author of the founding article")
    expect(card.get_by_text("داعش خراسان")).to_be_visible()
    assert ties.count() > 10
    for words in ties.all_inner_texts():
        assert re.search("asserted|confirmed|implied|disputed|denied|ended", words), words
        assert re.search("(low|moderate|high) confidence", words), words
    assert all(card.locator(".ties .cited").all_inner_texts())
    part_of = card.locator("h3", has_text="Part of").locator("xpath=following-sibling::ul[1]")
    expect(part_of).to_contain_text("affiliate of IS")


def test_ties_lead_from_group_to_group(page: Page) -> None:
    page.goto("/?about=isk-p")

    group_card(page).get_by_role("link", name="IS", exact=True).click()

    expect(group_card(page).get_by_role("heading", level=2)).to_contain_text("Islamic State")
    expect(group_card(page).locator("h3", has_text="Parts")).to_be_visible()
    page.go_back()
    expect(group_card(page).get_by_role("heading", level=2)).to_contain_text(ISKP)
    page.keyboard.press("Escape")
    expect(group_card(page)).to_have_count(0)
    expect(page.locator(".rows li")).to_have_count(19)


def test_the_full_page_is_a_link_away(page: Page) -> None:
    page.goto("/?about=isk-p")

    group_card(page).get_by_role("link", name="Open the full page").click()

    expect(page).to_have_url(re.compile("/groups/isk-p/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Khorasan")


def test_an_unknown_group_is_said_and_the_list_stays(site: RunningSite, browser: Any) -> None:
    page = browser.new_page(base_url=site.url)
    page.goto("/?about=nobody")

    expect(page.get_by_role("alert")).to_contain_text(re.compile("nobody|nothing"))
    expect(page.locator(".rows li")).to_have_count(19)
    expect(page).to_have_url(re.compile(r"/$"))
    page.close()
