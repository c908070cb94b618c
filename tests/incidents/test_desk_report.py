"""An editor enters a report on one page, and nothing typed is ever lost."""

from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from incidents.desk import filing
from incidents.kinds import Kind
from incidents.models import Incident, Report
from places.models import GeocodingState, Place, PlaceKind, SiteKind
from sources.models import Outlet, Reliability
from sources.quantities import Hedge
from tests.factories import make_group, make_incident, make_place, make_source
from tests.incidents.desk import NEW_REPORT, form_with, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def enter(client: Client, **typed: Any) -> Any:
    return client.post(NEW_REPORT, form_with(**typed))


def test_an_editor_enters_a_report_for_a_new_incident(editor: User) -> None:
    group = make_group(name="Islamic State Khorasan Province")
    darzab = make_place(name="Darzab", kind=PlaceKind.DISTRICT)

    answer = enter(
        signed_in(editor), place=darzab.pk, place_text="Darzab", when="2017-12-17",
        **{"attributions-0-group": "islamic state khorasan province", "casualties-0-number": "50",
           "casualties-0-hedge": "more_than"},
    )

    incident = Incident.objects.get()
    assert answer.url == f"/desk/incidents/{incident.public_id}/"
    assert (incident.title, incident.state, incident.when, incident.place) == (
        "Attack on a bazaar", "draft", "2017-12-17", darzab)
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (51, 51, None)
    assert [said.group for said in incident.attributions.all()] == [group]
    report = incident.reports.get()
    assert (report.entered_by, report.excerpt, report.casualties.get().hedge) == (
        editor, "Gunmen opened fire.", Hedge.MORE_THAN)


def test_a_new_outlet_enters_ungraded(editor: User) -> None:
    enter(signed_in(editor), outlet="Kabul Courier", outlet_kind="newspaper")

    outlet = Outlet.objects.get(name="Kabul Courier")
    assert (outlet.reliability, outlet.sources.get().published) == (Reliability.F, "2017-12-18")


def test_the_address_of_a_known_source_is_enough(editor: User) -> None:
    source = make_source(url="https://example.org/story")

    enter(signed_in(editor), source_url="https://example.org/story", outlet="", outlet_kind="", published="")

    assert Report.objects.get().source == source


def test_a_citation_key_is_enough_too(editor: User) -> None:
    source = make_source()

    enter(signed_in(editor), source=source.slug, outlet="", outlet_kind="", published="")

    assert Report.objects.get().source == source


def test_a_report_may_join_an_incident(editor: User) -> None:
    incident = make_incident()

    enter(signed_in(editor), destination="existing", incident=incident.public_id, title="")

    assert incident.reports.count() == 2


def test_a_report_may_wait_in_the_inbox_and_find_its_incident_later(editor: User) -> None:
    desk = signed_in(editor)
    enter(desk, destination="later", title="")
    report = Report.objects.get()
    assert "A report without an incident" in desk.get(f"/desk/reports/{report.pk}/").content.decode()

    desk.post(f"/desk/reports/{report.pk}/", {"destination": "new", "title": "Found out"})

    assert Incident.objects.get().reports.get() == report


def test_a_place_that_is_only_typed_waits_for_the_worker(editor: User) -> None:
    desk = signed_in(editor)

    answer = enter(desk, place_text="Moghul village, Darzab district, Jowzjan")

    place = Place.objects.get()
    assert (place.name, place.geocoding) == ("Moghul village", GeocodingState.DUE)
    page = desk.get(answer.url).content.decode()
    assert "Being located" in page
    assert f"/desk/places/{place.pk}/status/" in page


def test_a_pin_needs_no_worker(editor: User) -> None:
    enter(signed_in(editor), place_text="Sar Dara", lat="35.91", lon="65.40", uncertainty_km="3")

    place = Place.objects.get()
    assert (place.geocoding, place.lat, place.lon, place.coordinate_source) == ("located", 35.91, 65.4, "editor")


def test_a_pin_inside_a_chosen_entry_is_a_new_spot_within_it(editor: User) -> None:
    district = make_place(name="Darzab", kind=PlaceKind.DISTRICT)

    enter(signed_in(editor), place=district.pk, place_text="Bazaar", lat="35.9", lon="65.4")

    assert Place.objects.get(name="Bazaar").parent == district


def test_a_site_is_not_entered_without_its_use(editor: User) -> None:
    desk = signed_in(editor)

    refused = enter(desk, place_text="Old mosque", place_kind="site", lat="34.5", lon="69.2")
    assert "Say what the site is used as" in refused.content.decode()

    enter(desk, place_text="Old mosque", place_kind="site", site_kind="worship", lat="34.5", lon="69.2")
    assert Place.objects.get().site_kind == SiteKind.WORSHIP
    assert Place.objects.get().public_place is None


def test_a_bad_date_keeps_everything_typed(editor: User) -> None:
    make_group(name="Some Front")
    answer = enter(
        signed_in(editor), when="the other day", excerpt="An <unusual> quote", place_text="Darzab", title="My title",
        **{"casualties-0-number": "7", "casualties-1-hedge": "vague", "casualties-1-words": "several",
           "casualties-1-outcome": "wounded", "attributions-0-group": "Some Front"},
    )

    page = answer.content.decode()
    assert (answer.status_code, Report.objects.count(), Place.objects.count()) == (422, 0, 0)
    assert "“the other day” is not a date" in page
    assert "An &lt;unusual&gt; quote" in page
    for typed in ("the other day", "Darzab", "My title", "several", "Some Front", 'value="7"'):
        assert typed in page


def test_a_date_in_plain_words_is_kept_as_edtf_and_read_back(editor: User) -> None:
    desk = signed_in(editor)

    answer = enter(desk, when="early January 2018", published="Wednesday, 31 January 2018")

    report = Report.objects.get()
    assert (report.when, report.source.published) == ("2018-01-01/2018-01-10", "2018-01-31")
    assert "1–10 January 2018" in desk.get(answer.url).content.decode()


@pytest.mark.parametrize("cited", ["published", "source", "source_url"])
def test_a_year_that_is_not_said_follows_from_the_publication(editor: User, cited: str) -> None:
    source = make_source(published="2017-06-01", url="https://example.org/story")
    typed = {"published": "1 June 2017", "source": source.slug, "source_url": "https://example.org/story"}

    enter(signed_in(editor), **{"published": "", "outlet": "Daily Story", "when": "between 3 and 5 May",
                                cited: typed[cited]})

    assert Report.objects.get().when == "2017-05-03/2017-05-05"


def test_a_year_that_nothing_says_is_asked_for(editor: User) -> None:
    answer = enter(signed_in(editor), published="", source_title="A story", when="between 3 and 5 May")

    assert (answer.status_code, Report.objects.count()) == (422, 0)
    assert "Add the year" in answer.content.decode()


def test_a_failure_on_the_way_in_leaves_nothing_behind(editor: User) -> None:
    answer = enter(signed_in(editor), place_text="Darzab", destination="existing", incident="KW-2017-999999")

    assert "There is no incident KW-2017-999999" in answer.content.decode()
    assert (Place.objects.count(), Outlet.objects.count(), Report.objects.count()) == (0, 0, 0)


def test_a_refusal_at_the_very_end_leaves_nothing_behind_either(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: Any) -> None:
        raise ValidationError({"title": "Another incident has this title."})

    monkeypatch.setattr(filing.actions, "open_incident", refuse)
    page = enter(signed_in(editor), place_text="Darzab").content.decode()

    assert "Another incident has this title." in page
    assert (Place.objects.count(), Outlet.objects.count(), Report.objects.count()) == (0, 0, 0)


def test_a_form_sent_twice_is_one_report(editor: User) -> None:
    desk, key = signed_in(editor), str(uuid4())

    first, second = (enter(desk, entry_key=key) for _ in range(2))

    assert first.url == second.url
    assert (Report.objects.count(), Incident.objects.count(), Outlet.objects.count()) == (1, 1, 1)


def test_so_it_is_when_both_arrive_at_the_same_moment(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, key = signed_in(editor), str(uuid4())
    first = enter(desk, entry_key=key)
    look, looks = filing._filed_before, count()
    monkeypatch.setattr(filing, "_filed_before", lambda by, key: look(by, key) if next(looks) else None)

    second = enter(desk, entry_key=key)

    assert (first.url, Report.objects.count()) == (second.url, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"outlet": ""}, "Say who published it"),
        ({"outlet": "New Voice", "outlet_kind": ""}, "say what kind of outlet it is"),
        ({"published": ""}, "Give its date, address or headline"),
        ({"source_url": "javascript:alert(1)"}, "Write a full web address"),
        ({"source": "nobody-2017"}, "No source has the citation key"),
        ({"kind": ""}, "Choose what happened"),
        ({"excerpt": "x" * 301}, "this one has 301"),
        ({"when": "2018-03-01"}, "before this date"),
        ({"title": ""}, "Give the new incident a title"),
        ({"destination": "existing"}, "Name the incident by its id"),
        ({"lat": "34.5"}, "A pin needs both"),
        ({"lat": "134.5", "lon": "69"}, "less than or equal to 90"),
        ({"attributions-0-group": "Nobody at all"}, "No group is known as"),
        ({"casualties-0-hedge": "at_least"}, "Write the number"),
        ({"casualties-0-number": "-3"}, "Write a count such as 9"),
        ({"casualties-0-number": "2000000"}, "Write a number up to 1000000"),
        ({"casualties-0-number": "3", "casualties-1-number": "4"}, "counted in a row above"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(editor: User, typed: dict[str, str], sentence: str) -> None:
    answer = enter(signed_in(editor), **typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Report.objects.count() == 0


def test_a_name_of_two_groups_asks_which(editor: User) -> None:
    for name in ("Afghan Taliban", "Pakistani Taliban"):
        make_group(name=name).names.create(name="Taliban", match="never")

    page = enter(signed_in(editor), **{"attributions-0-group": "Taliban"}).content.decode()

    assert "“Taliban” may mean Afghan Taliban or Pakistani Taliban" in page


def test_script_in_a_title_or_quote_shows_as_text(editor: User) -> None:
    desk = signed_in(editor)

    answer = enter(desk, title="<script>alert(1)</script>", excerpt="<script>alert(2)</script>")

    for address in (answer.url, Incident.objects.get().get_absolute_url(), "/desk/?tab=drafts"):
        page = desk.get(address).content.decode()
        assert "<script>alert" not in page
    assert Report.objects.get().kind == Kind.ARMED_ATTACK


@pytest.mark.parametrize(
    ("typed", "hedge", "counts"),
    [("at least nine", "at_least", (9, 9, None)), ("9", "exact", (9, 9, 9)), ("nearly 200", "nearly", (180, 200, 200)),
     ("dozens", "vague", (None, None, None))],
)  # fmt: skip
def test_a_count_is_typed_as_the_source_words_it(
    editor: User, typed: str, hedge: str, counts: tuple[int | None, ...]
) -> None:
    enter(signed_in(editor), **{"casualties-0-number": typed})

    said = Report.objects.get().casualties.get()
    assert (said.hedge, (said.low, said.best, said.high)) == (hedge, counts)
    assert said.words == ("dozens" if hedge == "vague" else "")


def test_a_count_that_cannot_be_read_is_sent_back(editor: User) -> None:
    answer = enter(signed_in(editor), **{"casualties-0-number": "nine or ten"})

    assert "Write a count such as 9, at least 9" in answer.content.decode()
