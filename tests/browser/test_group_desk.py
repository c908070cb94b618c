"""A tie is entered without a mouse, and a second person publishes it."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import shoot
from tests.browser.hands import sign_in
from tests.running import RunningSite

FORM = "/desk/groups/enter/ties/"


def take_first_offer(page: Page, field: str, text: str) -> None:
    """Type into the box that has the focus, and take what is offered by the arrow and Enter."""
    expect(page.locator(f"#id_{field}")).to_be_focused()
    page.keyboard.type(text)
    expect(page.locator(f"#id_{field}_offers").get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def enter_tie(page: Page) -> None:
    page.locator("#id_group").focus()
    take_first_offer(page, "group", "داعش خراسان")
    page.keyboard.press("Tab")
    page.keyboard.type("hostile")
    page.keyboard.press("Tab")
    take_first_offer(page, "other", "Pakistani Taliban")
    page.keyboard.press("Tab")
    page.keyboard.type("between March and May 2018")
    expect(page.locator("[data-reading-of=id_start]")).to_contain_text("2018-03/2018-05")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Asserted")
    page.keyboard.press("Tab")
    page.keyboard.type("Moderate")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("As the keyboard has it.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    take_first_offer(page, "citations-0-source", "Pajhwok")
    expect(page.locator("[data-island=autosave]")).to_contain_text("Kept at")
    shoot(page, "desk-tie")
    page.keyboard.press("Control+Enter")


def test_a_tie_is_entered_by_keyboard_and_published_by_a_second_person(site: RunningSite, watched: Any) -> None:
    editor, reviewer, stranger = (watched().new_page() for _ in range(3))
    sign_in(editor, site, "editor", onto=FORM)

    enter_tie(editor)

    expect(editor.get_by_text("Entered as a draft")).to_be_visible()
    editor.get_by_role("button", name="Submit for review").click()
    expect(editor.get_by_text("It is with the reviewers")).to_be_visible()
    shoot(editor, "desk-tie-in-review")
    editor.goto("/desk/drafts/")
    expect(editor.get_by_role("button", name="Discard")).to_have_count(0)

    sign_in(reviewer, site, "reviewer")
    reviewer.get_by_role("link", name="Groups").last.click()
    shoot(reviewer, "desk-groups")
    reviewer.get_by_role("link", name=re.compile("hostile to")).first.click()
    reviewer.get_by_role("button", name="Publish").click()
    expect(reviewer.get_by_text("It is public")).to_be_visible()

    stranger.goto("/groups/isk-p/")
    expect(stranger.get_by_text("As the keyboard has it.").first).to_be_attached()
