"""An analyst sees how a count holds under other views, and changes to one of them."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import shoot
from tests.browser.reading import asked_of, counted, sentence


def views(page: Page) -> Locator:
    return page.get_by_role("group", name="Robustness")


def view(page: Page, name: str) -> Locator:
    return views(page).get_by_role("button", name=re.compile(f"^{name}"))


def test_a_cell_leads_to_the_view_it_counts(page: Page) -> None:
    page.goto("/")
    cell = view(page, "Killed by the low figures, all incidents")
    killed = cell.inner_text()
    asked = asked_of(page, "/api/v1/explore/?counts=low")

    cell.click()

    expect(page).to_have_url(re.compile(r"\?counts=low$"))
    expect(sentence(page)).to_contain_text(f"by the low figures · {killed} killed")
    expect(cell).to_have_attribute("aria-pressed", "true")
    expect(view(page, "Killed by the best figures, all")).to_have_attribute("aria-pressed", "false")
    assert len(asked) == 1
    shoot(page, "explore-low-figures")
    page.go_back()
    expect(view(page, "Killed by the best figures, all")).to_have_attribute("aria-pressed", "true")


def test_a_demand_on_the_evidence_filters_everything(page: Page) -> None:
    page.goto("/")
    cell = view(page, "Incidents, without what parties to the conflict alone report")
    number = int(re.sub(r"\D", "", cell.inner_text()))

    cell.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"unaligned=yes"))
    expect(sentence(page)).to_contain_text("not on parties’ word alone")
    assert counted(page) == number
    expect(page.locator(".rows li")).to_have_count(number)
    view(page, "Killed by the high figures, at least two").click()
    expect(page).to_have_url(re.compile(r"\?counts=high&sources_min=2$"))
    page.get_by_role("button", name="Remove filter: by the high figures").click()
    expect(page).to_have_url(re.compile(r"\?sources_min=2$"))


def test_a_chart_says_whether_its_trend_holds(page: Page) -> None:
    page.goto("/")

    trend = page.locator(".trend")
    expect(trend).to_contain_text(re.compile(r"Incidents: (rising|falling|no clear trend) "))
    expect(trend).to_contain_text(re.compile(r"Killed: (rising|falling|no clear trend) "))
    page.goto("/?from=2017-12-01&to=2017-12-31")
    expect(trend).to_have_text(re.compile("Too few points to say .*: 1 complete month, and it takes 8"))


def test_a_phone_has_room_for_all_views(watched: Any) -> None:
    page = watched(viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True).new_page()
    page.goto("/")
    page.get_by_text("Filters", exact=True).tap()

    view(page, "Incidents, at least two independent sources").tap()

    expect(page).to_have_url(re.compile("sources_min=2"))
    page.get_by_text("What these are").tap()
    expect(page.get_by_text("Mann–Kendall")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the phone"
    shoot(page, "explore-phone-views")
