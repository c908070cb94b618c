"""A group's page in a browser: claims on a map, counts that are Explore's, and a day that changes what holds."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import shoot
from tests.browser.reading import count_in, sentence

ISKP = "/groups/isk-p/"


def test_its_activity_is_what_explore_counts(page: Page) -> None:
    page.goto(ISKP)
    said = page.locator(".activity-said a")
    expect(said).to_have_text(re.compile(r"^\d+ incidents$"))
    number = count_in(said.inner_text())
    bar = page.locator(".activity-bars a").last
    in_bar = count_in((bar.get_attribute("aria-label") or "").partition(": ")[2])
    address = bar.get_attribute("href") or ""

    said.click()
    expect(sentence(page)).to_contain_text(f"{number} incidents")
    page.goto(address)

    expect(sentence(page)).to_contain_text(re.compile(rf"^{in_bar} incidents?\b"))


def test_claims_are_on_a_map_and_their_letters_lead_to_them(page: Page) -> None:
    page.goto(f"{ISKP}?on=2018-01-31")
    letters = page.locator(".claim-letter")
    expect(page.locator(".presence-ground")).to_have_attribute("data-drawn", str(page.locator("button.letter").count()))

    letters.filter(has_text=re.compile("^C$")).press("Enter")

    meant = page.locator(".spot.is-meant")
    expect(meant).to_have_id("spot-C")
    expect(meant.get_by_role("button")).to_be_focused()
    shoot(page, "group-presence")


def test_a_card_shows_its_place_on_the_map(page: Page) -> None:
    page.goto(f"{ISKP}?on=2018-01-31")

    page.get_by_role("button", name="Show Quetta on the map").click()

    expect(page.locator(".claim-letter.is-meant")).to_have_text("A")


def test_a_province_is_tinted_a_district_is_a_ring_and_a_village_a_dot(page: Page) -> None:
    page.goto(f"{ISKP}?on=2018-01-31")

    for shape in ("tint", "ring", "dot"):
        expect(page.locator(f"path.claim-{shape}").first).to_be_attached()
    page.goto("/groups/ttp/")
    expect(page.locator("path.claim-ring")).to_have_count(2)
    expect(page.locator("path.claim-dot")).to_have_count(0)


def test_an_earlier_day_shows_fewer_parents_and_fresher_claims(page: Page) -> None:
    page.goto(ISKP)
    expect(page.locator(".lineage")).to_contain_text("Islamic State")
    expect(page.locator(".age").first).to_contain_text("before today")

    page.get_by_label("Ties, leaders and claims as of").fill("2014-06-01")
    page.get_by_role("button", name="Show", exact=True).first.click()

    expect(page).to_have_url(re.compile(r"on=2014-06-01"))
    expect(page.locator(".lineage")).not_to_contain_text("Islamic State")
    expect(page.locator(".later")).to_contain_text("Claimed later than 1 June 2014")
    expect(page.locator(".presence-map")).to_have_count(0)


def test_the_page_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(ISKP)
    expect(page.locator(".activity-bars")).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.goto("/groups/?q=طالبان")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    shoot(page, "groups-phone")
