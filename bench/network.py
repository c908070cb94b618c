"""`python -m bench.network http://127.0.0.1:8000`: what moving the date costs a page with 1,000 groups and 5,000 ties.

The page is the running site's own, its answers are made up here. Beside it the same ties as SVG lines, shown and hidden
alike. Milliseconds of processor time of the page's own thread for each step, so that a busy machine does not matter;
what the graphics card, or software in its place, does meanwhile is told as frames.
"""

import json
import random
import sys
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
from playwright.sync_api import CDPSession, Page, Route, sync_playwright

from groups.kinds import FAMILY_OF, AllianceKind
from tests.browser.conftest import FLAGS, LAPTOP
from tools.programs import find_chromium

GROUPS, TIES, STEPS = 1_000, 5_000, 36
FIRST, DAYS, A_MONTH = date(2000, 1, 1), 9_000, 31
STATUSES = ("asserted", "asserted", "confirmed", "disputed", "implied")
SET_DATE = """(day) => {
  const box = document.querySelector(".as-of input");
  box.value = day;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
DRAW_SVG = """(ties) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 1000 800");
  window.lines = ties.map(({ key, begun_earliest }) => {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    for (const [name, at] of [["x1", 7], ["y1", 13], ["x2", 29], ["y2", 31]]) line.setAttribute(name, (key * at * 97) % 1000);
    line.setAttribute("stroke", "#1f6aa8");
    svg.append(line);
    return { line, begun_earliest };
  });
  document.body.replaceChildren(svg);
}"""  # noqa: E501
SHOW_SVG = """(day) => {
  for (const { line, begun_earliest } of window.lines) line.setAttribute("opacity", begun_earliest <= day ? 0.8 : 0);
}"""


def main(address: str) -> None:
    with sync_playwright() as playwright:
        program = find_chromium()
        page = playwright.chromium.launch(executable_path=program, args=FLAGS).new_page(viewport=LAPTOP)
        made_up = network()
        opened(page, address, made_up)
        print(f"{GROUPS:,} groups, {TIES:,} ties; milliseconds of the page's thread for a step of the date by a month")
        ours = steps(page, SET_DATE)
        page.evaluate(DRAW_SVG, made_up["links"])
        theirs = steps(page, SHOW_SVG)
    for name, found in (("this page", ours), ("SVG", theirs)):
        print(f"  {name:10} median {np.median(found):6.1f}   95th {np.percentile(found, 95):6.1f}")
    print(f"  SVG takes {np.median(theirs) / np.median(ours):.1f} times as long")


def network() -> dict[str, Any]:
    chance = random.Random(1)  # noqa: S311 – figures that are the same each time
    groups, ties = [group(number) for number in range(GROUPS)], [tie(key, chance) for key in range(1, TIES + 1)]
    return {
        "directed": True, "multigraph": True, "nodes": groups, "links": ties,
        "graph": {"title": "", "as_of": None, "version": "made-up", "licence": "", "citation": ""},
    }  # fmt: skip


def group(number: int) -> dict[str, Any]:
    unknown = dict.fromkeys(("formed_earliest", "formed_latest", "ended_earliest", "ended_latest"))
    return {
        "id": f"g{number}", "label": f"Group {number}", "name": f"Group {number}", "kind": "armed_group", "formed": "",
        "kind_label": "armed group", "standing": "active", "url": "", "ended": "", "state": "published", "leaders": [],
        **unknown,
    }  # fmt: skip


def tie(key: int, chance: random.Random) -> dict[str, Any]:
    """Mostly between neighbours, as such networks are; some begin on a day, some within a month or a year."""
    one = chance.randrange(GROUPS)
    other = (one + max(1, round(abs(chance.gauss(0, 60))))) % GROUPS
    kind, begun = chance.choice(list(AllianceKind)), FIRST + timedelta(chance.randrange(DAYS))
    return {
        "key": key, "source": f"g{one}", "target": f"g{other}", "kind": kind.value, "kind_label": kind.label,
        "family": FAMILY_OF[kind].value, "status": chance.choice(STATUSES), "sources": 1, "start": begun.isoformat(),
        "confidence": chance.choice(("low", "moderate", "high")), "end": "", "start_text": "", "end_text": "",
        "begun_earliest": begun.isoformat(), "over_earliest": None, "over_latest": None, "place": "", "person": "",
        "begun_latest": (begun + timedelta(chance.choice((0, 30, 365)))).isoformat(), "note": "", "state": "published",
        "weight": None, "citations": [],
    }  # fmt: skip


def opened(page: Page, address: str, made_up: dict[str, Any]) -> None:
    numbers = {"version": "", "groups": [], "pairs": []}
    answers = {"**/api/v1/network/?*": made_up, "**/api/v1/explore/together/*": numbers}
    for pattern, answer in answers.items():
        page.route(pattern, partial(fulfilled, answer))
    page.goto(f"{address}/network/")
    page.locator(".lens").wait_for(timeout=120_000)
    page.wait_for_timeout(2_000)


def fulfilled(answer: dict[str, Any], route: Route) -> None:
    route.fulfill(json=answer)


def steps(page: Page, script: str) -> list[float]:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    middle = FIRST.replace(year=FIRST.year + 12)
    return [step(page, session, script, middle + timedelta(days=A_MONTH * at)) for at in range(1, STEPS + 1)]


def step(page: Page, session: CDPSession, script: str, day: date) -> float:
    before = busy(session)
    page.evaluate(script, day.isoformat())
    page.evaluate(TWO_FRAMES)
    return 1000 * (busy(session) - before)


def busy(session: CDPSession) -> float:
    """Seconds of processor time that the page's thread has taken."""
    found = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in found if one["name"] == "TaskDuration"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"Say where the site runs: {json.dumps('python -m bench.network http://127.0.0.1:8000')}")
    main(sys.argv[1].rstrip("/"))
