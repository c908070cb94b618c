"""The network as a graph for other tools: node-link JSON, GraphML, GEXF and a CSV list of ties. Pure."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import networkx as nx

from groups.network import Tie, weight
from groups.networks.whole import Facts, KnownNetwork

COLUMNS = (
    "key", "source", "source_name", "kind", "target", "target_name", "family", "status", "confidence", "sources",
    "start", "end", "begun_earliest", "begun_latest", "over_earliest", "over_latest", "weight", "place", "person",
    "note", "citations",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def network(known: KnownNetwork, slugs: Iterable[str], ties: Iterable[Tie], about: Facts) -> "nx.MultiDiGraph[str]":
    """Groups and ties with all that is known of them; with a day in `about` also how surely each tie stood on it."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(**about)
    day = about.get("as_of")
    for slug in slugs:
        made.add_node(slug, **{name: value for name, value in known.groups[slug].items() if name != "id"})
    for tie in ties:
        facts = {name: value for name, value in known.links[tie.key].items() if name not in ("source", "target", "key")}
        made.add_edge(tie.source, tie.target, key=tie.key, weight=_weight(tie, day), **facts)
    return made


def _weight(tie: Tie, day: str | None) -> float | None:
    return round(weight(tie, date.fromisoformat(day)), 3) if day else None


def node_link(graph: "nx.MultiDiGraph[str]") -> dict[str, Any]:
    """As `networkx.node_link_graph` reads it back."""
    found: dict[str, Any] = nx.node_link_data(graph, edges="links")
    return found


def graphml(graph: "nx.MultiDiGraph[str]") -> str:
    return "\n".join(nx.generate_graphml(_flat(graph), named_key_ids=True))


def gexf(graph: "nx.MultiDiGraph[str]") -> str:
    return "\n".join(nx.generate_gexf(_flat(graph), version="1.2draft"))


def edge_list(graph: "nx.MultiDiGraph[str]") -> str:
    """One tie a row. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for source, target, key, facts in graph.edges(keys=True, data=True):
        ends = {
            "key": key, "source": source, "target": target, "source_name": graph.nodes[source]["name"],
            "target_name": graph.nodes[target]["name"],
        }  # fmt: skip
        plain = {**_plain(facts), **ends}
        rows.writerow([_harmless(plain.get(name, "")) for name in COLUMNS])
    return written.getvalue()


FORMATS: Mapping[str, tuple[str, Callable[["nx.MultiDiGraph[str]"], str]]] = {
    "graphml": ("application/graphml+xml", graphml),
    "gexf": ("application/gexf+xml", gexf),
    "csv": ("text/csv; charset=utf-8", edge_list),
}


def _flat(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """The same with texts and numbers alone, as these formats know neither lists nor nothing."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(**_plain(graph.graph))
    for slug, facts in graph.nodes(data=True):
        made.add_node(slug, **_plain(facts))
    for source, target, key, facts in graph.edges(keys=True, data=True):
        made.add_edge(source, target, key=f"tie-{key}", id=f"tie-{key}", **_plain(facts))
    return made


def _plain(facts: Facts) -> Facts:
    return {name: _written(name, value) for name, value in facts.items() if value is not None}


def _written(name: str, value: Any) -> Any:
    return "; ".join(map(IN_WORDS[name], value)) if name in IN_WORDS else value


def _cited(citation: Facts) -> str:
    parts = (citation["outlet"], citation["published"], citation["title"], citation["url"] or "")
    return ", ".join(part for part in parts if part)


def _led(leader: Facts) -> str:
    parts = (
        leader["person"] or "vacant", leader["role"], leader["start_text"], leader["end_text"], leader["end_reason"],
        "disputed" if leader["is_contested"] else leader["status"], *map(_cited, leader["citations"]),
    )  # fmt: skip
    return ", ".join(part for part in parts if part)


IN_WORDS: Mapping[str, Callable[[Any], str]] = {"citations": _cited, "leaders": _led, "merged": str}


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
