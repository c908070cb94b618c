"""What the demonstration amounts to, in numbers that only an editor's decision may change."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Count, Sum

from groups.models import Alliance, Group, GroupName, Leadership, MatchRule, Presence
from incidents.demo.files import rows
from incidents.demo.incidents import PUBLISHED_AT
from incidents.models import Attribution, AttributionStatus, Casualty, Incident, Report
from places.models import Place, Precision
from sources.editorial import State
from sources.models import Outlet, OutletKind, Reliability, Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_every_noun_is_complete() -> None:
    expected = {
        Outlet: 16, Source: 22, Group: 18, Alliance: 34, Leadership: 11, Presence: 46, Incident: 19, Report: 21,
    }

    assert {model: model._default_manager.count() for model in expected} == expected


def test_everything_is_published() -> None:
    for model in (Group, Alliance, Leadership, Presence, Incident):
        assert set(model._default_manager.values_list("state", flat=True)) == {State.PUBLISHED}
    assert set(Incident.objects.values_list("published_at", flat=True)) == {PUBLISHED_AT}


@pytest.mark.parametrize("statement", [Alliance, Leadership, Presence])
def test_every_statement_is_cited(statement: type[Alliance | Leadership | Presence]) -> None:
    assert not statement._default_manager.filter(citations=None).exists()


def test_one_article_confirms_nothing_twice() -> None:
    assert set(Incident.objects.values_list("corroboration", flat=True)) == {1}
    assert set(Incident.objects.values_list("credibility", flat=True)) == {3}


def test_no_outlet_is_graded_before_an_editor_grades_it() -> None:
    assert set(Outlet.objects.values_list("reliability", flat=True)) == {Reliability.F}
    assert Outlet.objects.get(kind=OutletKind.PARTY_TO_CONFLICT).name == "Amaq news agency"


def test_open_counts_stay_open() -> None:
    killed = Incident.objects.aggregate(low=Sum("killed_low"), best=Sum("killed_best"))
    with_dead = Incident.objects.filter(killed_low__isnull=False)

    assert killed == {"low": 175, "best": 180}
    assert with_dead.filter(killed_high=None).count() == 4
    assert with_dead.count() == 8


def test_many_injured_is_words_and_not_a_number() -> None:
    said = Casualty.objects.get(hedge="vague")

    assert (said.low, said.best, said.high, said.words) == (None, None, None, "many more injured")


def test_places_are_no_finer_than_they_are_known() -> None:
    shown = Incident.objects.values_list("place__public_place__precision", flat=True)

    assert {level: list(shown).count(level) for level in set(shown)} == {
        Precision.SETTLEMENT: 3, Precision.DISTRICT: 10, Precision.PROVINCE: 2, None: 4,
    }


def test_approximate_points_say_so() -> None:
    placed = Place.objects.filter(coordinate_source="editor")

    assert placed.count() >= 30
    assert not placed.filter(uncertainty_km=None).exists()


def test_ambiguous_names_are_never_matched_by_themselves() -> None:
    taliban = GroupName.objects.filter(name="Taliban")

    assert set(taliban.values_list("match", flat=True)) == {MatchRule.NEVER}
    assert taliban.count() == 2
    assert GroupName.objects.get(name="IS").match == MatchRule.EXACT_CASE


def test_a_name_that_is_matched_belongs_to_one_group() -> None:
    matched = GroupName.objects.exclude(match=MatchRule.NEVER)

    assert not matched.values("name").annotate(owners=Count("group")).filter(owners__gt=1).exists()


def test_the_unknown_air_operator_stays_unknown() -> None:
    flown = Attribution.objects.get(incident__isnull=False, group__slug="unidentified-air-operator")

    assert flown.status == AttributionStatus.UNKNOWN


def test_the_claim_and_the_credit_of_one_attack_stand_side_by_side() -> None:
    parts = Attribution.objects.filter(incident__title__contains="cultural centre")

    assert {(part.group.label, part.status, part.by) for part in parts} == {
        ("IS", "claimed", "group"), ("ISK-P", "credited", "author"),
    }


def test_the_copy_names_its_original() -> None:
    assert Source.objects.get(outlet__name="MENAFN").root.outlet.name == "Afghanistan Times"


def test_citation_keys_are_those_of_the_file() -> None:
    assert set(Source.objects.values_list("slug", flat=True)) == {row["key"] for row in rows("sources")}


def test_every_row_passes_its_own_checks() -> None:
    """The loader leaves this to the database for speed; a slip in a file would show here."""
    for model in (model for model in apps.get_models() if hasattr(model, "history")):
        for row in model._default_manager.all():
            try:
                row.full_clean(exclude=["password"])
            except ValidationError as refusal:
                pytest.fail(f"{model.__name__} {row}: {refusal}")
