"""While a report is entered, the desk shows incidents that may be the same event, and takes the report there."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from incidents.models import Incident, Outcome, Report
from incidents.suggesting import Unsaved
from tests.factories import make_group, make_incident, make_place, make_report, make_source
from tests.incidents.desk import form_with, signed_in, where_to

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/suggestions/"
NINE_KILLED = [{"outcome": Outcome.KILLED, "low": 9, "best": 9, "high": 9}]


def shown(user: User, **typed: Any) -> str:
    answer = signed_in(user).get(ADDRESS, typed)
    assert answer.status_code == 200
    return answer.content.decode()


def asked_with(monkeypatch: pytest.MonkeyPatch, user: User, typed: dict[str, Any]) -> Unsaved:
    """What the fields of a form were read as."""
    asked: list[Unsaved] = []
    monkeypatch.setattr("incidents.desk.begun.suggested", asked.append)
    shown(user, **typed)
    return asked[0]


def test_a_half_filled_form_is_shown_likely_incidents_with_the_reasons(editor: User) -> None:
    place = make_place(name="Moghul")
    known = make_incident(title="Attack on a post", place=place, casualties=NINE_KILLED)

    page = shown(editor, kind="armed_attack", when="2017-12-17", place=place.pk)

    for words in (
        known.public_id, "Attack on a post", "17 December 2017", "Moghul", "Armed attack", "9 killed", "1 source",
        "draft", "likely the same", "Same day, 17 December 2017", f'data-incident="{known.public_id}"',
    ):  # fmt: skip
        assert words in page, words


def test_an_empty_form_is_told_what_to_fill_in_and_a_lonely_event_that_nothing_is_like_it(editor: User) -> None:
    make_incident(when="2009-01-01")

    assert "Say what happened, when and where" in shown(editor)
    assert "Say what happened, when and where" in shown(editor, kind="armed_attack")
    assert "No incident entered so far" in shown(editor, kind="armed_attack", when="2017-12-17")


@pytest.mark.parametrize("wrong", [
    {"when": "last Friday"}, {"kind": "fireworks"}, {"place": "everywhere"}, {"lat": "north"}, {"lat": "34.5"},
    {"attributions-TOTAL_FORMS": "many"}, {"casualties-0-number": "several"}, {"source_url": "nonsense"},
    {"attributions-0-group": "Nobody"}, {"within": "99999"}, {"uncertainty_km": "nan"}, {"lat": "1e400", "lon": "0"},
])  # fmt: skip
def test_what_is_not_right_yet_is_passed_over(editor: User, wrong: dict[str, str]) -> None:
    make_incident()

    shown(editor, **{**form_with(), **wrong})


def test_groups_counts_and_the_source_are_read_from_the_rows(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    group, struck = make_group(name="ISK-P"), make_group(name="Police")
    source = make_source(url="https://example.org/story")

    said = asked_with(monkeypatch, editor, form_with(**{
        "attributions-0-group": "ISK-P", "attributions-1-group": "Police", "attributions-1-role": "target",
        "casualties-0-number": "9", "casualties-1-number": "3", "casualties-1-people": "civilian",
        "source_url": "https://example.org/story",
    }))  # fmt: skip

    assert (said.groups, said.struck, said.source) == ([group.pk], [struck.pk], source.pk)
    assert said.counts["killed"].best == 12


def test_a_pin_a_text_and_a_new_item_of_a_known_outlet_are_read(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    outlet = make_source().outlet

    said = asked_with(monkeypatch, editor, form_with(
        place_text="Moghul", lat="35.98", lon="65.38", uncertainty_km="4", outlet=outlet.name
    ))

    assert (said.place_text, said.lat, said.lon, said.uncertainty_km) == ("Moghul", 35.98, 65.38, 4.0)
    assert (said.source, said.outlet) == (None, outlet.pk)


def test_titles_are_shown_as_text(editor: User) -> None:
    place = make_place()
    make_incident(title="<script>alert(1)</script>", place=place)

    page = shown(editor, kind="armed_attack", when="2017-12-17", place=place.pk)

    assert "<script>" not in page and "&lt;script&gt;" in page


def test_a_waiting_report_is_added_to_a_likely_incident_at_one_click(editor: User) -> None:
    place = make_place()
    known, report = make_incident(place=place), make_report(place=place)
    client, address = signed_in(editor), f"/desk/reports/{report.pk}/"
    page = client.get(address).content.decode()
    assert f"Add the report to {known.public_id}" in page

    answer = client.post(address, {"destination": "existing", "incident": known.public_id})

    assert where_to(answer) == f"/desk/incidents/{known.public_id}/"
    assert Report.objects.get(pk=report.pk).incident == known


def test_more_incidents_take_no_more_queries(editor: User) -> None:
    place, numbers = make_place(), []
    typed = {"kind": "armed_attack", "when": "2017-12-17", "place": str(place.pk)}
    client = signed_in(editor)
    for _ in range(2):
        for _ in range(2):
            make_incident(place=make_place(), casualties=NINE_KILLED)
            make_incident(place=place)
        with CaptureQueriesContext(connection) as asked:
            client.get(ADDRESS, typed)
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]
    assert Incident.objects.count() > 5
