"""A row of every model whose words people may read, and putting a withheld name into any of its texts."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from accounts.models import Role
from groups import actions as group_actions
from groups.models import ListedActor
from incidents import actions
from intake.actions import dataset_of
from intake.crosswalks.known import CROSSWALKS
from intake.models import Mapping
from sources.withholding.texts import text_fields
from tests.audit.test_models import keeping
from tests.factories import (
    NOON,
    at_once,
    make_group,
    make_incident,
    make_place,
    make_reviewable_incident,
    make_source,
    someone,
)
from tests.sources.withholding import NAME

SHORT = "Zmarak"
UNASKED = {
    "intake.Actor": "a name that is withheld is no actor: tests/intake/test_actors.py",
    "intake.Dataset": "what is typed of it is asked where it is typed: tests/intake/test_bringing.py",
    "intake.Import": "what is typed of a file is asked where it is brought: tests/intake/test_bringing.py",
    "intake.Mapping": "what is said of a table is asked where it is saved: tests/intake/test_desk_own.py",
    "accounts.User": "accounts are made by administrators, and never shown to readers",
    "places.Boundary": "outlines come from the gazetteer's files",
    "places.PlaceName": "names of places come from the gazetteer's files",
    "sources.WithheldName": "is the list itself: its reasons are refused any word of the name",
}
NEVER_PUBLIC = {  # asked when they are saved all the same
    "groups.ListedActor": "for the desk alone",
    "incidents.Batch": "for the desk alone",
    "incidents.Comment": "for the desk alone",
    "incidents.Decision": "for the desk alone",
    "incidents.Merge": "for the desk alone",
}
BY_PROGRAM = {
    "incidents.Incident.public_id", "incidents.Incident.set_by", "places.Place.candidates", "places.Place.code",
    "places.Place.coordinate_source", "places.Place.pcode", "places.Place.problem",
}


def asked() -> list[tuple[type[models.Model], str]]:
    """Every field of free text that can hold a name, with its model."""
    return [
        (model, field.attname)
        for model in keeping()
        if model._meta.label not in UNASKED
        for field in text_fields(model)
        if (field.max_length or len(NAME)) >= len(SHORT) and f"{model._meta.label}.{field.attname}" not in BY_PROGRAM
    ]


def planted(model: type[models.Model], name: str) -> Any:
    """A value of a field that holds the name."""
    field: Any = model._meta.get_field(name)
    text = NAME if (field.max_length or len(NAME)) >= len(NAME) else SHORT
    if isinstance(field, models.JSONField):
        return {"1": text} if field.default is dict or not field.has_default() else [text]
    return "https://x.example/zmarak-testperson" if isinstance(field, models.URLField) else text


@at_once
def make_row(model: type[models.Model]) -> models.Model:
    """A stored row; of an incident in review, or of a group or a statement in review, that a reviewer could publish."""
    rows = {"groups": _about_groups, "intake": _about_datasets}.get(model._meta.app_label, _about_incidents)()
    return next(row for row in rows if isinstance(row, model))


def _about_datasets() -> Iterator[models.Model]:
    dataset = dataset_of(CROSSWALKS["ucdp-ged"].dataset)
    yield dataset
    yield Mapping.objects.create(name="Ours", dataset=dataset, made_by=someone(Role.EDITOR))


def _about_groups() -> Iterator[models.Model]:
    by, cited, place = someone(Role.EDITOR), [make_source()], make_place()
    group = group_actions.enter_group(by=by, name="Front", kind="armed_group")
    graded: dict[str, Any] = {"confidence": "low", "by": by, "citations": cited}
    name, known = group_actions.name_group(group, by=by, name="The Front"), make_group()
    rows = (
        group,
        group_actions.enter_alliance(source=known, target=make_group(), kind="supports", status="asserted", **graded),
        group_actions.enter_leadership(group=known, role="head", status="reported", **graded),
        group_actions.enter_presence(group=known, place=place, kind="base", status="asserted", **graded),
    )
    for row in rows:
        group_actions.submit_record(row, by=by)
        row.refresh_from_db()
    yield from (*rows, name)
    yield ListedActor.objects.create(dataset="A list", external_id="1", name="The Front", said={"line": 2})


def _about_incidents() -> Iterator[models.Model]:
    by, reviewer = someone(Role.EDITOR), someone(Role.REVIEWER)
    place = make_place(query="Moghul village, Darzab district")
    incident = make_reviewable_incident(
        place=place, casualties=[{"outcome": "killed", "words": "many"}],
        attributions=[{"group": make_group(), "status": "claimed", "by": "group"}],
    )
    actions.describe(incident, by=by, targets=[{"kind": "religious", "community": "Sufi"}], weapons=[])
    other = make_incident()
    report = incident.reports.get()
    yield from (incident, report, place, report.source, report.source.outlet, incident.targets.get())
    yield from (report.casualties.get(), report.attributions.get())
    yield actions.comment(incident, by=by, text="Look again.")
    yield actions.decide(incident, other, by=by, verdict="different", reason="Another day.")
    yield actions.make_batch([incident], by=reviewer, note="Old ones.")
    yield actions.merge(make_incident(), other, by=by, reason="The same day.", at=NOON)

