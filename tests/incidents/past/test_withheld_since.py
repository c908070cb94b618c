"""A name withheld today is withheld in the past too: in what a page said, and in what changed on it."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from incidents import actions
from sources.models import WithheldName
from tests.factories import make_published_incident, make_report
from tests.incidents.desk import signed_in
from tests.sources.withholding import NAME, withheld

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_former_text_that_holds_a_name_withheld_since_is_left_out(editor: User) -> None:
    report = make_report(excerpt=f"{NAME} said so.")
    incident = make_published_incident(reports=[report], title=f"Arrest of {NAME}")
    before = timezone.now()
    withheld()
    actions.revise(incident, by=editor, changes={"title": "Arrest of a student"})
    actions.revise_report(report, by=editor, changes={"excerpt": "A student said so."}, reason="Leave the name out")

    for client in (Client(), signed_in(editor)):
        for address in (f"?as_of={before:%Y-%m-%dT%H:%M:%S.%fZ}", "history/"):
            page = client.get(f"{incident.get_absolute_url()}{address}").content.decode()
            assert "Testperson" not in page, address
            assert "Left out: it names a private person." in page, address


def test_nothing_of_the_past_is_shown_while_the_list_cannot_be_asked(editor: User) -> None:
    incident = make_published_incident(title="A former title")
    before = timezone.now()
    actions.revise(incident, by=editor, changes={"title": "A later title"})
    withheld()
    WithheldName.objects.update(key="0" * 8)

    page = Client().get(incident.get_absolute_url(), {"as_of": before.isoformat()}).content.decode()

    assert "A former title" not in page
    assert "Left out until the list of withheld names can be asked again." in page
