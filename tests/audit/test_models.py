"""Every model of ours keeps a history that is linked, or there is a reason why it keeps none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from simple_history.models import HistoricalChanges

from audit.records import LinkedHistory

KEEP_NONE = {
    "audit.Link": "is the chain of history itself",
    "audit.Head": "is the end of the chain",
    "explore.Change": "a work queue: what no snapshot holds yet",
    "explore.Publication": "one row of working state, made anew with each snapshot",
    "explore.ExportJob": "a work queue: files that are gone after a day",
    "intake.Entry": "follows from files that were taken in; its report has a history",
    "intake.Finding": "what an import tells, made anew with each",
    "intake.Naming": "follows from a row; what it makes of reports is history",
    "incidents.Draft": "belongs to one person until the form is sent, and is gone then",
    "incidents.IncidentNumber": "a counter: the numbers given out stand with the incidents",
    "incidents.Unresolved": "a work queue: what resolving changes is history",
    "places.GeocoderAnswer": "remembers what others answered, to ask them less",
    "places.GeocoderTurn": "a clock for whoever asks next",
    "sources.WithheldForm": "digests of a private person's name, gone for good once it is taken off the list",
}
LEAVE_OUT = {
    "groups.ListedActor.candidates": "what comparing proposes, made anew whenever names change; decisions are kept",
    "groups.ListedActor.finding": "follows from the candidates",
    "groups.ListedActor.seen": "counted anew with every file of its dataset",
    "accounts.User.password": "a secret is kept once, and only as long as it is one",
    "accounts.User.last_login": "not a change anybody made",
    "places.Boundary.geometry": "megabytes; source and version say which outline it is",
}
MANY_LEFT_OUT = {
    "accounts.User.groups": "rights come from the role",
    "accounts.User.user_permissions": "rights come from the role",
    "incidents.Batch.incidents": "the history of each incident names the batch it was published with",
    "incidents.Incident.authors": "follows from who signed its history",
}


def ours() -> Iterator[type[models.Model]]:
    """The models of the project's own apps, without those that hold history."""
    for config in apps.get_app_configs():
        if Path(config.path).parent == settings.BASE_DIR:
            yield from (model for model in config.get_models() if not issubclass(model, HistoricalChanges))


def keeping() -> Iterator[Any]:
    return (model for model in ours() if hasattr(model._meta, "simple_history_manager_attribute"))


def test_every_model_keeps_history_unless_there_is_a_reason() -> None:
    without = {model._meta.label for model in ours()} - {model._meta.label for model in keeping()}

    assert without == KEEP_NONE.keys()


def test_all_history_is_linked() -> None:
    others = [model._meta.label for model in keeping() if not isinstance(model.history, LinkedHistory)]

    assert others == []


def test_every_field_is_kept_unless_there_is_a_reason() -> None:
    left_out = {
        f"{model._meta.label}.{name}" for model in keeping() for name in model.history.model._history_excluded_fields
    }

    assert left_out == LEAVE_OUT.keys()


def test_every_relation_to_many_is_kept_unless_there_is_a_reason() -> None:
    left_out = {
        f"{model._meta.label}.{field.name}"
        for model in keeping()
        for field in model._meta.many_to_many
        if field not in model.history.model._history_m2m_fields
    }

    assert left_out == MANY_LEFT_OUT.keys()


def test_no_reason_is_too_long() -> None:
    reasons = {model._meta.label: model.history.model._meta.get_field("history_change_reason") for model in keeping()}

    assert [label for label, field in reasons.items() if field.max_length] == []


def test_whoever_signed_is_never_forgotten() -> None:
    forgetful = [
        model._meta.label
        for model in keeping()
        if model.history.model._meta.get_field("history_user").remote_field.on_delete is not models.PROTECT
    ]

    assert forgetful == []
