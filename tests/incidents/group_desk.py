"""What tests of the desk's pages on groups share: addresses, filled-in forms, and what an answer says."""

from typing import Any
from uuid import uuid4

from django.contrib.messages import get_messages

from groups.models import Alliance, Group, Leadership, Presence
from tests.factories import make_source


def at(record: Any, verb: str = "") -> str:
    sort = {Group: "records", Alliance: "ties", Leadership: "leadership", Presence: "presence"}[type(record)]
    key = record.slug if isinstance(record, Group) else record.pk
    return f"/desk/groups/{sort}/{key}/{verb and verb + '/'}"


def typed(**odd: Any) -> dict[str, Any]:
    """What every statement's form sends; one source is named by its key unless told otherwise."""
    rows = odd.pop("sources", None)
    rows = [make_source().slug] if rows is None else rows
    keys = {f"citations-{number}-source": key for number, key in enumerate(rows)}
    forms = {"citations-TOTAL_FORMS": str(len(rows)), "citations-INITIAL_FORMS": "0"}
    return {"entry_key": str(uuid4()), "confidence": "low", "status": "asserted", **keys, **forms, **odd}


def tie(**odd: Any) -> dict[str, Any]:
    return typed(**{"kind": "supports", **odd})


def told(answer: Any) -> str:
    return " ".join(map(str, get_messages(answer.wsgi_request)))


def wrong(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 422
    return dict(answer.context["form"].errors)


def standing(page: Any) -> dict[str, Any]:
    """The inputs of a form as a browser would send them back untouched."""
    form, rows = page.context["form"], page.context["rows"]
    found = {box.html_name: box.value() for box in form}
    found |= {box.html_name: box.value() for row in rows for box in row} if rows is not None else {}
    found |= {box.html_name: box.value() for box in rows.management_form} if rows is not None else {}
    return {name: value for name, value in found.items() if value is not None and value is not False}
