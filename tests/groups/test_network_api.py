"""The network over HTTP: what readers may know of ties, by date and filter, in formats other tools read back."""

import csv
import io
from typing import Any

import networkx as nx
import pytest
from django.test import Client

from accounts.models import User
from groups.models import Alliance, Group, Leadership
from tests.factories import make_group, make_outlet, make_place, make_source

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/network/"


def tie(source: Group, target: Group, **odd: Any) -> Alliance:
    cited = odd.pop("citations", None)
    plain = {"kind": "allied_with", "status": "asserted", "confidence": "moderate", "state": "published"}
    made = Alliance.objects.create(source=source, target=target, **{**plain, **odd})
    made.citations.set([make_source()] if cited is None else cited)
    return made


def ask(address: str = ADDRESS, client: Client | None = None, **words: Any) -> Any:
    return (client or Client()).get(address, words)


def keys(**words: Any) -> list[int]:
    return [link["key"] for link in ask(**words).json()["links"]]


def test_a_strangers_network_holds_published_ties_between_published_groups_alone(editor: User) -> None:
    a, b, hidden = make_group(), make_group(), make_group(state="draft")
    shown = tie(a, b)
    tie(a, b, state="draft")
    tie(a, hidden)
    on_the_desk = Client()
    on_the_desk.force_login(editor)

    found = ask().json()

    assert [link["key"] for link in found["links"]] == [shown.pk]
    assert {node["id"] for node in found["nodes"]} == {a.slug, b.slug}
    assert len(ask(client=on_the_desk).json()["links"]) == 3


def test_a_tie_tells_its_family_its_doubt_its_time_and_each_source() -> None:
    outlet = make_outlet(name="The Valley Post")
    source = make_source(outlet=outlet, published="2016-05-02", title="An oath", url="https://valley.example/oath")
    made = tie(make_group(), make_group(), kind="pledged_to", start="2015", citations=[source], confidence="low")

    link = ask(as_of="2015-07-02").json()["links"][0]

    assert (link["family"], link["kind_label"], link["confidence"]) == ("allegiance", "pledged allegiance to", "low")
    assert (link["begun_earliest"], link["begun_latest"], link["start_text"]) == ("2015-01-01", "2015-12-31", "2015")
    assert link["weight"] == pytest.approx(0.5, abs=0.01)
    assert link["citations"] == [{
        "slug": source.slug, "outlet": "The Valley Post", "published": "2016-05-02",
        "published_text": "2 May 2016", "title": "An oath", "url": "https://valley.example/oath",
    }]  # fmt: skip
    assert made.pk == link["key"]


def test_a_date_leaves_out_what_had_not_begun_and_groups_not_yet_formed() -> None:
    a, late = make_group(), make_group(formed="2015", formed_earliest="2015-01-01", formed_latest="2015-12-31")
    tie(a, late)

    before, after = (ask(as_of=day).json() for day in ("2014-12-31", "2015-06-01"))

    assert ([node["id"] for node in before["nodes"]], before["links"]) == ([a.slug], [])
    assert len(after["nodes"]) == 2 and 0 < after["links"][0]["weight"] < 1


def test_a_tie_that_contradicts_its_group_is_shown_with_it_in_every_format() -> None:
    late = make_group(formed="2015", formed_earliest="2015-01-01", formed_latest="2015-12-31")
    tie(make_group(), late, start="2014-01-01")

    assert late.slug in {node["id"] for node in ask(as_of="2014-06-01").json()["nodes"]}
    for kind in ("csv", "gexf", "graphml"):
        assert late.name in ask(f"/api/v1/network.{kind}", as_of="2014-06-01").content.decode()


def test_a_pledge_that_was_withdrawn_no_longer_stands() -> None:
    a, b = make_group(), make_group()
    tie(a, b, kind="pledged_to", start="2015-01-01")
    left = tie(a, b, kind="withdrew_from", start="2016-01-01")

    assert keys(as_of="2017-01-01") == [left.pk]
    ids = [row["id"] for row in Client().get("/api/v1/alliances/?as_of=2017-01-01").json()["results"]]
    assert ids == [left.pk]


def test_only_what_stood_for_certain_can_be_asked_for() -> None:
    sure = tie(make_group(), make_group(), start="2015-01-01")
    unsure = tie(make_group(), make_group(), start="/2018-01-31")

    assert set(keys(as_of="2016-01-01")) == {sure.pk, unsure.pk}
    assert keys(as_of="2016-01-01", certain="yes") == [sure.pk]


def test_implied_and_denied_ties_are_told_when_asked_for() -> None:
    a, b = make_group(), make_group()
    made = {status: tie(a, b, status=status).pk for status in ("asserted", "implied", "denied")}

    assert keys() == [made["asserted"]]
    assert set(keys(status=["implied", "denied"])) == {made["implied"], made["denied"]}


def test_kinds_families_confidence_and_independent_outlets_narrow_the_ties() -> None:
    a, b, wire = make_group(), make_group(), {"owner_group": "One Wire"}
    twice = [make_source(outlet=make_outlet(**wire)), make_source(outlet=make_outlet(**wire))]
    one, other = tie(a, b, kind="rival_of", confidence="high"), tie(a, b, citations=[*twice, make_source()])
    echoed = tie(a, b, kind="supports", citations=twice)

    assert keys(family="hostility") == [one.pk] == keys(kind="rival_of") == keys(confidence="high")
    assert keys(family="hostility", kind="supports") == [one.pk, echoed.pk]
    assert keys(sources_min=2) == [other.pk]


def test_around_a_group_are_those_within_some_steps() -> None:
    a, b, c, d = (make_group() for _ in range(4))
    near, far = tie(a, b), tie(c, b)
    tie(c, d)

    assert keys(ego=a.slug) == [near.pk]
    assert keys(ego=a.slug, steps=2) == [near.pk, far.pk]
    assert {node["id"] for node in ask(ego=a.slug).json()["nodes"]} == {a.slug, b.slug}


def test_ways_between_groups_name_their_weakest_evidence() -> None:
    a, b, c = make_group(), make_group(), make_group()
    weak, strong = tie(a, b, confidence="low"), tie(c, b, status="confirmed")

    found = ask(f"{ADDRESS}paths/", source=a.slug, target=c.slug).json()["paths"]

    assert [([group["id"] for group in way["groups"]], way["weakest"]) for way in found] == [
        ([a.slug, b.slug, c.slug], weak.pk)
    ]
    assert [each["key"] for each in found[0]["ties"]] == [weak.pk, strong.pk]


def test_a_leader_is_told_with_how_the_time_ended() -> None:
    group = make_group()
    Leadership.objects.create(
        group=group, person="A. Leader", role="head", status="possible", confidence="low", start="2017-04~",
        end="2017-07", end_reason="killed", state="published",
    ).citations.set([make_source()])  # fmt: skip

    leader = ask().json()["nodes"][0]["leaders"][0]

    assert (leader["person"], leader["end_reason"], leader["over_latest"]) == ("A. Leader", "killed", "2017-07-31")


def test_a_place_is_told_no_finer_than_readers_may_know(reviewer: User) -> None:
    district = make_place(name="Wide District", kind="district", precision="district")
    shrine = make_place(name="Old Shrine", kind="site", precision="site", public_place=district)
    tie(make_group(), make_group(), place=shrine)
    on_the_desk = Client()
    on_the_desk.force_login(reviewer)

    assert ask().json()["links"][0]["place"] == "Wide District"
    assert "Old Shrine" in ask(client=on_the_desk).json()["links"][0]["place"]


def test_a_merged_record_stands_for_the_one_it_leads_to() -> None:
    kept, other = make_group(), make_group()
    merged = make_group(merged_into=kept)
    tie(merged, other)

    found = ask().json()

    assert {node["id"] for node in found["nodes"]} == {kept.slug, other.slug}
    assert found["links"][0]["source"] == kept.slug
    assert {node["id"]: node["merged"] for node in found["nodes"]}[kept.slug] == [merged.slug]
    assert ask(ego=merged.slug).json()["links"] == found["links"]


def test_groups_that_count_as_one_are_one_node_and_no_record_is_merged() -> None:
    a, b, c = make_group(slug="a", short_name="A"), make_group(slug="b", short_name="B"), make_group(slug="c")
    tie(a, b, kind="same_as")
    one, other = tie(b, c), tie(c, a)

    found = ask(one="b~a").json()

    assert {node["id"]: node["label"] for node in found["nodes"]} == {"a": "A = B", "c": c.label}
    assert {(link["key"], link["source"], link["target"]) for link in found["links"]} == {
        (one.pk, "a", "c"), (other.pk, "c", "a"),
    }  # fmt: skip
    assert {link["key"] for link in ask(one="b~a", ego="b").json()["links"]} == {one.pk, other.pk}
    assert {node["id"] for node in ask().json()["nodes"]} == {"a", "b", "c"}


def test_a_change_is_seen_at_once_and_the_version_follows_the_content() -> None:
    made = tie(make_group(), make_group())
    before = ask().json()["graph"]["version"]

    made.note = "Said again."
    made.save()

    after = ask().json()
    assert after["links"][0]["note"] == "Said again." and after["graph"]["version"] != before
    assert ask().json()["graph"] == after["graph"]


def test_who_has_the_answer_is_told_so() -> None:
    tie(make_group(), make_group())
    tag = ask()["ETag"]

    assert Client().get(ADDRESS, headers={"if-none-match": tag}).status_code == 304


def test_networkx_reads_each_format_back_with_the_same_ties_and_citations() -> None:
    a, b = make_group(name="A <Front> & Co"), make_group(name="جبهه", slug="jabha")
    ties = [tie(a, b), tie(b, a, kind="rival_of", note="a note")]
    words: Any = {"as_of": "2020-01-01"}
    shown = {(row.source.slug, row.target.slug, row.kind) for row in ties}

    plain = nx.node_link_graph(ask(**words).json(), edges="links")
    graphml = nx.parse_graphml(ask("/api/v1/network.graphml", **words).content.decode())
    gexf = nx.read_gexf(io.BytesIO(ask("/api/v1/network.gexf", **words).content))
    rows = list(csv.DictReader(io.StringIO(ask("/api/v1/network.csv", **words).content.decode())))

    for graph in (plain, graphml, gexf):
        assert {(one, other, facts["kind"]) for one, other, facts in graph.edges(data=True)} == shown
        assert {facts["name"] for _, facts in graph.nodes(data=True)} == {a.name, b.name}
        assert all(facts["citations"] for *_, facts in graph.edges(data=True))
    assert {(row["source"], row["target"], row["kind"]) for row in rows} == shown
    assert {row["key"] for row in rows} == {str(row.pk) for row in ties}
    assert all(row["citations"] for row in rows)


def test_a_spreadsheet_takes_no_text_for_a_formula() -> None:
    tie(make_group(name="=HYPERLINK(1)"), make_group(), note="+1")

    row = next(csv.DictReader(io.StringIO(ask("/api/v1/network.csv").content.decode())))

    assert (row["source_name"], row["note"]) == ("'=HYPERLINK(1)", "'+1")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"as_of": "2017-13-01"}, "as_of"), ({"as_of": "x\x00"}, "as_of"), ({"kind": "friend_of"}, "kind"),
        ({"status": "true"}, "status"), ({"steps": "4", "ego": "a"}, "steps"), ({"steps": "1"}, "steps"),
        ({"ego": "nobody"}, "ego"), ({"sources_min": "-1"}, "sources_min"), ({"sources_min": "9" * 400}, "sources_min"),
        ({"certain": "yes"}, "certain"), ({"certain": "maybe", "as_of": "2017-01-01"}, "certain"),
        ({"colour": "red"}, "colour"), ({"one": "a"}, "one"), ({"one": "nobody~none"}, "one"),
        ({"as_of": ["2017-01-01", "2018-01-01"]}, "as_of"), ({"ego": "a b"}, "ego"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_by_the_name_of_the_parameter(words: dict[str, Any], field: str) -> None:
    for address in (ADDRESS, "/api/v1/network.gexf"):
        answer = ask(address, **words)
        assert answer.status_code == 400
        assert list(answer.json()) == [field]


def test_a_way_needs_two_known_ends() -> None:
    answer = ask(f"{ADDRESS}paths/", source=make_group().slug)

    assert (answer.status_code, list(answer.json())) == (400, ["target"])
