"""Every source has a citation key that a reader can say aloud."""

import pytest
from django.core.exceptions import ValidationError

from sources.models import Reliability
from tests.factories import make_outlet, make_source

pytestmark = pytest.mark.django_db


def test_two_items_of_one_day_have_two_keys() -> None:
    outlet = make_outlet(name="Pajhwok Afghan News")

    keys = [make_source(outlet=outlet, published="2017-12-07").slug for _ in range(3)]

    assert keys == [f"pajhwok-afghan-news-2017-12-07{end}" for end in ("", "-2", "-3")]


def test_an_outlet_is_ungraded_until_an_editor_grades_it() -> None:
    assert make_outlet().reliability == Reliability.F


def test_one_address_is_one_source() -> None:
    make_source(url="https://example.org/a")

    with pytest.raises(ValidationError) as refusal:
        make_source(url="https://example.org/a")

    assert "url" in refusal.value.message_dict


def test_a_copy_is_followed_to_its_origin() -> None:
    origin = make_source()
    copy = make_source(republishes=make_source(republishes=origin))

    assert copy.root == origin
