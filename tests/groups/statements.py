"""Statements about groups on their way to readers."""

from typing import Any

from accounts.models import Role, User
from groups import actions
from groups.models import Alliance, Leadership
from tests.factories import make_group, make_source, someone


def entered_tie(**odd: Any) -> Alliance:
    plain: dict[str, Any] = {"kind": "supports", "status": "asserted", "confidence": "low"}
    for name in ("source", "target"):
        odd.setdefault(name, None)
        odd[name] = odd[name] or make_group()
    return actions.enter_alliance(**{"by": someone(Role.EDITOR), "citations": [make_source()], **plain, **odd})


def entered_head(person: str, **odd: Any) -> Leadership:
    plain: dict[str, Any] = {"role": "head", "status": "reported", "confidence": "low", "person": person}
    return actions.enter_leadership(**{"by": someone(Role.EDITOR), "citations": [make_source()], **plain, **odd})


def submitted(record: Any) -> Any:
    actions.submit_record(record, by=someone(Role.EDITOR))
    record.refresh_from_db()
    return record


def published(record: Any, by: User | None = None) -> Any:
    actions.publish_record(submitted(record), by=by or someone(Role.REVIEWER))
    record.refresh_from_db()
    return record
