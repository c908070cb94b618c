"""Two sources tell of one event and disagree: the desk sees it, the page shows both, and readers can check it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import LAPTOP, shoot
from tests.browser.hands import Hands, sign_in
from tests.running import Original, RunningSite, copied_site

FORM = "/desk/reports/new/"
TITLE = "Suicide attack in Kunduz"
MOST_STEPS = 12


@pytest.fixture(scope="module")
def newsroom(original: Original, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A site of its own, whose story other tests do not have to know."""
    with copied_site(original, tmp_path_factory.mktemp("newsroom") / "state") as running:
        yield running


@pytest.fixture(scope="module")
def people(newsroom: RunningSite, browser: Browser) -> Iterator[dict[str, Page]]:
    """An editor and a reviewer at work, and a stranger who reads."""
    contexts: dict[str, BrowserContext] = {
        who: browser.new_context(base_url=newsroom.url, viewport=LAPTOP, locale="en-GB")
        for who in ("editor", "reviewer", "stranger")
    }
    pages = {who: context.new_page() for who, context in contexts.items()}
    for who in ("editor", "reviewer"):
        sign_in(pages[who], newsroom, who)
    yield pages
    for context in contexts.values():
        context.close()


def test_two_conflicting_reports_become_one_incident_that_readers_can_check(
    newsroom: RunningSite, people: dict[str, Page]
) -> None:
    editor, reviewer, stranger = (people[who] for who in ("editor", "reviewer", "stranger"))
    public_id = enters_a_first_report_in_few_steps(editor)
    finds_the_second_to_be_the_same(editor, public_id)
    resolved_range_is_shown_with_both_accounts(editor, public_id)
    publishes(editor, reviewer, public_id)
    a_stranger_sees_both(stranger, public_id)
    a_wire_copy_changes_nothing(editor, stranger, public_id)
    a_corrected_figure_stands_in_the_history(editor, stranger, public_id)
    a_withdrawn_incident_leaves_every_surface(newsroom, reviewer, stranger, public_id)


def enters_a_first_report_in_few_steps(page: Page) -> str:
    page.goto(FORM)
    hands = Hands(page)
    hands.take("outlet", "Pajh", "Pajhwok Afghan News")
    hands.fill("published", "18 Dec 2017")
    hands.select("kind", "Suicide attack")
    hands.fill("when", "17 December 2017")
    hands.take("place_text", "Kunduz", "Kunduz.*Settlement")
    hands.take("attributions-0-group", "ISKP", "Islamic State Khorasan")
    hands.fill("casualties-0-number", "9")
    expect(page.locator("#id_title")).to_have_value(TITLE)
    hands.press("Enter the report")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    assert hands.steps <= MOST_STEPS, f"{hands.steps} steps for a report of a known place and group"
    return page.url.rstrip("/").rsplit("/", 1)[1]


def finds_the_second_to_be_the_same(page: Page, public_id: str) -> None:
    page.goto(FORM)
    hands = Hands(page)
    hands.take("outlet", "Khaama", "Khaama Press")
    hands.fill("published", "2017-12-18")
    hands.select("kind", "Suicide attack")
    hands.fill("when", "17 Dec 2017")
    hands.take("place_text", "Qunduz", "Kunduz.*Settlement")
    hands.take("attributions-0-group", "داعش خراسان", "Islamic State Khorasan")
    hands.fill("casualties-0-number", "11")
    likely = page.locator(".alongside .suggestion").filter(has_text=public_id)
    expect(likely.locator(".likely")).to_contain_text("likely the same")
    shoot(page, "desk-likely-duplicate")
    likely.get_by_role("button", name=f"Add to {public_id}").click()
    expect(page.locator("#id_incident")).to_have_value(public_id)
    hands.press("Enter the report")
    expect(page).to_have_url(re.compile(f"/desk/incidents/{public_id}/$"))


def test_ranked_candidates_stand_on_the_map_and_one_is_taken_there(people: dict[str, Page]) -> None:
    page = people["editor"]
    page.goto(FORM)
    page.locator("#id_place_text").press_sequentially("Khan")
    expect(page.locator(".candidate").nth(3)).to_be_visible()
    second = page.locator("#id_place_text_offers li").nth(1).inner_text().split(" Settlement")[0]
    shoot(page, "desk-candidates")

    page.locator(".candidate").nth(1).click()

    expect(page.locator("#id_place_text")).to_have_value(second.strip())
    expect(page.locator(".where .locator-dot")).to_be_visible()


def resolved_range_is_shown_with_both_accounts(page: Page, public_id: str) -> None:
    page.goto(f"/desk/incidents/{public_id}/")
    expect(page.locator(".values")).to_contain_text("9–11")
    expect(page.locator(".testimony")).to_have_count(2)
    shoot(page, "desk-two-accounts")


def publishes(editor: Page, reviewer: Page, public_id: str) -> None:
    editor.get_by_role("button", name="Submit for review").click()
    reviewer.goto(f"/desk/incidents/{public_id}/")
    reviewer.get_by_role("button", name="Publish", exact=False).first.click()
    expect(reviewer.locator(".state-published").first).to_be_visible()


def a_stranger_sees_both(page: Page, public_id: str) -> None:
    page.goto(f"/incidents/{public_id}/")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    ledger = page.locator(".ledger").first
    for said in ("Pajhwok Afghan News", "Khaama Press", "9–11"):
        expect(ledger).to_contain_text(said)
    shoot(page, "incident-ledger")


def a_wire_copy_changes_nothing(editor: Page, stranger: Page, public_id: str) -> None:
    editor.goto(f"{FORM}?incident={public_id}")
    hands = Hands(editor)
    hands.take("outlet", "Daily Times", "Daily Times")
    hands.fill("published", "2017-12-18")
    hands.take("republishes", "Khaama", "Khaama Press")
    hands.select("kind", "Suicide attack")
    hands.fill("when", "2017-12-17")
    hands.fill("casualties-0-number", "11")
    before = headline(stranger, public_id)
    hands.press("Enter the report")
    expect(editor).to_have_url(re.compile(f"/desk/incidents/{public_id}/$"))
    expect(editor.locator(".testimony")).to_have_count(3)
    assert headline(stranger, public_id) == before


def a_corrected_figure_stands_in_the_history(editor: Page, stranger: Page, public_id: str) -> None:
    editor.goto(f"/desk/incidents/{public_id}/")
    editor.get_by_role("link", name=re.compile("Correct.*Pajhwok")).click()
    hands = Hands(editor)
    hands.fill("casualties-0-number", "at least 10")
    hands.fill("reason", "The article says at least ten.")
    hands.press("Save the correction")
    expect(editor.locator(".values")).to_contain_text("10")
    editor.goto(f"/desk/history/incident/{public_id}/")
    expect(editor.get_by_text("The article says at least ten.").first).to_be_visible()
    shoot(editor, "desk-history")
    stranger.goto(f"/incidents/{public_id}/history/")
    expect(stranger.locator("ins").filter(has_text="at least 10").first).to_be_visible()
    shoot(stranger, "incident-history")


def a_withdrawn_incident_leaves_every_surface(
    newsroom: RunningSite, reviewer: Page, stranger: Page, public_id: str
) -> None:
    stranger.goto("/?q=Kunduz")
    expect(stranger.locator(".rows").get_by_text(TITLE)).to_be_visible()
    reviewer.goto(f"/desk/incidents/{public_id}/")
    reviewer.get_by_text("Withdraw", exact=True).first.click()
    reviewer.get_by_label("Reason, which readers will see").fill("It was told twice.")
    reviewer.get_by_role("button", name=f"Withdraw {public_id}").click()
    expect(reviewer.locator(".state-withdrawn").first).to_be_visible()

    expect(stranger.locator(".rows").get_by_text(TITLE)).to_have_count(0)
    for address in surfaces(public_id):
        assert TITLE not in newsroom.read(address), address
    stranger.goto(f"/incidents/{public_id}/")
    expect(stranger.get_by_text("It was told twice.")).to_be_visible()
    shoot(stranger, "incident-withdrawn")


def surfaces(public_id: str) -> tuple[str, ...]:
    """Where readers find incidents in many."""
    explore = "/api/v1/explore"
    return (
        f"{explore}/?q=Kunduz", f"{explore}/incidents/?q=Kunduz", f"{explore}/export.csv?q=Kunduz",
        f"{explore}/export.geojson?q=Kunduz", "/api/v1/incidents/",
    )  # fmt: skip


def headline(page: Page, public_id: str) -> Any:
    """What a reader is told of the dead, and of how many independent sources."""
    page.goto(f"/incidents/{public_id}/")
    return page.locator(".counts").first.inner_text()
