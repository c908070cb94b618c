"""Beside a report stand the incidents that may be the same event, and never a pair that somebody told apart."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role as Standing
from accounts.models import User
from groups.models import Alliance, AllianceKind, AllianceStatus
from incidents import actions
from incidents.kinds import Kind, TargetKind
from incidents.matching import Band, match, meets
from incidents.models import Decision, Incident, Outcome, Report, Target, Verdict
from incidents.suggesting import Suggestion, Unsaved, citations, counted, suggestions
from incidents.suggesting.neighbours import rows_of
from incidents.suggesting.parties import Groups
from incidents.suggesting.sketching import filled, outlines_of_incidents
from places.models import Place, PlaceKind, PlaceName, Precision
from places.names import main_key
from sources.editorial import Confidence, State
from sources.quantities import Estimate, Hedge, estimate
from tests.factories import NOON, make_group, make_incident, make_place, make_report, make_source, someone

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24


class Map:
    """Two districts of a province, with four villages of which one has no point of its own and one none at all."""

    def __init__(self) -> None:
        country = make_place(name="Afghanistan", kind=PlaceKind.COUNTRY, precision=Precision.COUNTRY, lat=34, lon=66,
                             uncertainty_km=700)  # fmt: skip
        self.province = self._unit("Jowzjan", PlaceKind.PROVINCE, parent=country, lat=36.5, lon=66.0, uncertainty_km=90)
        self.darzab = self._unit("Darzab", PlaceKind.DISTRICT, parent=self.province, lat=35.98, lon=65.38)
        self.qosh_tepa = self._unit("Qosh Tepa", PlaceKind.DISTRICT, parent=self.province, lat=36.25, lon=65.6)
        self.moghul = self._village("Moghul", self.darzab, lat=35.98, lon=65.38, precision=Precision.DISTRICT)
        self.barchi = self._village("Dasht-e Barchi", self.darzab, lat=35.9, lon=65.3)
        self.alkhani = self._village("Alkhani", self.darzab, lat=None, lon=None, precision="", uncertainty_km=None)
        self.bagh = self._village("Bagh", self.qosh_tepa, lat=36.3, lon=65.7)

    def _unit(self, name: str, kind: PlaceKind, *, parent: Place, **point: Any) -> Place:
        found = make_place(name=name, kind=kind, parent=parent, precision=kind, **{"uncertainty_km": 15, **point})
        found.province = found if kind == PlaceKind.PROVINCE else parent
        found.district = found if kind == PlaceKind.DISTRICT else None
        found.save()
        return found

    def _village(self, name: str, district: Place, **odd: Any) -> Place:
        odd.setdefault("uncertainty_km", 20.0 if "precision" in odd else 2.0)
        village = make_place(name=name, parent=district, district=district, province=self.province, **odd)
        PlaceName.objects.create(place=village, name=name, key=main_key(name))
        return village


@pytest.fixture
def land(db: None) -> Map:
    return Map()


def told(suggested: Iterable[Suggestion]) -> list[Incident]:
    return [each.incident for each in suggested]


def killed(number: int, hedge: Hedge = Hedge.EXACT) -> list[dict[str, Any]]:
    return [{"outcome": Outcome.KILLED, "hedge": hedge, **vars(estimate(number, hedge))}]


def decide(first: Incident, second: Incident, verdict: Verdict) -> Decision:
    return Decision.objects.create(
        first=first, second=second, verdict=verdict, reason="Compared.", decided_by=someone(Standing.EDITOR)
    )


def test_a_report_of_a_known_event_finds_it_and_says_why(land: Map) -> None:
    group = make_group(name="ISK-P")
    known = make_incident(place=land.moghul, casualties=killed(9), attributions=[{"group": group}])
    make_incident(place=land.bagh, when="2016-01-01")
    report = make_report(place=land.darzab, when="2017-12-17", casualties=killed(11), attributions=[{"group": group}])

    [found] = suggestions(report)

    assert found.incident == known and found.match.band == Band.LIKELY
    assert [str(reason) for reason in found.match.speaking_for] == [
        "Same day, 17 December 2017", "Same kind: armed attack", "Both name ISK-P", "Moghul lies in Darzab district",
        "9 and 11 killed: differ by 2",
    ]  # fmt: skip


def test_the_likeliest_come_first_and_only_so_many(land: Map) -> None:
    same, *_ = [make_incident(place=land.barchi, when=f"2017-12-{day}") for day in (17, 18, 18, 18, 16)]
    report = make_report(place=land.barchi, when="2017-12-17")

    found = suggestions(report, limit=3)

    assert len(found) == 3 and found[0].incident == same
    assert [each.match.score for each in found] == sorted((each.match.score for each in found), reverse=True)


def test_what_was_told_apart_is_never_suggested_again(land: Map) -> None:
    one, other = make_incident(place=land.barchi), make_incident(place=land.barchi)
    assert told(suggestions(one)) == [other] and told(suggestions(other)) == [one]

    decide(other, one, Verdict.DIFFERENT)

    assert suggestions(one) == suggestions(other) == []


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.PART_OF])
def test_what_was_decided_to_be_one_is_shown_as_decided_however_unlike_it_is(land: Map, verdict: Verdict) -> None:
    one, other = make_incident(place=land.barchi), make_incident(place=land.bagh, when="2009-05-01")
    decision = decide(one, other, verdict)

    assert suggestions(one, limit=0) == [Suggestion(other, suggestions(one)[0].match, decision)]
    assert [each.decision for each in suggestions(other)] == [decision]


def test_a_report_follows_the_decisions_on_its_incident(land: Map) -> None:
    one, other = make_incident(place=land.barchi), make_incident(place=land.barchi)
    decide(one, other, Verdict.DIFFERENT)

    assert suggestions(one.reports.get()) == []


def test_what_was_told_apart_stays_apart_when_either_is_merged_into_another(land: Map, reviewer: User) -> None:
    one, other, ours, theirs = [make_incident(place=land.barchi) for _ in range(4)]
    decide(one, other, Verdict.DIFFERENT)
    assert other not in told(suggestions(one)) and {*told(suggestions(ours))} == {one, other, theirs}

    actions.merge(ours, one, by=reviewer, reason="One event", at=NOON)
    actions.merge(theirs, other, by=reviewer, reason="One event", at=NOON)

    assert suggestions(ours) == suggestions(theirs) == []


def test_withdrawn_ones_and_those_the_caller_names_are_left_out(land: Map) -> None:
    withdrawn, known, named = [make_incident(place=land.barchi) for _ in range(3)]
    Incident.objects.filter(pk=withdrawn.pk).update(state=State.WITHDRAWN, withdrawal_reason="Merged.")

    assert told(suggestions(make_report(place=land.barchi), without=[named.pk])) == [known]


def test_a_half_filled_form_is_enough(land: Map) -> None:
    group = make_group()
    known = make_incident(place=land.barchi, casualties=killed(20), attributions=[{"group": group}])
    begun = Unsaved(kind=Kind.ARMED_ATTACK, when="2017-12-17", counts=counted([("killed", "unspecified", 18, 18, 18)]))

    def score(**more: Any) -> float:
        found = suggestions(Unsaved(**{**vars(begun), **more}))
        return next((each.match.score for each in found if each.incident == known), 0.0)

    assert suggestions(Unsaved()) == []
    assert score(place=land.darzab.pk) > score() > 0
    assert score(place=land.barchi.pk) > score(place=land.darzab.pk)
    assert score(lat=35.9, lon=65.3, uncertainty_km=2) >= score(place=land.barchi.pk)
    assert score(place_text="دشت برچی", within=land.darzab.pk) == score(place=land.barchi.pk)
    assert score(place_text="Alkhani", within=land.darzab.pk) < score(place=land.barchi.pk)
    assert score(groups=[group.pk]) > score() > score(groups=[make_group().pk])
    assert score(counts=counted([("killed", "civilian", 9, 9, 9), ("killed", "militant", 11, 11, 11)])) > score()
    assert score(source=known.reports.get().source_id) > score(outlet=known.reports.get().source.outlet_id) > score()


def test_a_form_with_a_date_that_is_none_is_refused_by_name_of_the_remedy() -> None:
    with pytest.raises(ValidationError, match="Write a date such as"):
        suggestions(Unsaved(when="last Friday"))


def test_targets_and_people_arrested_count_too(land: Map) -> None:
    arrested = [{"outcome": Outcome.ARRESTED, "low": 4, "best": 4, "high": 4}]
    known = make_incident(place=land.darzab, kind=Kind.ARREST, casualties=arrested)
    Target.objects.create(incident=known, kind=TargetKind.MILITANTS)
    form = Unsaved(
        kind=Kind.ARREST, when="2017-12-17", place=land.darzab.pk, targets=[(TargetKind.MILITANTS, "")],
        counts={"arrested": Estimate(4, 4, 4)},
    )  # fmt: skip

    words = [str(reason) for reason in suggestions(form)[0].match.reasons]

    assert "4 arrested in both" in words and "Same target: armed group" in words


def test_a_chapter_and_what_it_belongs_to_are_kin(land: Map) -> None:
    whole, chapter, faction = (make_group(name=name) for name in ("Islamic State", "ISK-P", "Its northern faction"))
    for part, of, kind in ((chapter, whole, AllianceKind.CHAPTER_OF), (faction, chapter, AllianceKind.FACTION_OF)):
        Alliance.objects.create(source=part, target=of, kind=kind, status=AllianceStatus.ASSERTED,
                                confidence=Confidence.HIGH)  # fmt: skip
    make_incident(place=land.barchi, attributions=[{"group": whole}])

    for part in (chapter, faction):
        [found] = suggestions(make_report(place=land.barchi, attributions=[{"group": part}]))

        assert f"{part} belongs to Islamic State" in map(str, found.match.speaking_for)


def test_a_common_source_brings_what_is_neither_dated_nor_placed(land: Map) -> None:
    wire = make_source()
    copy = make_source(republishes=wire)
    again = make_source(republishes=copy)
    known = make_incident(source=copy, when="", casualties=killed(71))

    found = suggestions(make_report(source=again, place=land.barchi, when="2016-03-27", casualties=killed(71)))

    assert told(found) == [known]
    assert "Cites copies of one item" in map(str, found[0].match.speaking_for)


def test_an_item_that_lists_very_many_events_says_nothing(land: Map, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = make_source()
    known = [make_incident(source=listing, place=land.barchi) for _ in range(3)]
    report = make_report(source=listing, place=land.barchi)
    assert "Cites the same source" in map(str, suggestions(report)[0].match.reasons)

    monkeypatch.setattr(citations, "MOST_TOLD", len(known) - 1)

    assert "Cites the same source" not in map(str, suggestions(report)[0].match.reasons)


def test_what_is_found_is_what_comparing_with_every_incident_finds(land: Map) -> None:
    places = [land.moghul, land.barchi, land.alkhani, land.bagh, land.darzab, land.qosh_tepa, land.province, None]
    whens = ["2017-12-17", "2017-12-15", "2017-12", "/2017-12-20", "2017-11/", ""]
    text = make_place(name="Dasht-e-Barchi", lat=None, lon=None, precision="", public_place=None)
    made = [make_incident(place=place, when=when, casualties=killed(9)) for place in places for when in whens]
    within = {"district": land.darzab, "province": land.province}
    entered = make_place(name="Barchi", same_as=land.barchi, lat=None, lon=None, precision="", **within)
    made += [make_incident(place=place, when="2017-12-17") for place in (text, entered)]
    sketches = filled(outlines_of_incidents(rows_of(Incident.objects.order_by())), Groups())

    for one in made:
        mine = sketches[one.pk]
        expected = {
            other.pk for other in made if other != one
            if meets(mine, sketches[other.pk]) and match(mine, sketches[other.pk]).is_suggested
        }  # fmt: skip
        assert {each.incident.pk for each in suggestions(one, limit=100)} == expected, (one.when, one.place)


@pytest.mark.parametrize("make_subject", [
    lambda land: make_report(place=land.barchi, source=make_source()), lambda land: make_incident(place=land.barchi),
    lambda land: Unsaved(kind=Kind.RAID, when="2017-12", place=land.barchi.pk, source=make_source().pk),
])  # fmt: skip
def test_the_number_of_queries_does_not_grow_with_the_number_of_incidents(land: Map, make_subject: Any) -> None:
    subject: Report | Incident | Unsaved = make_subject(land)
    numbers = []
    for _ in range(2):
        for _ in range(6):
            make_incident(place=land.barchi, casualties=killed(9), attributions=[{"group": make_group()}])
        with CaptureQueriesContext(connection) as asked:
            suggestions(subject)
        numbers.append(len(asked))

    assert numbers[0] == numbers[1] <= MOST_QUERIES
