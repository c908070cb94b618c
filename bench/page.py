"""The Explore page in a real Chromium: how long until it shows something useful, and until each interaction is done."""

from typing import Any

import numpy as np
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import FLAGS, LAPTOP
from tools.programs import find_chromium

LOADS, ROUNDS = 5, 5
DRAWN = """async () => {
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  while (!document.querySelector(".rows:not(.skeleton) li") || !document.querySelector(".leaflet-container canvas")) await frame();
  await frame(); await frame();
  return performance.now();
}"""  # noqa: E501
DONE = """async ([selector, place]) => {
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const asked = () => performance.getEntriesByType("resource").filter((one) => one.name.includes("/api/v1/explore/")).length;
  const before = asked(), start = performance.now();
  document.querySelectorAll(selector)[place].click();
  while (asked() === before || document.querySelector(".progress")) await frame();
  await frame(); await frame();
  return performance.now() - start;
}"""  # noqa: E501
IDLE = """async () => {
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  do for (let frames = 0; frames < 10; frames++) await frame(); while (document.querySelector(".progress"));
}"""
PRESSED: dict[str, tuple[str, int]] = {
    "a group": ("#facets fieldset [data-value^=synthetic-]", 0), "a province": ("#facets [data-value^=AF-]", 2),
    "a kind": ("#facets .choice[class*=family-]", 1), "a bar of the timeline": (".bars button", 9),
    "provinces shaded": ("[name=mode][value=provinces]", 0), "districts shaded": ("[name=mode][value=districts]", 0),
    "heat": ("[name=mode][value=heat]", 0),
    "zoom in": (".leaflet-control-zoom-in", 0), "zoom out": (".leaflet-control-zoom-out", 0),
}  # fmt: skip


def measured(address: str) -> dict[str, Any]:
    """Medians in milliseconds: of the first paint with list and map, and of each interaction to its last frame."""
    with sync_playwright() as playwright:
        program = find_chromium()
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        paints = []
        for _ in range(LOADS):
            page = browser.new_context(viewport=LAPTOP, reduced_motion="reduce").new_page()
            paints.append(opened(page, address))
        interactions = {name: interaction(page, address, *what) for name, what in PRESSED.items()}
        browser.close()
    slowest = max(interactions.values())
    return {"first_paint": round(float(np.median(paints))), "slowest": slowest, "interactions": interactions}


def opened(page: Page, address: str) -> float:
    """Milliseconds until the page shows list and map."""
    page.goto(f"{address}/", wait_until="commit")
    return float(page.evaluate(DRAWN))


def interaction(page: Page, address: str, selector: str, place: int) -> int:
    """Each time on a page that shows everything and has come to rest."""
    times = []
    for _ in range(ROUNDS):
        opened(page, address)
        page.evaluate(IDLE)
        times.append(page.evaluate(DONE, [selector, place]))
    return round(float(np.median(times)))
