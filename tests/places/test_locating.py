"""A place entered as text is sought by a worker, and only the worker that holds its lease may write."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from geopy.exc import GeocoderInsufficientPrivileges, GeocoderRateLimited, GeocoderTimedOut

from accounts.models import User
from places import actions
from places.finds import NOT_OURS
from places.gazetteer import Candidate
from places.locating import LONGEST_DELAY, Lease, claim_due, delay_after, locate, put_off
from places.models import GeocodingState, Place, PlaceKind, Precision
from tests.factories import NOON, make_place
from tests.places.stand_ins import Says

LEASE = timedelta(seconds=60)
SOON = NOON + timedelta(seconds=1)
NEXT_YEAR = NOON + timedelta(days=365)
TEXT = "Moghul village, Darzab district, Jowzjan"
OUTSIDE = "geocoder:nominatim"


@pytest.fixture
def country(db: None) -> Place:
    return make_place(name="Afghanistan", kind=PlaceKind.COUNTRY, precision=Precision.COUNTRY, uncertainty_km=600.0)


@pytest.fixture
def province(country: Place) -> Place:
    return make_place(
        name="Jowzjan", kind=PlaceKind.PROVINCE, parent=country, precision=Precision.PROVINCE, uncertainty_km=70.0
    )


@pytest.fixture
def district(province: Place) -> Place:
    return make_place(
        name="Darzab", kind=PlaceKind.DISTRICT, parent=province, precision=Precision.DISTRICT, uncertainty_km=15.0,
        lat=35.98, lon=65.38,
    )


@pytest.fixture
def village(district: Place) -> Place:
    return make_place(name="Moghul", parent=district, lat=36.01, lon=65.41)


def enter(by: User, text: str = TEXT, **odd: Any) -> Place:
    return actions.enter_place(by=by, text=text, now=NOON, **odd)


def claim(now: datetime = SOON) -> Lease:
    [lease] = claim_due(now=now, lease=LEASE, limit=10)
    return lease


def seek(place: Place, *geocoders: Says, now: datetime = SOON) -> Place:
    assert locate(claim(now), geocoders=geocoders, now=now)
    return Place.objects.get(pk=place.pk)


# Entering


def test_an_entered_place_is_due_at_once_and_not_yet_shown(editor: User, district: Place, province: Place) -> None:
    place = enter(editor, "  Moghul   village, Darzab ", parent=district)

    assert (place.name, place.query) == ("Moghul village", "Moghul village, Darzab")
    assert place.code.startswith("entered-moghul-village-")
    assert (place.province, place.district, place.country) == (province, district, "AF")
    assert place.lat is None
    assert place.public_place is None
    assert list(Place.objects.due(NOON)) == [place]


def test_two_places_may_be_entered_by_one_name_in_any_script(editor: User) -> None:
    first, second = enter(editor, "مغل، درزاب"), enter(editor, "مغل، درزاب")

    assert first.name == "مغل"
    assert first.code != second.code


@pytest.mark.parametrize("text", ["", " , ", "،"])
def test_a_place_without_a_name_is_refused(editor: User, text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        enter(editor, text)

    assert list(refusal.value.message_dict) == ["text"]


@pytest.mark.parametrize(
    ("odd", "field"), [({"text": "x" * 301}, "text"), ({"kind": "castle"}, "kind"), ({"site_kind": "pub"}, "site_kind")]
)
def test_bad_values_are_refused_by_field(editor: User, odd: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        enter(editor, **odd)

    assert field in refusal.value.message_dict


def test_only_editors_change_places(reader: User, stranger: AnonymousUser, village: Place) -> None:
    for person in (reader, stranger):
        for change in (
            lambda who: enter(who),
            lambda who: actions.set_point(village, by=who, lat=1, lon=1, uncertainty_km=1),
            lambda who: actions.choose_candidate(village, by=who, index=0),
            lambda who: actions.retry(village, by=who, now=NOON),
        ):
            with pytest.raises(PermissionDenied):
                change(person)


# What the geocoders say


def test_a_whole_text_found_becomes_the_gazetteer_place(editor: User, village: Place, district: Place) -> None:
    place = seek(enter(editor), Says(village))

    assert place.geocoding == GeocodingState.LOCATED
    assert (place.same_as, place.public_place, place.district, place.parent) == (village, village, district, district)
    assert (place.lat, place.lon, place.uncertainty_km) == (village.lat, village.lon, village.uncertainty_km)
    assert (place.precision, place.coordinate_source) == (Precision.SETTLEMENT, "gazetteer")
    assert (place.due_at, place.leased_until, place.problem) == (None, None, "")


def test_locating_writes_history_once(editor: User, village: Place) -> None:
    place = seek(enter(editor), Says(village))

    assert [row.geocoding for row in place.history.order_by("history_id")] == ["due", "located"]


def test_a_place_is_sought_inside_its_nearest_located_parent(editor: User, district: Place, village: Place) -> None:
    hamlet = enter(editor, "Upper Moghul", parent=district)
    seek(hamlet, Says(village))
    gazetteer = Says()
    seek(enter(editor, "The mill", parent=hamlet), gazetteer)

    assert gazetteer.asked == [("The mill", village)]


def test_where_only_the_district_is_found_the_place_is_shown_there(editor: User, district: Place) -> None:
    place = seek(enter(editor), Says(district, leftover="Moghul"))

    assert place.geocoding == GeocodingState.LOCATED
    assert (place.parent, place.same_as, place.district) == (district, None, district)
    assert (place.lat, place.precision, place.uncertainty_km) == (district.lat, Precision.DISTRICT, 15.0)
    assert place.problem == "“Moghul village” is not in the gazetteer; shown at Darzab's position."


def test_a_finer_named_parent_wins_over_a_coarser_found_one(editor: User, district: Place, province: Place) -> None:
    place = seek(enter(editor, parent=district), Says(province, leftover="Moghul"))

    assert place.parent == district
    assert place.precision == Precision.DISTRICT


def test_a_place_known_by_its_country_alone_is_not_found(editor: User, country: Place) -> None:
    place = seek(enter(editor), Says(country, leftover="Moghul"))

    assert place.geocoding == GeocodingState.NOT_FOUND
    assert place.lat is None


def test_not_found_says_so_and_stays_until_an_editor_acts(editor: User) -> None:
    place = seek(enter(editor), Says())

    assert place.geocoding == GeocodingState.NOT_FOUND
    assert place.problem == "“Moghul village” is not in the gazetteer."
    assert claim_due(now=NEXT_YEAR, lease=LEASE, limit=10) == []

    actions.retry(place, by=editor, now=NEXT_YEAR)
    assert claim(NEXT_YEAR).place_id == place.pk


def test_ambiguous_stays_until_an_editor_chooses(editor: User, village: Place, district: Place) -> None:
    other = make_place(name="Moghul", lat=31.0, lon=66.0)
    place = seek(enter(editor), Says(village, other))

    assert place.geocoding == GeocodingState.AMBIGUOUS
    assert [each["place_id"] for each in place.candidates] == [village.pk, other.pk]
    assert (place.lat, place.public_place) == (None, None)
    assert claim_due(now=NEXT_YEAR, lease=LEASE, limit=10) == []

    actions.choose_candidate(place, by=editor, index=1)
    place.refresh_from_db()
    assert (place.geocoding, place.same_as, place.lat, place.candidates) == (GeocodingState.LOCATED, other, 31.0, [])


@pytest.mark.parametrize("index", [-1, 2])
def test_a_candidate_that_is_not_there_cannot_be_chosen(editor: User, village: Place, index: int) -> None:
    place = seek(enter(editor), Says(village, make_place(lat=31.0)))

    with pytest.raises(ValidationError) as refusal:
        actions.choose_candidate(place, by=editor, index=index)
    assert list(refusal.value.message_dict) == ["index"]


def test_an_outside_geocoder_is_asked_only_where_the_gazetteer_falls_short(
    editor: User, village: Place, district: Place
) -> None:
    outside = Says(point(36.2, 65.5), source=OUTSIDE)
    seek(enter(editor), Says(village), outside)
    assert outside.asked == []

    place = seek(enter(editor), Says(district, leftover="Moghul"), outside)
    assert (place.lat, place.same_as, place.coordinate_source) == (36.2, None, OUTSIDE)


def point(lat: float, lon: float) -> Candidate:
    return Candidate(
        place_id=NOT_OURS, name="Moghul", text="Moghul, Darzab", kind="settlement", lat=lat, lon=lon,
        uncertainty_km=1.5, precision="settlement", score=0.5, reason="OpenStreetMap",
    )


# Outside trouble


def test_a_geocoder_in_trouble_is_asked_again_later_and_later(editor: User) -> None:
    place, now, waits = enter(editor), SOON, []
    for _ in range(12):
        place = seek(place, Says(), Says(GeocoderTimedOut("slow"), source=OUTSIDE), now=now)
        assert place.geocoding == GeocodingState.DUE
        assert place.due_at is not None
        waits.append(place.due_at - now)
        assert claim_due(now=place.due_at - timedelta(seconds=1), lease=LEASE, limit=10) == []
        now = place.due_at

    assert waits[:3] == [timedelta(seconds=30), timedelta(seconds=60), timedelta(seconds=120)]
    assert waits[-1] == LONGEST_DELAY
    assert "Nominatim does not answer" in place.problem


def test_the_pause_that_a_service_asks_for_is_kept(editor: User) -> None:
    place = seek(enter(editor), Says(GeocoderRateLimited("too often", retry_after=7200)))

    assert place.due_at == SOON + timedelta(hours=2)


def test_a_geocoder_that_refuses_is_not_waited_for(editor: User) -> None:
    place = seek(enter(editor), Says(), Says(GeocoderInsufficientPrivileges("no"), source=OUTSIDE))

    assert place.geocoding == GeocodingState.NOT_FOUND
    assert place.problem == "“Moghul village” is not in the gazetteer. Nominatim refuses to answer."


def test_while_an_outside_geocoder_is_in_trouble_the_district_is_shown(editor: User, district: Place) -> None:
    trouble = Says(GeocoderTimedOut("slow"), source=OUTSIDE)
    place = seek(enter(editor), Says(district, leftover="Moghul"), trouble)

    assert place.geocoding == GeocodingState.DUE
    assert (place.lat, place.precision) == (district.lat, Precision.DISTRICT)


def test_trouble_of_our_own_puts_a_place_off(editor: User) -> None:
    place = enter(editor)

    assert put_off(claim(), now=SOON, problem="It failed.")
    place.refresh_from_db()
    assert (place.geocoding, place.due_at, place.problem) == ("due", SOON + delay_after(1), "It failed.")


# Leases


def test_a_leased_place_is_not_claimed_again_before_its_lease_ends(editor: User) -> None:
    place = enter(editor)
    first = claim()

    assert claim_due(now=first.until - timedelta(seconds=1), lease=LEASE, limit=10) == []
    second = claim(first.until)
    assert (second.place_id, second.attempt) == (place.pk, 2)


def test_a_claim_takes_the_longest_due_first_and_no_more_than_asked(editor: User) -> None:
    places = [enter(editor) for _ in range(3)]

    assert [lease.place_id for lease in claim_due(now=SOON, lease=LEASE, limit=2)] == [places[0].pk, places[1].pk]


def test_the_late_write_of_a_worker_that_lost_its_lease_is_refused(editor: User, village: Place) -> None:
    place = enter(editor)
    lost = claim()
    assert locate(claim(lost.until), geocoders=[Says()], now=lost.until)

    assert not locate(lost, geocoders=[Says(village)], now=lost.until)
    assert not put_off(lost, now=lost.until, problem="It failed.")
    assert Place.objects.get(pk=place.pk).geocoding == GeocodingState.NOT_FOUND


def test_a_lease_lost_while_asking_is_noticed_before_writing(editor: User, village: Place) -> None:
    place = enter(editor)
    lost = claim()

    class SlowerThanItsLease(Says):
        def geocode(self, query: str, **options: Any) -> Any:
            claim(lost.until)
            return super().geocode(query, **options)

    assert not locate(lost, geocoders=[SlowerThanItsLease(village)], now=SOON)
    assert Place.objects.get(pk=place.pk).geocoding == GeocodingState.LEASED


def test_an_editors_pin_wins_over_a_search_under_way(editor: User, village: Place) -> None:
    place = enter(editor)
    lease = claim()
    actions.set_point(place, by=editor, lat=36.5, lon=65.6, uncertainty_km=2)

    assert not locate(lease, geocoders=[Says(village)], now=SOON)
    place.refresh_from_db()
    assert (place.lat, place.coordinate_source, place.precision) == (36.5, "editor", Precision.SETTLEMENT)
    assert place.public_place == place


@pytest.mark.parametrize(
    ("odd", "field"),
    [({"lat": 91}, "lat"), ({"lat": float("nan")}, "lat"), ({"lon": 181}, "lon"),
     ({"uncertainty_km": 0}, "uncertainty_km"), ({"uncertainty_km": float("inf")}, "uncertainty_km")],
)
def test_an_impossible_pin_is_refused(editor: User, village: Place, odd: dict[str, float], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.set_point(village, by=editor, **{"lat": 1.0, "lon": 1.0, "uncertainty_km": 1.0, **odd})

    assert list(refusal.value.message_dict) == [field]


def test_a_gazetteer_place_cannot_be_looked_up_again(editor: User, village: Place) -> None:
    with pytest.raises(ValidationError):
        actions.retry(village, by=editor, now=NOON)
