"""A real Chromium on the whole site as a user starts it; every page is watched for errors and outside requests."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.running import Original, RunningSite, copied_site
from tests.services import ROOT
from tools.programs import find_chromium

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
SCREENSHOTS = ROOT / "var" / "screenshots"
expect.set_options(timeout=30_000)  # patience, not speed: bench measures that


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.stack)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": find_chromium(), "args": FLAGS}


@pytest.fixture(scope="session")
def site(original: Original, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The site with the demonstration, as its first start leaves it."""
    with copied_site(original, tmp_path_factory.mktemp("browser") / "state") as running:
        yield running


class Watch:
    """What went wrong behind the pages of one context."""

    def __init__(self, site: RunningSite, context: BrowserContext) -> None:
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.site = site
        context.on("request", self._note_request)
        context.on("weberror", lambda trouble: self.errors.append(str(trouble.error)))
        context.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)

    def _note_request(self, request: Any) -> None:
        if not request.url.startswith((self.site.url, "data:", "blob:")):
            self.outside.append(request.url)


@contextmanager
def watching(site: RunningSite, browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A context that must end without script errors and without one request to anybody else."""
    context = browser.new_context(**{"base_url": site.url, "viewport": LAPTOP, "locale": "en-GB", **options})
    watch = Watch(site, context)
    yield context
    context.close()
    assert watch.outside == [], "a page asked somebody else"
    assert watch.errors == [], "a page had script errors"


@pytest.fixture
def watched(site: RunningSite, browser: Browser) -> Iterator[Any]:
    """Opens watched contexts."""
    with ExitStack() as opened:
        yield lambda **options: opened.enter_context(watching(site, browser, **options))


@pytest.fixture
def page(watched: Any) -> Page:
    """A stranger at a laptop."""
    return watched().new_page()


def shoot(page: Page, name: str) -> None:
    """A picture of a state of the site, to be looked at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SCREENSHOTS / f"{name}.png"))
