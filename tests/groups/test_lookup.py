"""Which group somebody means who types a name."""

import pytest
from django.core.exceptions import ValidationError

from groups.lookup import meant
from tests.factories import make_group

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def refused(text: str) -> str:
    with pytest.raises(ValidationError) as refusal:
        meant(text)
    return refusal.value.messages[0]


def test_records_that_were_merged_into_one_group_are_that_group() -> None:
    lead = make_group(name="Some Front")
    for name in ("Half Front", "Other Half"):
        make_group(name=name, merged_into=lead).names.create(name="The Front")

    assert meant("the front") == meant("Half Front") == lead


def test_a_name_of_several_groups_is_refused_and_names_them() -> None:
    for name in ("Afghan Front", "Pakistani Front"):
        make_group(name=name).names.create(name="Front")

    assert refused("front") == "“front” may mean Afghan Front or Pakistani Front: write the full name."
    assert meant("Afghan Front").name == "Afghan Front"


def test_a_name_that_never_means_a_group_by_itself_is_refused() -> None:
    make_group(name="Afghan Front").names.create(name="Front", match="never")

    assert refused("Front") == "“Front” may mean Afghan Front or another group: write the full name."


def test_a_name_that_nobody_bears_is_refused() -> None:
    assert refused("Nobody") == "No group is known as “Nobody”. Write one of its names in full."
