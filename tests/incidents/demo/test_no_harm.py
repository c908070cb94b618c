"""The demonstration names nobody private, points at no place of worship, and borrows no sentence."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model, Q

from groups.models import Alliance
from incidents.demo.files import FOLDER
from incidents.models import Attribution, Incident, Report
from places.models import Place, PlaceKind, Sensitivity

APPS = ("sources", "places", "groups", "incidents")
LONGEST_LOAN = 7  # words in a row that a text may share with the article, such as a title or a number with its noun
NAMES_OF_TOWNS = {"kabul", "quetta", "lahore"}
GENERIC = {"church", "mosque", "shrine", "shia", "cultural", "centre", "park"} | NAMES_OF_TOWNS


@pytest.mark.django_db
def test_no_withheld_person_is_named(demo: None, article: str, coding: dict[str, Any]) -> None:
    files = " ".join(path.read_text(encoding="utf-8") for path in FOLDER.iterdir())
    texts = words(f"{files} {' '.join(loaded_texts())}")

    for name in withheld_names(article, coding):
        assert f" {' '.join(words(name))} " not in f" {' '.join(texts)} ", "a withheld name occurs"


def test_the_check_knows_the_names(article: str, coding: dict[str, Any]) -> None:
    names = withheld_names(article, coding)

    assert len(names) >= 5
    assert all(name in article for name in names)


def test_no_sentence_of_the_article_is_repeated(article: str) -> None:
    borrowed = runs(words(article), LONGEST_LOAN + 1)

    for path in FOLDER.glob("*.json"):
        for text in strings(json.loads(path.read_text(encoding="utf-8"))):
            assert not runs(words(text), LONGEST_LOAN + 1) & borrowed, path.name


@pytest.mark.django_db
def test_a_withheld_site_is_public_as_its_district(demo: None) -> None:
    withheld = Place.objects.filter(sensitivity=Sensitivity.DISTRICT)

    assert withheld.count() == 4
    for place in withheld:
        assert place.public_place is not None
        assert place.public_place.kind == PlaceKind.DISTRICT


@pytest.mark.django_db
def test_no_text_gives_away_a_withheld_site(demo: None) -> None:
    withheld = Place.objects.filter(sensitivity=Sensitivity.DISTRICT)
    telling = {word for place in withheld for word in telling_words(place)}

    assert {"bethel", "barchi", "fatehpur", "rakhyal"} <= telling
    for incident in Incident.objects.filter(place__sensitivity=Sensitivity.DISTRICT):
        assert not telling & set(words(" ".join(public_texts(incident)))), incident.title


@pytest.mark.django_db
def test_an_allegation_of_the_perpetrators_is_a_note_and_never_a_tie(demo: None) -> None:
    alleged = Q(source__slug="iranian-agencies") | Q(target__slug="iranian-agencies")

    assert not Alliance.objects.filter(alleged).exists()
    assert not Attribution.objects.filter(group__slug="iranian-agencies").exists()
    assert "not established" in Attribution.objects.get(status="claimed", group__slug="islamic-state").note


@pytest.mark.django_db
def test_no_words_of_a_source_are_stored(demo: None) -> None:
    assert not Report.objects.exclude(excerpt="").exists()


def withheld_names(article: str, coding: dict[str, Any]) -> set[str]:
    spans = [tuple(span) for row in coding["persons"] if row["publish"] != "yes" for span in row.get("spans", [])]
    mentions = coding["expressions"]["person_mentions"]
    spans += [(row["start"], row["end"]) for row in mentions if row["publish"] != "yes"]
    return {article[start:end] for start, end in spans}


def loaded_texts() -> Iterator[str]:
    """Every text in the database but the gazetteer's own, which is full of villages named after people."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            for row in rows_of_ours(model):
                yield from (text for text in strings(row) if text)


def rows_of_ours(model: type[Model]) -> list[dict[str, Any]]:
    found = model._default_manager.all()
    if model is Place or model.__name__ == "HistoricalPlace":
        found = found.exclude(coordinate_source="gazetteer")
    return list(found.values())


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(found: list[str], length: int) -> set[str]:
    return {" ".join(found[start : start + length]) for start in range(len(found) - length + 1)}


def telling_words(place: Place | None) -> Iterator[str]:
    """Words that only the names of a place, or of what it lies in below its district, contain."""
    while place is not None and place.kind != PlaceKind.DISTRICT:
        for name in [place.name, *place.names.values_list("name", flat=True)]:
            yield from (word for word in words(name) if len(word) > 3 and word not in GENERIC)
        place = place.parent


def public_texts(incident: Incident) -> Iterator[str]:
    yield from (incident.title, incident.summary)
    yield from (report.note for report in incident.reports.all())
    parts = Attribution.objects.filter(Q(incident=incident) | Q(report__incident=incident))
    yield from parts.values_list("note", flat=True)
