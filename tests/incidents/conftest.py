"""Who sits at the desk, and two groups to speak of."""

import pytest
from django.test import Client

from accounts.models import User
from groups.models import Group, GroupName
from tests.factories import make_group
from tests.incidents.desk import signed_in


@pytest.fixture
def desk(editor: User) -> Client:
    return signed_in(editor)


@pytest.fixture
def pair() -> tuple[Group, Group]:
    groups = make_group(name="Khorasan Province", slug="isk-p"), make_group(name="Islamic State", slug="is")
    GroupName.objects.create(group=groups[0], name="داعش خراسان", script="Arab")
    return groups
