"""A NUL byte, which PostgreSQL cannot store, is refused with a sentence on every page and never breaks one."""

import pytest
from django.test import Client

from accounts.models import User
from tests.incidents.desk import form_with, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("address", ["/incidents/%00/", "/groups/%00/", "/outlets/%00/", "/outlets/?q=a%00", "/?q=%00"])
def test_a_stranger_is_told_to_leave_it_out(address: str) -> None:
    answer = Client().get(address)

    assert answer.status_code in (400, 404)
    assert "left out" not in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/desk/incidents/%00/", "/desk/history/incident/%00/", "/desk/sources/search/?q=a%00", "/desk/?q=%00",
     "/desk/reports/new/?incident=%00", "/desk/sources/known/?url=%00", "/desk/readings/?when=1&source=%00"],
)  # fmt: skip
def test_an_editor_is_too(editor: User, address: str) -> None:
    assert signed_in(editor).get(address).status_code in (400, 404)


def test_a_form_with_one_is_refused_before_anything_is_kept(editor: User) -> None:
    desk = signed_in(editor)

    assert desk.post("/desk/reports/new/", form_with(title="a\x00")).status_code == 400
    assert desk.post("/desk/drafts/", form_with(title="a\x00")).status_code == 400
