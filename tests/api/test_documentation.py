"""The API describes itself: a valid OpenAPI document, and a handbook that loads nothing from elsewhere."""

import json
import re
from collections.abc import Iterable
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from khorasan_watch.handbook import sample, sections
from tests.api.routes import addresses

NUMBERED = re.compile(r"[0-9a-f]{3}Enum$")  # how two vocabularies of one name are told apart until we name them
UNDESCRIBED = {"/api/v1/schema", "/api/v1/docs/"}
ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//(?!testserver)[^"']*["']""")


@pytest.fixture(scope="module")
def document() -> dict[str, object]:
    """The document, generated with every warning an error."""
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.django_db
def test_the_schema_is_served_as_json(client: Client) -> None:
    answer = client.get("/api/v1/schema")

    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.")


def test_the_schema_names_every_address_of_the_api(document: dict[str, dict[str, object]]) -> None:
    served = {path for path in addresses() if path.startswith("/api/v1/") and path not in UNDESCRIBED}

    assert without_names(served) == without_names(document["paths"])


def without_names(paths: Iterable[str]) -> set[str]:
    return {re.sub(r"\{\w+\}", "{}", path) for path in paths}


def test_vocabularies_have_names_a_front_end_can_use(document: dict[str, dict[str, dict[str, object]]]) -> None:
    names = document["components"]["schemas"]

    assert {"Group", "Alliance", "Place", "Source", "GroupKind", "AllianceKind", "IncidentKind"} <= set(names)
    assert [name for name in names if NUMBERED.search(name)] == []


def test_every_operation_can_be_tried_from_the_handbook(document: dict[str, object]) -> None:
    operations = [each for section in sections(document, "https://example.org") for each in section.operations]

    assert all(each.call.startswith("curl ") and "{" not in each.call for each in operations)
    assert all(json.loads(each.answer) for each in operations if each.answer)
    lists = [each for each in operations if each.key.endswith("_list")]
    assert all("page_size" in [parameter.name for parameter in each.parameters] for each in lists)


def test_a_schema_that_holds_itself_gives_a_finite_sample() -> None:
    node = {"type": "object", "properties": {"inside": {"$ref": "#/components/schemas/Node"}}}

    assert "inside" in str(sample({"components": {"schemas": {"Node": node}}}, node))


@pytest.mark.django_db
def test_the_handbook_loads_nothing_from_elsewhere(client: Client) -> None:
    answer = client.get("/api/v1/docs/")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "/api/v1/groups/" in page
    assert "curl" in page
    assert [link for link in ELSEWHERE.findall(page) if "loc.gov" not in link] == []
    assert "<style" not in page and " style=" not in page
