"""How tests read the Explore page, and what they press on it."""

import re
from typing import Any

from playwright.sync_api import Page, Request, expect


def sentence(page: Page) -> Any:
    return page.locator(".sentence")


def choose(page: Page, title: str, name: str) -> None:
    facet = page.get_by_role("group", name=title, exact=True)
    facet.get_by_role("button", name=re.compile(rf"^{re.escape(name)}\b")).click()


def count_in(text: str) -> int:
    found = re.search(r"(\d+) incident", text)
    assert found, text
    return int(found[1])


def counted(page: Page) -> int:
    """How many incidents the sentence says, once it says so."""
    expect(sentence(page)).to_contain_text(re.compile(r"\d+ incident"))
    return count_in(sentence(page).inner_text())


def scale(page: Page) -> str:
    """How far the map is zoomed in, as its scale says."""
    return page.locator(".leaflet-control-scale-line").inner_text()


def asked_of(page: Page, part: str = "/api/") -> list[str]:
    """Fills with the addresses that the page asks from now on, each once: a look for news repeats a question."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if part in request.url and request.url not in asked:
            asked.append(request.url)

    page.on("request", note)
    return asked
