"""Turns the OpenAPI document into the handbook page's sections: addresses, parameters, a sample call and its answer."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

Node = Mapping[str, Any]

METHODS = ("get", "post", "patch")
DEEPEST = 6
SAMPLES: dict[str, Any] = {
    "slug": "isk-p", "label": "ISK-P", "name": "Islamic State Khorasan Province", "group": "isk-p", "q": "Daesh",
    "public_id": "KW-2017-000001", "title": "Attack in Kabul", "id": 1, "state": "published", "script": "Latn",
    "code": "AF-JOW", "province": "AF-JOW", "district": None, "parent": "AF-JOW", "country": "AF", "language": "en",
    "text": "Darzab, Jowzjan, Afghanistan", "lat": 36.41, "lon": 65.67, "uncertainty_km": 25.0, "bbox": "60,29,75,39",
    "outlet": "dawn", "citations": ["dawn-2017-12-17"], "published": "2017-12-17", "republishes": None,
    "published_text": "17 December 2017", "when": "2017-12-17", "when_text": "17 December 2017", "start": "2017-12",
    "start_text": "December 2017", "period": "2017-12", "formed": "2015", "end": "", "ended": "", "from": "2017-01-01",
    "to": "2017-12-31", "killed_min": 10, "high": None, "reason": "Entered twice.", "entry_key": None,
    "page_size": 50, "cursor": None, "next": None, "previous": None,
}
SHOWN_IN_CALL = ("q", "group", "province", "outlet")


@dataclass(frozen=True)
class Parameter:
    """A path or query parameter in words."""

    name: str
    about: str
    choices: tuple[str, ...]
    is_repeatable: bool
    is_in_path: bool


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    key: str
    method: str
    path: str
    about: str
    parameters: tuple[Parameter, ...]
    call: str
    sent: str
    answer: str


@dataclass(frozen=True)
class Section:
    """The operations of one noun."""

    name: str
    operations: tuple[Operation, ...]


def sections(document: Node, origin: str) -> list[Section]:
    """The whole handbook, in the order of the document. `origin`, such as "https://example.org", opens the calls."""
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                entry = methods[method]
                found.setdefault(entry["tags"][0], []).append(_operation(document, origin, path, method, entry))
    return [Section(name, tuple(operations)) for name, operations in found.items()]


def _operation(document: Node, origin: str, path: str, method: str, entry: Node) -> Operation:
    parameters = tuple(_parameter(each) for each in entry.get("parameters", ()))
    body = _sample_of(document, entry.get("requestBody", {}))
    answers = entry.get("responses", {})
    success: Node = next((answers[code] for code in sorted(answers) if code.startswith("2")), {})
    return Operation(
        key=entry["operationId"], method=method.upper(), path=path, about=entry.get("description", ""),
        parameters=parameters, call=_call(origin, path, method, parameters, has_body=bool(body)), sent=body,
        answer=_sample_of(document, success),
    )


def _parameter(entry: Node) -> Parameter:
    schema = entry.get("schema", {})
    kind = schema.get("items", schema)
    return Parameter(
        name=entry["name"], about=_sentence(entry.get("description", "")),
        choices=tuple(str(each) for each in kind.get("enum", ())), is_repeatable=schema.get("type") == "array",
        is_in_path=entry["in"] == "path",
    )


def _sentence(text: str) -> str:
    """A parameter's description without the list of choices that follows it in the document."""
    plain = text.partition("* `")[0].strip().replace("`", "").rstrip(".")
    return f"{plain[:1].upper()}{plain[1:]}." if plain else ""


def _call(origin: str, path: str, method: str, parameters: tuple[Parameter, ...], *, has_body: bool) -> str:
    query: dict[str, str] = {}
    for each in parameters:
        if each.is_in_path:
            path = path.replace(f"{{{each.name}}}", str(SAMPLES.get(each.name, 1)))
        elif each.name in SHOWN_IN_CALL:
            query[each.name] = str(SAMPLES[each.name])
    address = f"'{origin}{path}{'?' if query else ''}{urlencode(query)}'"
    if method == "get":
        return f"curl {address}"
    signed_in = f"-b cookies.txt -H \"X-CSRFToken: $TOKEN\" -H 'Referer: {origin}/'"
    lines = [f"curl -X {method.upper()} {address}", signed_in]
    if has_body:
        lines.append("-H 'Content-Type: application/json' -d @body.json")
    return " \\\n     ".join(lines)


def _sample_of(document: Node, holder: Node) -> str:
    """A sample of a request's or answer's JSON, indented; empty where there is none."""
    schema = next((each.get("schema") for kind, each in holder.get("content", {}).items() if "json" in kind), None)
    return json.dumps(sample(document, schema), indent=2, ensure_ascii=False) if schema else ""


def sample(document: Node, schema: Node, name: str = "", depth: int = 0) -> Any:
    """A plausible value of a schema; what lies too deep is left out."""
    schema = _resolved(document, schema)
    if "enum" in schema:
        return SAMPLES[name] if SAMPLES.get(name) in schema["enum"] else schema["enum"][0]
    if "properties" in schema:
        return dict(_properties(document, schema, depth)) if depth < DEEPEST else {}
    if schema.get("type") == "array":
        one = sample(document, schema["items"], name, depth + 1)
        return SAMPLES[name] if isinstance(SAMPLES.get(name), list) and not isinstance(one, dict) else [one]
    return SAMPLES[name] if name in SAMPLES else _plain(schema)


def _properties(document: Node, schema: Node, depth: int) -> Iterator[tuple[str, Any]]:
    for name, each in schema["properties"].items():
        yield name, sample(document, each, name, depth + 1)


def _resolved(document: Node, schema: Node) -> Node:
    while "$ref" in schema or "allOf" in schema or "oneOf" in schema:
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        else:
            schema = (schema.get("allOf") or schema["oneOf"])[0]
    return schema


def _plain(schema: Node) -> Any:
    if "example" in schema:
        return schema["example"]
    by_format = {"date": "2017-12-17", "uri": "https://example.org/story", "date-time": "2017-12-17T12:00:00Z"}
    by_type = {"integer": 1, "number": 1.0, "boolean": False, "object": {}, "string": "…"}
    return by_format.get(schema.get("format", ""), by_type.get(schema.get("type", "")))
