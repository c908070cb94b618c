"""What pages on history share: who did something, in words that name no account, and a page of a long list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.paginator import Page, Paginator

from audit.moments import Moment, moment_of
from audit.telling import Step

ON_A_PAGE = 20
BY_RULE = "the site, by its rules"
ROLES = {"editor": "an editor", "reviewer": "a reviewer", "admin": "an administrator"}
SOMEBODY = "somebody of the desk"


@dataclass(frozen=True)
class ShownStep:
    """A change with who made it in words, and the moment right after it as an address names it."""

    step: Step
    who: str
    then: Moment


def shown(steps: Iterable[Step]) -> list[ShownStep]:
    """Changes as readers are told them: by role, never by account."""
    steps = list(steps)
    people = get_user_model()._base_manager.filter(pk__in={step.by for step in steps if step.by})
    roles: dict[Any, str] = dict(people.values_list("pk", "role"))
    return [ShownStep(step, _who(step.by, roles), moment_of(step.at)) for step in steps]


def page_of(items: Sequence[Any], number: str | None) -> Page[Any]:
    """One page of a list; a number that makes no sense gives the nearest."""
    return Paginator(items, ON_A_PAGE).get_page(number)


def _who(key: Any, roles: dict[Any, str]) -> str:
    return BY_RULE if key is None else ROLES.get(roles.get(key, ""), SOMEBODY)
