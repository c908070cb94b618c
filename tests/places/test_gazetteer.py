"""What a text names, inside the parents it names: found, left to an editor, or not found; never a silent guess."""

import time
from datetime import UTC, datetime

import pytest

from places.gazetteer import Gazetteer, Outcome, Resolution, resolve, search
from places.index import Entry, Index
from places.models import GeocodingState, Place, PlaceKind, PlaceName
from places.names import main_key, read
from tests.factories import make_place

LEVELS = (PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.SETTLEMENT)
COUNTRIES = {"Afghanistan": "AF", "Pakistan": "PK"}


def atlas(*places: str) -> Gazetteer:
    """A gazetteer of paths such as "Afghanistan/Jowzjan/Darzab", each next place a degree further east."""
    index = Index()
    ids: dict[str, int] = {}
    for path in places:
        names = path.split("/")
        for depth, name in enumerate(names):
            above = ["/".join(names[:level]) for level in range(1, depth + 1)]
            whole = "/".join(names[: depth + 1])
            if whole not in ids:
                ids[whole] = len(ids) + 1
                index.add(_entry(ids[whole], names[: depth + 1], frozenset(ids[each] for each in above)), [name])
    return Gazetteer(index)


def _entry(id: int, names: list[str], above: frozenset[int]) -> Entry:
    kind = LEVELS[len(names) - 1]
    return Entry(
        id=id, name=names[-1], text=", ".join(reversed(names)), kind=kind, country=COUNTRIES[names[0]], lat=34.0,
        lon=60.0 + id, uncertainty_km=20.0, precision=kind, population=0, merged_into=None, above=above,
    )  # fmt: skip


def told(answer: Resolution) -> str:
    """The outcome with what it found, as one line."""
    found = " | ".join(each.text for each in answer.candidates)
    return f"{answer.outcome}: {found}" + (f" ({answer.leftover}?)" if answer.leftover else "")


NORTH = ("Afghanistan/Jowzjan/Darzab", "Afghanistan/Jowzjan/Qush Tepa", "Afghanistan/Kunduz/Dasht-e Archi",
         "Afghanistan/Kunduz/Chahar Dara", "Afghanistan/Logar", "Afghanistan/Kabul/Kabul")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Darzab", "located: Darzab, Jowzjan, Afghanistan"),
        ("Darzaab district, Jawzjan province", "located: Darzab, Jowzjan, Afghanistan"),
        ("ولسوالی درزاب، جوزجان", "located: Darzab, Jowzjan, Afghanistan"),
        ("درزاب", "located: Darzab, Jowzjan, Afghanistan"),
        ("قوش تپه", "located: Qush Tepa, Jowzjan, Afghanistan"),
        ("Qosh Tapah, Juzjan", "located: Qush Tepa, Jowzjan, Afghanistan"),
        ("Moghul village, Darzab district, Jowzjan", "located: Darzab, Jowzjan, Afghanistan (Moghul?)"),
        ("Sar Dara, Darzab, Jowzjan", "located: Darzab, Jowzjan, Afghanistan (Sar Dara?)"),
        ("Dasht-e-Barchi, Kabul", "located: Kabul, Afghanistan (Dasht-e-Barchi?)"),
        ("Darzab Mosque", "located: Darzab, Jowzjan, Afghanistan (Darzab Mosque?)"),
        ("near Darzab", "located: Darzab, Jowzjan, Afghanistan (near Darzab?)"),
    ],
)
def test_a_text_is_found_inside_the_parents_it_names(text: str, answer: str) -> None:
    assert told(atlas(*NORTH).resolve(text)) == answer


@pytest.mark.parametrize(
    "text", ["Dasht-e-Barchi", "Sar Dara", "Car Dara", "Logari", "Darzabad", "", " , ", "Nowhere, Afghanistan"]
)
def test_a_miss_is_a_miss(text: str) -> None:
    assert atlas(*NORTH).resolve(text).outcome == Outcome.NOT_FOUND


HOMONYMS = ("Pakistan/Punjab/Layyah/Fatehpur", "Pakistan/Balochistan/Jhal Magsi/Fatehpur",
            "Pakistan/Punjab/Lahore/Iqbal Town", "Pakistan/Islamabad/Islamabad/Iqbal Town")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Fatehpur, Jhal Magsi", "located: Fatehpur, Jhal Magsi, Balochistan, Pakistan"),
        ("Fateh Pur area of Jhal Magsi district", "located: Fatehpur, Jhal Magsi, Balochistan, Pakistan"),
        ("Fatehpur, Punjab", "located: Fatehpur, Layyah, Punjab, Pakistan"),
        ("Iqbal town in Islamabad", "located: Iqbal Town, Islamabad, Islamabad, Pakistan"),
        ("Iqbal, Islamabad", "located: Islamabad, Pakistan (Iqbal?)"),
        ("Fatehpur", "ambiguous: Fatehpur, Jhal Magsi, Balochistan, Pakistan | Fatehpur, Layyah, Punjab, Pakistan"),
        (
            "Iqbal Town, Pakistan",
            "ambiguous: Iqbal Town, Islamabad, Islamabad, Pakistan | Iqbal Town, Lahore, Punjab, Pakistan",
        ),
    ],
)
def test_namesakes_are_told_apart_by_their_parents_or_left_to_an_editor(text: str, answer: str) -> None:
    assert told(atlas(*HOMONYMS).resolve(text)) == answer


def test_the_country_given_beside_the_text_decides_too() -> None:
    both = atlas("Afghanistan/Nangarhar/Kot", "Pakistan/Punjab/Kot")

    assert told(both.resolve("Kot")).startswith("ambiguous")
    assert told(both.resolve("Kot", country="PK")) == "located: Kot, Punjab, Pakistan"


def test_a_close_spelling_is_taken_only_inside_its_district() -> None:
    sindh = atlas("Pakistan/Sindh/Hyderabad/Kotri", "Pakistan/Sindh/Karachi", "Pakistan/Dir/Lower Dir/Timargara")

    assert told(sindh.resolve("Timer Gara, Lower Dir")) == "located: Timargara, Lower Dir, Dir, Pakistan"
    assert told(sindh.resolve("Kathore, Karachi, Sindh")) == "located: Karachi, Sindh, Pakistan (Kathore?)"
    assert told(sindh.resolve("Kathore, Sindh")) == "located: Sindh, Pakistan (Kathore?)"


def test_a_close_spelling_of_two_names_is_no_guess() -> None:
    two = atlas("Pakistan/KP/Lower Dir/Timargara", "Pakistan/KP/Lower Dir/Tamargiri")

    assert told(two.resolve("Timer Gara, Lower Dir")) == "located: Lower Dir, KP, Pakistan (Timer Gara?)"


def test_a_name_that_several_units_share_is_sought_in_any_of_them() -> None:
    split = atlas("Pakistan/KP/Upper Kohistan", "Pakistan/KP/Lower Kohistan/Pattan", "Pakistan/Punjab/Pattan")
    for unit in split.index.entries.values():
        if unit.name.endswith("Kohistan"):
            split.index.name(unit.id, read("Kohistan"))

    assert told(split.resolve("Pattan, Kohistan, KP")) == "located: Pattan, Lower Kohistan, KP, Pakistan"


def test_an_unfound_name_carries_the_whole_doubt_of_its_parent() -> None:
    answer = atlas(*NORTH).resolve("Moghul, Darzab, Jowzjan").candidates[0]

    assert (answer.precision, answer.uncertainty_km) == (PlaceKind.DISTRICT, 30.0)


TOWNS = ("Afghanistan/Sar-e Pul/Sar-e Pul/Sar-e Pul", "Afghanistan/Ghazni/Andar/Miray")


def test_what_lies_about_a_town_is_put_in_the_district_of_the_town() -> None:
    answer = atlas(*TOWNS).resolve("Mirza Olang, Miray, Ghazni")

    assert told(answer) == "located: Andar, Ghazni, Afghanistan (Mirza Olang?)"


def test_a_parent_that_may_be_a_town_or_its_province_is_taken_for_the_province() -> None:
    towns = atlas(*TOWNS)

    assert told(towns.resolve("Balkhab, Sar-e Pul")) == "located: Sar-e Pul, Afghanistan (Balkhab?)"


def test_a_district_of_which_only_the_town_is_known_is_no_spot() -> None:
    answer = atlas("Afghanistan/Ghazni/Andar/Miray").resolve("Miray district, Ghazni").candidates[0]

    assert (answer.name, answer.precision, answer.uncertainty_km) == ("Miray", "district", 30.0)


def test_look_ups_find_beginnings_in_any_script() -> None:
    north = atlas(*NORTH)

    assert [found.name for found in north.search("darz")] == ["Darzab"]
    assert [found.name for found in north.search("Dasht")] == ["Dasht-e Archi"]
    assert [found.name for found in north.search("Moghul, Darzab")] == []
    assert len(north.search("Da", limit=1)) == 1


def test_look_ups_put_what_begins_to_the_letter_first() -> None:
    sounds_alike = atlas("Afghanistan/Herat/Kushk", "Afghanistan/Jowzjan/Qush Tepa")

    assert [found.name for found in sounds_alike.search("Qush")] == ["Qush Tepa", "Kushk"]


@pytest.mark.django_db
def test_the_gazetteer_in_memory_notices_new_names_and_places() -> None:
    place = make_place(name="Achin")
    assert resolve("Achin").outcome == Outcome.LOCATED
    assert resolve("Spin Ghar").outcome == Outcome.NOT_FOUND

    PlaceName.objects.create(place=place, name="Spin Ghar", key=main_key("Spin Ghar"))

    assert resolve("Spin Ghar").candidates[0].place_id == place.pk


@pytest.mark.django_db
def test_the_gazetteer_in_memory_notices_what_was_renamed_or_removed() -> None:
    place = make_place(name="Achin")
    name = PlaceName.objects.create(place=place, name="Spin Ghar", key=main_key("Spin Ghar"))
    assert resolve("Spin Ghar").outcome == Outcome.LOCATED

    name.name = "Tor Ghar"
    name.save()

    assert [resolve(text).outcome for text in ("Spin Ghar", "Tor Ghar")] == [Outcome.NOT_FOUND, Outcome.LOCATED]
    name.delete()
    assert resolve("Tor Ghar").outcome == Outcome.NOT_FOUND


@pytest.mark.django_db
def test_the_gazetteer_in_memory_notices_a_place_that_moved() -> None:
    place = make_place(name="Achin", lat=34.5)
    assert resolve("Achin").candidates[0].lat == 34.5

    place.lat = 34.1
    place.save()

    assert resolve("Achin").candidates[0].lat == 34.1


@pytest.mark.django_db
def test_entered_texts_are_no_gazetteer_entries() -> None:
    make_place(name="Typed", query="Typed", geocoding=GeocodingState.DUE, due_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert search("Typed") == []


@pytest.mark.django_db
def test_inside_an_entered_place_means_inside_what_it_turned_out_to_be() -> None:
    punjab, sindh = (make_place(name=name, kind=PlaceKind.PROVINCE, country="PK") for name in ("Punjab", "Sindh"))
    make_place(name="Kotli", parent=punjab, country="PK", lat=33.5)
    wanted = make_place(name="Kotli", parent=sindh, country="PK", lat=25.0)
    entered = make_place(name="Sind", query="Sind", same_as=sindh, country="PK")
    below = Place.objects.create(name="Below", code="b", kind=PlaceKind.DISTRICT, query="Below", parent=entered)

    assert resolve("Kotli", within=below).candidates[0].place_id == wanted.pk


# The gazetteer as it is loaded, with the districts of both countries.


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Quetta", "Quetta, Balochistan, Pakistan"),
        ("Karachi", "Karachi, South Karachi, Sindh, Pakistan"),
        ("کوئٹہ", "Quetta, Balochistan, Pakistan"),
        ("Orakzai agency, FATA", "Orakzai, Khyber Pakhtunkhwa, Pakistan"),
        ("NWFP", "Khyber Pakhtunkhwa, Pakistan"),
        ("Sar-i-Pul province", "Sar-e Pul, Afghanistan"),
        ("Konar", "Kunar, Afghanistan"),
        ("Dasht-e Archi", "Dashte Archi, Kunduz, Afghanistan"),
        ("Muqur district (Ghazni), Ghazni, Afghanistan", "Muqur, Ghazni, Afghanistan"),
        ("Arghandab district, Kandahar", "Arghandab, Kandahar, Afghanistan"),
        ("خوگیانی، ننگرهار", "Khogayani, Nangarhar, Afghanistan"),
    ],
)
def test_places_of_the_region_are_found(gazetteer: Gazetteer, text: str, answer: str) -> None:
    assert told(gazetteer.resolve(text)) == f"located: {answer}"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kabul", PlaceKind.SETTLEMENT),
        ("Kabul city", PlaceKind.SETTLEMENT),
        ("Kabul province", PlaceKind.PROVINCE),
        ("Kabul, Kabul, Afghanistan", PlaceKind.SETTLEMENT),
        ("Qarabagh district, Kabul", PlaceKind.DISTRICT),
        ("کابل", PlaceKind.SETTLEMENT),
        ("ولایت کابل", PlaceKind.PROVINCE),
    ],
)
def test_a_large_town_is_meant_unless_its_province_is_named(gazetteer: Gazetteer, text: str, kind: str) -> None:
    assert [found.kind for found in gazetteer.resolve(text).candidates] == [kind]


def test_one_finds_a_district_while_typing_it(gazetteer: Gazetteer) -> None:
    typed = ("Qush", "Qush T", "qush tepa", "قوش")

    assert all("Qush Tepa" in [found.name for found in gazetteer.search(text)] for text in typed)
    assert gazetteer.search("") == []


@pytest.mark.parametrize("text", ["Waziristan", "Fatehpur", "Kohistan"])
def test_places_of_the_region_that_may_be_several_are_ambiguous(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.resolve(text).outcome == Outcome.AMBIGUOUS


def test_a_thousand_look_ups_take_a_moment(gazetteer: Gazetteer) -> None:
    begun = time.perf_counter()
    for number in range(1000):
        gazetteer.resolve(f"Village {number}, Darzab district, Jowzjan, Afghanistan")

    assert time.perf_counter() - begun < 5
