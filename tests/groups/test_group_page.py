"""A group's page on a day: what it belonged to, who led it, what was claimed of it, and who says so."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from groups import actions
from groups.models import Alliance, Group, Leadership, Presence
from places.models import PlaceKind, Precision
from sources.lookup import cited_in_public
from tests.factories import make_group, make_outlet, make_place, make_published_incident, make_source
from tests.groups.statements import published

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LOW: dict[str, Any] = {"confidence": "low", "state": "published"}


def page_of(group: Group, client: Client | None = None, **asked: str) -> str:
    answer = (client or Client()).get(group.get_absolute_url(), asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def section(page: str, name: str) -> str:
    return page.partition(f'aria-labelledby="{name}"')[2].partition("<section class=\"section\"")[0]


def tie(source: Group, target: Group, kind: str = "faction_of", **odd: Any) -> Alliance:
    sources = odd.pop("sources", None) or [make_source()]
    row = Alliance.objects.create(source=source, target=target, kind=kind, **{"status": "asserted", **LOW, **odd})
    row.citations.add(*sources)
    return row


def led(group: Group, person: str, **odd: Any) -> Leadership:
    row = Leadership.objects.create(group=group, person=person, **{"role": "head", "status": "reported", **LOW, **odd})
    row.citations.add(make_source())
    return row


def claimed(group: Group, place: Any, **odd: Any) -> Presence:
    row = Presence.objects.create(group=group, place=place, **{"kind": "base", "period": "2017-12", **LOW, **odd})
    row.citations.add(make_source())
    return row


def spots(page: str) -> list[dict[str, Any]]:
    found = re.search(r'<script id="spots"[^>]*>(.*?)</script>', page)
    return list(json.loads(found[1])) if found else []


def test_it_says_what_it_was_part_of_and_what_belonged_to_it_on_a_day() -> None:
    cell, front, umbrella = make_group(name="Cell"), make_group(name="Front"), make_group(name="Umbrella")
    tie(cell, front, start="2015", end="2016")
    tie(front, umbrella, start="2014")

    then, later = page_of(umbrella, on="2015-06-01"), page_of(umbrella, on="2017-06-01")

    assert "Front</bdi>" in section(then, "belonging")
    assert "Cell</bdi>" in section(then, "belonging")
    assert "Cell</bdi>" not in section(later, "belonging")
    assert "from 2015 until 2016" in section(then, "belonging")
    assert ", 18 December 2017" in section(then, "belonging")
    assert "Umbrella</bdi>" in section(page_of(cell, on="2015-06-01"), "belonging")


def test_what_lies_beyond_a_group_that_is_not_public_stays_hidden(editor: User) -> None:
    cell, hidden, umbrella = make_group(), make_group(name="Canary Front", state="draft"), make_group(name="Umbrella")
    tie(cell, hidden)
    tie(hidden, umbrella)
    desk = Client()
    desk.force_login(editor)

    assert "Umbrella" not in page_of(cell)
    assert "Canary" not in page_of(cell)
    assert "Umbrella" in page_of(cell, desk)


@pytest.mark.parametrize("day", ["2018", "tomorrow", "9999-01-01"])
def test_a_day_that_cannot_be_is_refused_in_words(day: str) -> None:
    answer = Client().get(make_group().get_absolute_url(), {"on": day})

    assert answer.status_code == 400
    assert "Write one such as 2017-12-17." in answer.content.decode()


def test_leadership_is_a_chart_and_a_table_with_sources() -> None:
    group = make_group()
    led(group, "First Head", start="2014", end="2016-03", end_reason="killed")
    led(group, "", start="2016-04", end="2016-09")

    page = section(page_of(group, on="2016-06-01"), "leaders")

    for words in ("First Head", "until March 2016, killed", "is-vacant", 'class="bar bar-sure"', "tenure-now"):
        assert words in page
    assert "<table" in page
    assert page.count(", 18 December 2017") == 2


def test_two_heads_at_once_are_a_dispute_said_in_words() -> None:
    group = make_group()
    led(group, "First Head", start="2012", end="2016")
    led(group, "Second Head", start="2014", end="2017")

    assert "Two heads at once: First Head and Second Head" in page_of(group)


def test_claims_stand_side_by_side_with_their_age_and_are_never_added_up() -> None:
    group = make_group()
    province = make_place(name="Jowzjan", code="AF-JOW", kind=PlaceKind.PROVINCE, precision=Precision.PROVINCE)
    village = make_place(name="Bibi Mariam", province=province, parent=province)
    claimed(group, province, low=41, best=41, hedge="more_than", period="2015-12")
    claimed(group, village, low=180, best=200, high=200, hedge="nearly")

    page = section(page_of(group, on="2018-01-15"), "presence")

    assert "more than 40 (41 or more)" in page
    assert "nearly 200" in page
    assert "240" not in page
    assert "241" not in page
    assert "2 years before 15 January 2018" in page
    assert "15 days before 15 January 2018" in page
    assert "What is said of all Jowzjan and what is said of places in it overlap" in page


def test_each_place_is_drawn_as_precisely_as_it_is_known() -> None:
    group = make_group()
    province = make_place(name="Jowzjan", code="AF-JOW", kind=PlaceKind.PROVINCE, precision=Precision.PROVINCE)
    district = make_place(
        name="Darzab", kind=PlaceKind.DISTRICT, precision=Precision.DISTRICT, uncertainty_km=15, province=province
    )
    country = make_place(name="Afghanistan", kind=PlaceKind.COUNTRY, precision=Precision.COUNTRY)
    for place in (province, district, country, make_place(name="Moghul", province=province)):
        claimed(group, place)

    found = {spot["name"]: spot for spot in spots(page_of(group))}

    assert {name: spot["drawn"] for name, spot in found.items()} == {
        "Jowzjan": "tint", "Darzab": "ring", "Moghul": "dot",
    }  # fmt: skip
    assert (found["Jowzjan"]["code"], found["Darzab"]["km"]) == ("AF-JOW", 15)
    assert "not drawn" in page_of(group)


def test_an_exact_place_is_nowhere_on_a_readers_page(editor: User) -> None:
    group = make_group()
    district = make_place(name="Open District", kind=PlaceKind.DISTRICT, precision=Precision.DISTRICT)
    claimed(group, make_place(name="Canary Camp", lat=35.4321, parent=district, public_place=district))
    desk = Client()
    desk.force_login(editor)

    assert "Canary" not in page_of(group)
    assert "35.4321" not in page_of(group)
    assert [spot["drawn"] for spot in spots(page_of(group))] == ["ring"]
    assert "35.4321" in page_of(group, desk)


def test_what_was_claimed_only_later_is_not_drawn() -> None:
    group = make_group()
    claimed(group, make_place(name="Moghul"))

    page = page_of(group, on="2016-01-01")

    assert spots(page) == []
    assert "Claimed later than 1 January 2016: 1" in page
    assert "23 months after 1 January 2016" in page


def test_ties_are_told_by_family_with_their_evidence() -> None:
    group, other = make_group(name="Front"), make_group(name="Rivals")
    wire = make_outlet(name="Wire")
    source = make_source(outlet=wire, title="How they parted", url="https://example.org/parted", author="A. Writer")
    copy = make_source(republishes=source)
    tie(group, other, "rival_of", sources=[source, copy])
    tie(group, other, "supports", start="2019")

    page = section(page_of(group, on="2018-01-15"), "ties")

    assert page.index("Cooperation") < page.index("Hostility")
    assert "“<a href=\"https://example.org/parted\"" in page
    assert "A. Writer" in page
    assert "1 independent outlet<" in page
    assert "republishes Wire" in page
    assert "later than 15 January 2018" in page


def test_what_a_party_to_the_conflict_published_is_named_but_not_linked() -> None:
    group = make_group()
    party = make_outlet(name="Its own voice", kind="party_to_conflict")
    tie(group, make_group(), sources=[make_source(outlet=party, title="A claim", url="https://example.org/claim")])

    page = page_of(group)

    assert "A claim" in page
    assert "example.org" not in page


def test_a_name_shows_the_sources_that_use_it_and_readers_may_then_see_them() -> None:
    source = make_source(title="A new name for old fighters")
    group = make_group()
    name = group.names.create(name="The Front")
    assert source not in cited_in_public()

    name.citations.add(source)

    assert "A new name for old fighters" in page_of(group)
    assert source in cited_in_public()


def test_names_say_how_they_are_written_when_they_were_used_and_who_else_bears_them() -> None:
    group, other = make_group(), make_group(name="Other Front")
    group.names.create(name="طالبان", kind="alias", language="fa-AF", script="Arab", used="1994/2001")
    for each in (group, other):
        each.names.create(name="Taliban", match="never")
    make_group(name="Canary Front", state="draft").names.create(name="Taliban")

    page = page_of(group)

    assert "alias, Dari, Arabic script, used between 1994 and 2001" in page
    assert re.search(r"alone it may also mean <a href=\"[^\"]+\">Other Front</a>", page)
    assert "Canary" not in page


def test_a_merged_record_leads_to_its_group_which_tells_what_was_entered_of_it() -> None:
    lead = make_group(name="Whole Front")
    part = make_group(name="Half Front", merged_into=lead)
    part.names.create(name="HF")
    tie(part, make_group(name="Allies"), "allied_with")
    led(part, "Some Head", start="2014")
    public = make_published_incident(attributions=[{"group": part, "status": "credited"}])

    answer = Client().get(part.get_absolute_url())
    page = page_of(lead)

    assert (answer.status_code, answer["Location"]) == (301, lead.get_absolute_url())
    assert "no-cache" in answer["Cache-Control"]
    for words in ("Recorded separately until merged", "HF", "Allies", "Some Head", public.get_absolute_url()):
        assert words in page


def test_a_record_merged_into_what_a_reader_may_not_see_keeps_its_page(editor: User) -> None:
    part = make_group(name="Half Front", merged_into=make_group(name="Canary Front", state="draft"))
    desk = Client()
    desk.force_login(editor)

    assert "Canary" not in page_of(part)
    assert desk.get(part.get_absolute_url()).status_code == 301


def test_the_record_of_a_draft_stays_on_the_desk() -> None:
    lead = make_group()
    part = make_group(name="Canary Front", state="draft", merged_into=lead)
    tie(part, make_group(name="Allies"), "allied_with")

    assert Client().get(part.get_absolute_url()).status_code == 404
    assert "Canary" not in page_of(lead)
    assert "Allies" not in page_of(lead)


def test_a_page_of_the_past_is_read_for_its_own_day_or_another(editor: User, reviewer: User) -> None:
    group, other = (actions.enter_group(by=editor, name=name, kind="faction") for name in ("Front", "Umbrella"))
    made = actions.enter_alliance(
        by=editor, source=group, target=other, kind="faction_of", status="asserted", confidence="low", start="2014",
        end="2016", citations=[make_source()],
    )
    for each in (group, other, made):
        published(each, reviewer)
    moment = timezone.now().isoformat()

    now, then = page_of(group, as_of=moment), page_of(group, as_of=moment, on="2015-06-01")

    assert "As it was on" in now
    assert "Umbrella</bdi></a> <span" not in section(now, "belonging")
    assert "Umbrella</bdi></a> <span" in section(then, "belonging")
    assert Client().get(group.get_absolute_url(), {"as_of": moment, "on": "nonsense"}).status_code == 400


def test_a_page_asks_the_database_no_more_for_more_statements(django_assert_max_num_queries: Any) -> None:
    group = make_group()
    for number in range(12):
        tie(group, make_group(), "supports")
        tie(make_group(), group)
        led(group, f"Head {number}", start=str(1990 + number))
        claimed(group, make_place())

    with django_assert_max_num_queries(40):
        page_of(group)


def test_nothing_is_styled_in_the_page_itself() -> None:
    group = make_group()
    led(group, "Some Head", start="2014", end="2016")
    claimed(group, make_place())

    assert " style=" not in page_of(group)
