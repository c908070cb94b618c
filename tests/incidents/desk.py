"""What the desk's tests share: a signed-in browser and a form filled in plainly."""

from typing import Any
from uuid import uuid4

from django.http.response import HttpResponseBase
from django.test import Client

from accounts.models import User

NEW_REPORT = "/desk/reports/new/"
ROWS = ("casualties", "attributions")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def where_to(answer: HttpResponseBase) -> str:
    """The address an answer redirects to."""
    return str(answer.headers["Location"])


def form_with(**typed: Any) -> dict[str, Any]:
    """A report form that would be accepted, with what is odd typed over it."""
    plain = {
        "entry_key": str(uuid4()), "outlet": "Daily Story", "outlet_kind": "newspaper", "published": "2017-12-18",
        "kind": "armed_attack", "when": "2017-12-17", "excerpt": "Gunmen opened fire.", "credibility": "6",
        "place_kind": "settlement", "destination": "new", "title": "Attack on a bazaar",
    }
    counted = {f"{rows}-{name}_FORMS": number for rows in ROWS for name, number in (("TOTAL", "2"), ("INITIAL", "0"))}
    usual = {
        f"{rows}-{row}-{field}": value
        for row in range(2)
        for rows, field, value in (
            ("casualties", "outcome", "killed"), ("casualties", "people", "unspecified"),
            ("casualties", "hedge", "exact"), ("attributions", "role", "perpetrator"),
            ("attributions", "status", "credited"), ("attributions", "by", "media"),
            ("attributions", "confidence", "low"),
        )
    }
    return {**plain, **counted, **usual, **typed}
