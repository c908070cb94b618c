"""A withheld name comes into no text of any model, neither when it is saved nor when it is published."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client

from accounts.models import Role, User
from groups import actions as group_actions
from groups.actions import keeping as group_keeping
from incidents import actions
from incidents.actions import keeping
from incidents.desk.filing import NewPlace, settle_place
from incidents.models import Incident
from places.models import Place
from sources import actions as source_actions
from tests.factories import (
    NOON,
    forgotten,
    make_group,
    make_incident,
    make_published_incident,
    make_reviewable_incident,
    make_source,
    someone,
)
from tests.incidents.planting import NEVER_PUBLIC, SHORT, UNASKED, asked, make_row, planted
from tests.sources.withholding import HIT, NAME, withheld

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FIELDS = {model: [field for _, field in found] for model, found in groupby(asked(), key=itemgetter(0))}
SHOWN = [model for model in FIELDS if model._meta.label not in NEVER_PUBLIC]
SAVING: dict[str, Callable[[Any], None]] = {
    "incidents": keeping.save, "groups": group_keeping.save, "sources": source_actions._save,
}


def refused(verb: Any, *given: Any, **said: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        verb(*given, **said)
    assert "estperson" not in str(refusal.value)
    return dict(refusal.value.message_dict)


def list_both() -> None:
    withheld()
    withheld(SHORT)


def save(row: models.Model, field: str) -> None:
    """As the actions of its app do; a place is entered as text."""
    if isinstance(row, Place):
        settle_place(NewPlace(getattr(row, field), "settlement"), by=someone(Role.EDITOR), now=NOON)
    else:
        SAVING[row._meta.app_label](row)


def publish(row: Any) -> None:
    """What readers would see the row with."""
    by = someone(Role.REVIEWER)
    if row._meta.app_label == "groups":
        group_actions.publish_record(getattr(row, "group", row) if row._meta.model_name == "groupname" else row, by=by)
    else:
        actions.publish(Incident.objects.get(state="in_review"), by=by, at=NOON)


def each_field(model: type[models.Model]) -> Iterator[tuple[Any, str]]:
    """A row for each field of text, by the field's name; what was done with the one before is forgotten."""
    number = make_row(model).pk
    list_both()
    for field in FIELDS[model]:
        with forgotten():
            yield model._base_manager.get(pk=number), field


@pytest.mark.parametrize("model", FIELDS, ids=lambda model: model._meta.label)
def test_no_text_is_saved_with_the_name(model: type[models.Model]) -> None:
    for row, field in each_field(model):
        setattr(row, field, planted(model, field))

        found = refused(save, row, field)

        assert found.keys() == {"text" if model is Place else field}
        assert "a withheld name" in str(found)


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model._meta.label)
def test_nothing_is_published_with_the_name(model: type[models.Model]) -> None:
    for row, field in each_field(model):
        model._base_manager.filter(pk=row.pk).update(**{field: planted(model, field)})

        found = refused(publish, row)

        assert found.keys() == {"withheld"}, field
        assert "a withheld name. Leave the person out" in found["withheld"][0]


def test_every_reason_for_not_asking_is_about_a_model_that_is_there() -> None:
    from_here = {model._meta.label for model, _ in asked()}

    assert NEVER_PUBLIC.keys() <= from_here
    assert not UNASKED.keys() & from_here


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model._meta.label)
def test_what_holds_no_name_is_published(model: type[models.Model]) -> None:
    row = make_row(model)
    list_both()

    publish(row)


def test_a_reason_that_people_read_holds_no_name_either(editor: User, reviewer: User) -> None:
    withheld()
    told, waiting, public = f"It is about {NAME}.", make_reviewable_incident(), make_published_incident()
    first, second = make_incident(), make_incident()
    verbs: list[Any] = [
        lambda: actions.withdraw(public, by=reviewer, reason=told, at=NOON),
        lambda: actions.send_back(waiting, by=reviewer, reason=told),
        lambda: actions.revise(first, by=editor, changes={"title": "Another"}, reason=told),
        lambda: actions.merge(first, second, by=editor, reason=told, at=NOON),
        lambda: actions.detach(first.reports.get(), by=editor, reason=told),
    ]

    assert [refused(verb) for verb in verbs] == [{"reason": [HIT.format("4–5")]}] * len(verbs)


def test_the_name_does_not_come_in_over_the_api(
    client: Client, editor: User, caplog: pytest.LogCaptureFixture
) -> None:
    withheld()
    client.force_login(editor)
    report = {"source": make_source().slug, "kind": "abduction", "when": "2017-12-17"}

    title = client.post("/api/v1/incidents/", {"title": f"Abduction of {NAME}", "report": report}, "application/json")
    place = client.post("/api/v1/places/", {"text": f"House of {NAME}"}, "application/json")

    assert (title.status_code, title.json()) == (400, {"title": [HIT.format("3–4")]})
    assert (place.status_code, place.json()) == (400, {"text": [HIT.format("3–4")]})
    assert not Incident.objects.exists() and not Place.objects.exists()
    assert "estperson" not in caplog.text


def test_a_batch_says_which_of_its_incidents_holds_the_name(reviewer: User) -> None:
    incidents = [make_reviewable_incident() for _ in range(2)]
    batch = actions.make_batch(incidents, by=reviewer)
    for public_id in batch.sample:
        actions.judge_sample(batch, by=reviewer, public_id=public_id, is_right=True)
    withheld()
    Incident.objects.filter(pk=incidents[0].pk).update(summary=f"They took {NAME}.")

    [told] = refused(actions.publish_batch, batch, by=reviewer, at=NOON)["incidents"]

    name = incidents[0].public_id
    assert told == f"{name}: Summary of incident {name}: {HIT.format('3–4')}"


def test_the_rules_still_resolve_what_was_stored_before_the_name_was_listed(editor: User) -> None:
    incident = make_incident(attributions=[{"group": make_group(), "status": "claimed", "by": "group", "note": NAME}])
    incident.attributions.all().delete()
    withheld()

    actions.resolve(incident)

    assert incident.attributions.get().note == NAME
