"""The demonstration's incidents are all different events, and some of them close to each other."""

from itertools import combinations

import pytest

from incidents.matching import Band, Match, match
from incidents.models import Incident
from incidents.suggesting import suggestions
from incidents.suggesting.neighbours import rows_of
from incidents.suggesting.parties import Groups
from incidents.suggesting.sketching import filled, outlines_of_incidents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def matches() -> dict[frozenset[str], Match]:
    titles = dict(Incident.objects.values_list("pk", "title"))
    sketches = filled(outlines_of_incidents(rows_of(Incident.objects.order_by())), Groups())
    return {
        frozenset({titles[one], titles[other]}): match(sketches[one], sketches[other])
        for one, other in combinations(sketches, 2)
    }


def test_no_two_of_them_are_likely_to_be_one() -> None:
    found = matches()

    assert len(found) == 171
    assert [pair for pair, each in found.items() if each.band in (Band.LIKELY, Band.VERY_LIKELY)] == []


def test_two_camps_of_one_article_are_the_closest_and_told_apart_by_their_names() -> None:
    closest, found = max(matches().items(), key=lambda pair: pair[1].score)

    assert closest == {"Training camp reported at Moghul, Darzab", "Training camp reported at Sar Dara, Darzab"}
    assert "Both in Darzab district, but different places: Moghul and Sar Dara" in map(str, found.reasons)


def test_few_of_them_are_suggested_for_each_other() -> None:
    suggested = {one.title: len(suggestions(one)) for one in Incident.objects.all()}

    assert max(suggested.values()) <= 4
    assert sum(number == 0 for number in suggested.values()) >= 10
