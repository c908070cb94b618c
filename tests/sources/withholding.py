"""An invented private person, and putting a name on the list as a reviewer does."""

from typing import Any

from accounts.models import Role
from sources.models import WithheldName
from sources.withheld_actions import withhold
from tests.factories import NOON, someone

NAME = "Zmarak Testperson"
PERSIAN = "زمرک تستپرسون"
HIT = "Words {} are a withheld name. Leave the person out: “a student” says enough."


def withheld(name: str = NAME, **odd: Any) -> WithheldName:
    return withhold(name, **{"by": someone(Role.REVIEWER), "reason": "A witness.", "at": NOON, **odd})
