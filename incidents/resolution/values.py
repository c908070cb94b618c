"""A headline value: what it is, by which rule, and whether independent sources differ on it."""

from dataclasses import dataclass, replace
from typing import Generic, Self, TypeVar

from django.utils.text import get_text_list

T = TypeVar("T")

EDITORS_CHOICE = "Set by an editor, whose choice goes before the rule."


@dataclass(frozen=True)
class Value(Generic[T]):
    """A resolved value. `compared` is the number of independent sources that speak of it."""

    value: T
    reason: str
    compared: int = 0
    is_disputed: bool = False
    is_editors: bool = False

    def chosen(self, value: T, reason: str) -> Self:
        """The editor's value in the stead of the rule's; that sources differ is still said."""
        because = f"{EDITORS_CHOICE} Reason: {reason}" if reason else EDITORS_CHOICE
        return replace(self, value=value, reason=because, is_editors=True)


def counted(number: int) -> str:
    """ "the one independent source", "3 independent sources"."""
    return "the one independent source" if number == 1 else f"{number} independent sources"


def listed(words: list[str]) -> str:
    return str(get_text_list(words, "and"))
