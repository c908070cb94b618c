"""What an editor does at the report form, each step counted: a box filled, an entry chosen, a button pressed."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.running import RunningSite


def sign_in(page: Page, site: RunningSite, account: str, *, onto: str = "/desk/") -> None:
    page.goto(f"/accounts/login/?next={onto}")
    page.get_by_label("Name").fill(account)
    page.get_by_label("Password").fill(site.passwords[account])
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(f"{re.escape(onto)}$"))


@dataclass
class Hands:
    """The hands of somebody at a page; `steps` is how often they moved."""

    page: Page
    steps: int = 0

    def fill(self, field: str, text: str) -> None:
        self.page.locator(f"#id_{field}").fill(text)
        self.steps += 1

    def select(self, field: str, label: str) -> None:
        self.page.locator(f"#id_{field}").select_option(label=label)
        self.steps += 1

    def take(self, field: str, text: str, offered: str) -> None:
        """Type, and take what is offered: two steps."""
        box = self.page.locator(f"#id_{field}")
        box.press_sequentially(text)
        option = self.page.locator(f"#id_{field}_offers").get_by_role("option", name=re.compile(offered)).first
        expect(option).to_be_visible()
        option.click()
        self.steps += 2

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()
        self.steps += 1
