"""An analyst moves a date through the network, reads the evidence of a tie, and takes groups to the map."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import shoot, watching
from tests.browser.reading import count_in, sentence
from tests.running import RunningSite

IS_ON_SOMETHING = """[...document.querySelectorAll('#stage, #stage *')]
    .some((part) => getComputedStyle(part).cursor === 'pointer')"""
AFRESH = """() => {
    history.pushState(null, "", "/network/");
    dispatchEvent(new PopStateEvent("popstate"));
    for (const menu of document.querySelectorAll("details")) if (menu.id !== "filters") menu.open = false;
}"""
SVG = "{http://www.w3.org/2000/svg}"
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"


@pytest.fixture(scope="module")
def opened(site: RunningSite, browser: Browser) -> Iterator[Page]:
    """One page for all tests that begin with the plain network, as drawing it anew takes seconds without a GPU."""
    with watching(site, browser) as context:
        yield context.new_page()


@pytest.fixture
def network(opened: Page) -> Page:
    if urlsplit(opened.url).path == "/network/":
        opened.evaluate(AFRESH)
    else:
        opened.goto("/network/")
    arranged(opened)
    return opened


def arranged(page: Page) -> None:
    """Without a graphics card the first picture takes its time on a busy machine."""
    expect(page.locator("#stage canvas").first).to_be_visible(timeout=60_000)
    expect(page.locator(".lens")).to_be_visible()


def as_of(page: Page, day: str) -> None:
    page.get_by_label("As of").last.fill(day)
    expect(page).to_have_url(re.compile(f"as_of={day}"))


def picture(page: Page) -> bytes:
    page.wait_for_timeout(400)  # the picture has no words to wait for
    return page.locator("#stage").screenshot()


def rows(page: Page) -> Locator:
    return page.locator(".tie-table tbody tr")


def told(page: Page) -> str:
    """The picture in words, which stand below the table."""
    page.get_by_role("radio", name="Table").check()
    words = page.locator(".in-words").text_content() or ""
    page.get_by_role("radio", name="Picture").check()
    return words


def test_moving_the_date_changes_ties_leaders_and_picture(network: Page) -> None:
    page, seen, words = network, [], {}
    for day in ("2014-06-01", "2016-06-01", "2017-05-01", "2017-08-01", "2018-02-01"):
        as_of(page, day)
        seen.append(picture(page))
        shoot(page, f"network-{day}")
        words[day] = told(page)

    assert len(set(seen)) == len(seen), "each date has a picture of its own"
    formed = "Islamic State Khorasan Province"
    defection = "saw a leader defect to IS: asserted, moderate confidence, from July 2017"
    assert formed not in words["2014-06-01"] and formed in words["2016-06-01"]
    assert defection not in words["2017-05-01"] and defection in words["2017-08-01"]
    assert "Abu Sayed?" in words["2017-05-01"] and "no known head" in words["2017-08-01"]
    assert "Mullah Omar?" in words["2017-08-01"] and "Mullah Omar" not in words["2018-02-01"]


def test_what_happened_lately_is_told_beside_the_date(network: Page) -> None:
    news = network.get_by_role("list", name="In the two months before")

    as_of(network, "2017-05-01")
    expect(news).to_contain_text("Abdul Haseeb Logari, head of ISK-P, died")

    as_of(network, "2017-08-01")
    expect(news).to_contain_text("Abu Sayed, possible head of ISK-P, killed")
    expect(news).to_contain_text("TTP saw a leader defect to IS (Haji Daud Mehsud)")


def test_the_chronology_leads_to_the_day_and_to_who_is_meant(network: Page) -> None:
    chronology = network.get_by_role("region", name="Chronology")

    chronology.get_by_role("button", name="Abu Sayed, possible head of ISK-P, killed").click()

    expect(network).to_have_url(re.compile("as_of=2017-07-31.*group=isk-p"))
    expect(network.locator("#drawer")).to_contain_text("Head on 31 July 2017")
    network.go_back()
    chronology.get_by_role("button", name="TTP saw a leader defect to IS").click()
    expect(network.locator("#drawer .evidence")).to_contain_text("Haji Daud Mehsud")


def test_a_hidden_status_says_how_many_ties_it_would_add(network: Page) -> None:
    implied = network.locator(".line").filter(has_text="Implied")
    expect(implied.locator(".figure")).to_have_text("10")
    network.get_by_label("Ended").uncheck()
    expect(implied.locator(".figure")).to_have_text("10")


def test_the_evidence_of_a_tie_is_read_from_table_and_picture_alike(network: Page) -> None:
    page = network
    page.get_by_role("radio", name="Table").check()
    page.get_by_role("button", name="IMU pledged allegiance to IS").click()

    evidence = page.get_by_role("article").filter(has_text="Allegiance")
    expect(evidence).to_contain_text("asserted, moderate confidence")
    expect(evidence).to_contain_text("since when is not known, reported by 31 January 2018")
    expect(evidence).to_contain_text("The date is not given, nor whether the pledge was accepted.")
    expect(evidence).to_contain_text("Author of the founding article")
    shoot(page, "network-evidence")

    page.get_by_role("radio", name="Picture").check()
    expect(evidence).to_be_visible()
    address = page.url
    page.goto("/groups/")
    page.goto(address)
    expect(page.get_by_role("article").filter(has_text="pledged allegiance to")).to_be_visible()


def test_a_tie_under_the_pointer_is_opened_by_a_click(network: Page) -> None:
    page, box = network, network.locator("#stage").bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2
    for down in range(int(box["y"]) + 40, int(box["y"] + box["height"]) - 100, 5):
        page.mouse.move(middle, down)
        page.wait_for_timeout(80)  # sigma reads what is under the pointer a frame or two later
        if page.evaluate(IS_ON_SOMETHING):
            page.mouse.click(middle, down)
            if page.locator("#drawer .evidence").count():
                break  # else it was a group

    expect(page.locator("#drawer .evidence")).to_contain_text("independent outlet")
    expect(page).to_have_url(re.compile(r"tie=\d+"))


def test_the_table_is_sorted_and_says_what_the_filters_hide(network: Page) -> None:
    page = network
    page.get_by_role("radio", name="Table").check()
    shown = rows(page).count()
    expect(sentence(page)).to_contain_text(f"{shown} ties · 10 hidden by the filters")

    page.get_by_label("Implied").check()
    expect(rows(page)).to_have_count(shown + 10)
    expect(sentence(page)).not_to_contain_text("hidden")

    page.get_by_role("button", name="Confidence").click()
    grades = [row.locator("td").nth(4).inner_text() for row in rows(page).all()]
    assert grades == sorted(grades, key=["high", "moderate", "low"].index)
    shoot(page, "network-table")


def test_the_files_hold_exactly_the_ties_that_are_shown(network: Page) -> None:
    page = network
    as_of(page, "2017-05-01")
    page.get_by_label("Low").uncheck()
    page.get_by_role("radio", name="Table").check()
    page.get_by_text("Export", exact=True).click()
    address = page.get_by_role("link", name="CSV").get_attribute("href")

    file = page.request.get(str(address)).text()

    assert len(list(csv.DictReader(io.StringIO(file)))) == rows(page).count() > 0


def figure(page: Page, kind: str) -> Path:
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=kind).click()
    page.keyboard.press("Escape")
    return download.value.path()


def drawing(page: Page) -> ElementTree.Element:
    return ElementTree.fromstring(figure(page, "SVG").read_bytes())  # noqa: S314 – our own page drew it


def test_the_picture_leaves_as_a_figure_with_what_it_shows_and_whence(watched: Any) -> None:
    page = watched(color_scheme="dark").new_page()
    page.goto("/network/?as_of=2017-08-01")
    arranged(page)
    ties = int(re.search(r"(\d+) ties", sentence(page).inner_text())[1])  # type: ignore[index]

    drawn = drawing(page)

    assert len(drawn.findall(f".//{SVG}g[@class='tie']")) == ties > 20
    words = [text.text or "" for text in drawn.iter(f"{SVG}text")]
    assert {"Groups and the ties between them", sentence(page).inner_text(), "ISK-P · no known head"} <= set(words)
    small = " ".join(words[-4:])
    assert "version " in small and page.url in small and "Compiled from the cited sources" in small
    assert drawn.find(f"{SVG}rect").get("fill") == "rgb(253, 253, 251)"  # type: ignore[union-attr]
    assert figure(page, "PNG").read_bytes().startswith(b"\x89PNG")


def test_groups_named_together_are_joined_by_bands_that_are_no_ties(page: Page) -> None:
    """The demonstration has no two groups named in five incidents, so that the answer is given a pair."""

    def with_a_pair(route: Route) -> None:
        found = route.fetch().json()
        pair = {"a": "isk-p", "b": "afghan-taliban", "incidents": 7, "expected": 2.8, "lift": 2.5}
        route.fulfill(json={**found, "pairs": [pair]})

    page.route("**/explore/together/**", with_a_pair)
    page.goto("/network/")
    arranged(page)
    expect(page.locator(".network-key")).not_to_contain_text("That is not an alliance.")
    plain = picture(page)

    page.get_by_label("Named in the same incidents").check()

    expect(page.locator(".network-key")).to_contain_text("That is not an alliance.")
    assert picture(page) != plain
    drawn = drawing(page)
    bands = drawn.findall(f".//{SVG}path[@class='band']/{SVG}title")
    assert [band.text for band in bands] == ["7 incidents, 2.5 × chance"]


def test_around_a_group_and_from_one_to_another(network: Page) -> None:
    page = network
    page.get_by_role("group", name="Around one group").get_by_label("Group").select_option(label="Amaq news agency")
    expect(sentence(page)).to_contain_text("2 groups · 1 tie")
    page.get_by_label("Steps").select_option("2")
    expect(sentence(page)).not_to_contain_text("2 groups")

    page.goto("/network/?source=lashkar-e-islam&target=amaq")
    ways = page.locator(".found-ways > li")
    expect(ways.first).to_contain_text("LeI – ISK-P – IS – Amaq")
    expect(ways.first).to_contain_text("Weakest evidence: LeI has ties with ISK-P (asserted, moderate confidence")
    shoot(page, "network-ways")


def test_groups_chosen_here_filter_the_map_with_the_same_count_in_list_and_file(network: Page) -> None:
    page = network
    page.goto("/network/?group=islamic-state")
    link = page.get_by_role("link", name=re.compile(r"Show \d+ incidents on the map"))
    counted = count_in(link.inner_text())
    shoot(page, "network-chosen")

    link.click()

    expect(sentence(page)).to_contain_text(f"{counted} incidents")
    expect(page.locator(".rows li")).to_have_count(counted)
    query = page.url.partition("?")[2]
    assert "parts=yes" in query
    file = page.request.get(f"/api/v1/explore/export.csv?{query.partition('#')[0]}").text()
    lines = [line for line in file.splitlines() if not line.startswith("#")]
    assert len(list(csv.DictReader(lines))) == counted


def test_play_runs_from_the_first_year_to_today(page: Page) -> None:
    page.clock.install()
    page.goto("/network/?as_of=2018-01-01")
    arranged(page)

    page.get_by_role("button", name="Play").click()
    page.clock.run_for(60_000)

    expect(page).not_to_have_url(re.compile("as_of"))
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_without_webgl_the_table_stands_in(page: Page) -> None:
    page.add_init_script(NO_WEBGL)
    page.goto("/network/")

    expect(page.get_by_role("alert")).to_contain_text("The table shows the same ties.")
    expect(rows(page).first).to_be_visible()


def test_the_network_fits_a_phone_and_the_dark(watched: Any) -> None:
    screen = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}
    phone = watched(**screen, color_scheme="dark").new_page()
    phone.goto("/network/?as_of=2017-08-01")
    arranged(phone)

    assert phone.evaluate("document.documentElement.scrollWidth") <= 375
    shoot(phone, "network-phone-dark")
