"""Groups with what belonged to them then, and several as one: chosen, said in words, kept in the address."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import shoot
from tests.browser.reading import counted, sentence


def test_a_switch_adds_what_belonged_to_a_group_and_says_what_that_took_in(page: Page) -> None:
    page.goto("/?group=islamic-state")
    alone = counted(page)

    page.get_by_role("switch", name="and its chapters, factions and pledged groups").check()

    expect(page.locator(".taken-in")).to_contain_text("Took in ISK-P")
    expect(page).to_have_url(re.compile("group=islamic-state.*parts=yes"))
    expect(sentence(page)).to_contain_text("with its parts at the time")
    found = counted(page)
    assert found > alone
    facet = page.locator('.choice[data-value="islamic-state"] .figure')
    expect(facet).to_have_text(str(found))
    shoot(page, "explore-belonging")


def test_two_groups_are_seen_as_one_and_apart_again(page: Page) -> None:
    page.goto("/?group=isk-p&group=islamic-state")
    together = counted(page)

    page.get_by_role("button", name="Treat these 2 groups as one").click()

    expect(page).to_have_url(re.compile("group=isk-p&one=isk-p~islamic-state"))
    expect(sentence(page)).to_contain_text("treating ISK-P and IS as one")
    expect(page.locator('.choice[data-value="isk-p"]')).to_contain_text(f"ISK-P = IS{together}")
    assert counted(page) == together
    shoot(page, "explore-as-one")
    page.get_by_role("button", name="Remove filter: As one ISK-P = IS").click()
    expect(page).to_have_url(re.compile(r"group=isk-p(?!.*one=)"))
    expect(page.locator('.choice[data-value="islamic-state"]')).to_be_visible()


def test_an_address_that_names_the_second_shows_the_first_as_chosen(page: Page) -> None:
    page.goto("/?group=islamic-state&one=islamic-state~isk-p")

    expect(page.locator('.choice[data-value="isk-p"]')).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("group=isk-p&one=isk-p~islamic-state"))
