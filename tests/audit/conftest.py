"""A group with a history to tamper with."""

from typing import Any

import pytest

from groups.models import Group
from tests.factories import make_group


@pytest.fixture
def group(db: None) -> Group:
    """A group with a history of six rows."""
    group = make_group(name="Name 0")
    for at in range(1, 6):
        group.name = f"Name {at}"
        group.save()
    return group


@pytest.fixture
def rows(group: Group) -> list[Any]:
    return list(group.history.order_by("history_id"))
