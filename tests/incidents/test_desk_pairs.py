"""Likely pairs on the desk: both side by side, the verdict with its reason, and the way back."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from incidents import actions
from incidents.desk import pair_queue
from incidents.models import Decision, Incident, Merge, Outcome, Verdict
from places.models import Place
from sources.editorial import State
from tests.factories import NOON, make_incident, make_place, make_published_incident
from tests.incidents.desk import signed_in, where_to

pytestmark = pytest.mark.django_db
QUEUE = "/desk/pairs/"


@pytest.fixture
def place(db: None) -> Place:
    return make_place(name="Moghul")


def killed(number: int) -> list[dict[str, Any]]:
    return [{"outcome": Outcome.KILLED, "low": number, "best": number, "high": number}]


def between(first: Incident, second: Incident) -> str:
    return f"/desk/incidents/{first.public_id}/with/{second.public_id}/"


def about(incident: Incident, part: str = "") -> str:
    return f"/desk/incidents/{incident.public_id}/{part}"


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def decide(client: Client, first: Incident, second: Incident, verdict: str, **odd: str) -> Any:
    seen = client.get(between(first, second)).context["seen"]
    return client.post(between(first, second), {"verdict": verdict, "reason": "Compared.", "seen": seen, **odd})


def test_an_incident_is_shown_beside_what_may_be_the_same(editor: User, place: Place) -> None:
    ours, theirs = make_incident(place=place), make_incident(place=place, title="The other account")
    make_incident(when="2009-01-01", title="Long before")

    page = page_of(signed_in(editor), about(ours, "pairs/"))

    assert "The other account" in page and between(ours, theirs) in page and "Same day, 17 December 2017" in page
    assert "Long before" not in page


def test_two_are_compared_fact_by_fact_with_what_differs_marked(editor: User, place: Place) -> None:
    ours, theirs = make_incident(place=place, casualties=killed(9)), make_incident(place=place, casualties=killed(11))

    answer = signed_in(editor).get(between(ours, theirs))

    differing = {fact.fact for fact in answer.context["facts"] if fact.differs}
    assert differing == {"Killed"}
    page = answer.content.decode()
    assert "9 and 11 killed: differ by 2" in page and "likely the same" in page
    for incident in (ours, theirs):
        assert str(incident.reports.get().source.outlet) in page


def test_what_only_one_of_them_says_contradicts_nothing(editor: User, place: Place) -> None:
    ours, theirs = make_incident(place=place, casualties=killed(9)), make_incident(place=place, when="")

    answer = signed_in(editor).get(between(ours, theirs))

    assert [fact.fact for fact in answer.context["facts"] if fact.differs] == []
    assert "not said" in answer.content.decode()


def test_they_are_different_events_and_never_asked_about_again(editor: User, place: Place) -> None:
    ours, theirs = make_incident(place=place), make_incident(place=place)
    client = signed_in(editor)

    answer = decide(client, ours, theirs, "different", reason="Another street")

    assert where_to(answer) == about(ours, "pairs/")
    page = page_of(client, where_to(answer))
    assert "No other incident is likely" in page
    assert all(words in page for words in ("Different", "Another street", editor.username, between(ours, theirs)))
    assert "has an undecided likely pair" in page_of(client, QUEUE)


@pytest.mark.parametrize(("verdict", "part_is_first"), [("first-in-second", True), ("second-in-first", False)])
def test_one_is_part_of_the_other_and_not_asked_about_again(
    editor: User, place: Place, verdict: str, part_is_first: bool
) -> None:
    ours, theirs = make_incident(place=place), make_incident(place=place)
    client = signed_in(editor)

    decide(client, ours, theirs, verdict)

    decision = Decision.objects.get()
    assert (decision.verdict, decision.first == ours) == (Verdict.PART_OF, part_is_first)
    assert client.get(about(ours, "pairs/")).context["likely"] == []
    assert client.get(QUEUE).context["pairs"] == []


def test_a_verdict_is_changed_and_the_earlier_one_is_still_told(editor: User, reviewer: User) -> None:
    ours, theirs = make_incident(), make_incident()
    decide(signed_in(editor), ours, theirs, "different", reason="Other targets")

    decide(signed_in(reviewer), theirs, ours, "first-in-second", reason="One wave")

    page = page_of(signed_in(editor), between(ours, theirs))
    assert f"{theirs.public_id} is part of {ours.public_id}" in page and "One wave" in page
    assert "Earlier verdicts" in page and "Other targets" in page


def test_two_become_one_as_was_said_before_and_two_again(editor: User, place: Place) -> None:
    kept, taken = make_incident(place=place, casualties=killed(9)), make_incident(place=place, casualties=killed(11))
    client = signed_in(editor)
    said = page_of(client, between(kept, taken))
    assert f"1 report of {taken.public_id} moves to {kept.public_id}" in said and "It can be undone." in said

    answer = decide(client, kept, taken, "keep-first", reason="One attack, two papers")

    assert where_to(answer) == about(kept)
    page = page_of(client, about(kept))
    assert "Undo the merge" in page and "One attack, two papers" in page
    assert f"Go to {kept.public_id}" in page_of(client, about(taken))
    undone = client.post(f"/desk/merges/{Merge.objects.get().pk}/undo/", {"reason": "The hospitals differ."})
    assert where_to(undone) == about(taken)
    assert [each.reports.count() for each in (kept, taken)] == [1, 1]
    assert "Undo the merge" not in page_of(client, about(kept))
    assert "Different" in page_of(client, about(kept, "pairs/"))


def test_a_merge_is_not_undone_without_a_reason(editor: User) -> None:
    merge = actions.merge(make_incident(), make_incident(), by=editor, reason="One event", at=NOON)
    client = signed_in(editor)

    client.post(f"/desk/merges/{merge.pk}/undo/", {"reason": " "})

    assert Merge.objects.standing().count() == 1
    assert "say why the merge is undone" in page_of(client, about(merge.survivor))


def test_an_editor_leaves_the_merging_of_what_is_public_to_a_reviewer(editor: User, reviewer: User) -> None:
    public, draft = make_published_incident(), make_incident()
    client = signed_in(editor)
    assert "A reviewer merges what is public." in page_of(client, between(public, draft))
    assert decide(client, public, draft, "keep-first").status_code == 422

    decide(client, public, draft, "same", reason="One attack")

    assert between(public, draft) in page_of(signed_in(reviewer), QUEUE)
    decide(signed_in(reviewer), public, draft, "keep-first")
    draft.refresh_from_db()
    assert draft.merged_into == public
    page = page_of(client, about(public))
    assert "A reviewer can undo it" in page and "<summary>Undo the merge</summary>" not in page


def test_a_draft_is_never_kept_in_place_of_what_is_public(reviewer: User) -> None:
    public, draft = make_published_incident(), make_incident()

    answer = decide(signed_in(reviewer), draft, public, "keep-first")

    assert answer.status_code == 422
    assert "merge the other way round" in answer.content.decode()
    assert not Merge.objects.exists()


def test_nobody_judges_what_has_changed_unseen(editor: User) -> None:
    ours, theirs = make_incident(), make_incident()
    client = signed_in(editor)
    seen = client.get(between(ours, theirs)).context["seen"]
    actions.revise(theirs, by=editor, changes={"title": "Quite another thing"}, reason="Read again")

    typed = {"verdict": "keep-first", "reason": "They look alike", "seen": seen}
    answer = client.post(between(ours, theirs), typed)

    page = answer.content.decode()
    assert answer.status_code == 409 and "Somebody changed one of the two" in page
    assert "They look alike" in page and "Quite another thing" in page
    assert not Merge.objects.exists()


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"verdict": "different", "reason": ""}, "Say why in a few words"),
    ({"verdict": "", "reason": "They look alike"}, "Choose whether they are the same event"),
    ({"verdict": "perhaps", "reason": "They look alike"}, "choose again"),
])  # fmt: skip
def test_a_verdict_wants_a_choice_and_a_reason(editor: User, typed: dict[str, str], sentence: str) -> None:
    ours, theirs = make_incident(), make_incident()

    answer = decide(signed_in(editor), ours, theirs, **typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode() and (typed["reason"] in answer.content.decode())
    assert not Decision.objects.exists()


def test_what_is_merged_is_decided_where_it_went(editor: User) -> None:
    kept, taken, third = make_incident(), make_incident(), make_incident()
    actions.merge(kept, taken, by=editor, reason="One event", at=NOON)
    client = signed_in(editor)

    page = page_of(client, between(taken, third))

    assert "was merged into another incident" in page and 'name="verdict"' not in page
    assert decide(client, taken, third, "different").status_code == 422


def test_an_incident_is_not_compared_with_itself(editor: User) -> None:
    incident = make_incident()

    assert signed_in(editor).get(between(incident, incident)).status_code == 404


def test_the_queue_asks_about_each_pair_once_the_likeliest_first(editor: User, place: Place) -> None:
    sure = [make_incident(place=place, casualties=killed(40)) for _ in range(2)]
    make_incident(place=place, when="2017-12-16", casualties=killed(2))

    pairs = signed_in(editor).get(QUEUE).context["pairs"]

    assert {pairs[0].first.incident, pairs[0].second.incident} == set(sure)
    both = [frozenset((pair.first.incident.pk, pair.second.incident.pk)) for pair in pairs]
    assert len(set(both)) == len(both)


def test_the_queue_goes_on_where_one_was_after_a_verdict(editor: User, place: Place) -> None:
    ours, theirs = make_incident(place=place), make_incident(place=place)

    answer = decide(signed_in(editor), ours, theirs, "different", onwards="1")

    assert where_to(answer) == f"{QUEUE}?page=1"


def test_the_queue_looks_at_so_many_incidents_a_page(
    editor: User, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pair_queue, "LOOKED_AT", 2)
    old = [make_incident(place=place) for _ in range(2)]
    for _ in range(2):
        make_incident(when="2009-01-01")
    client = signed_in(editor)

    first, second = client.get(QUEUE), client.get(f"{QUEUE}?page=2")

    assert (first.context["pairs"], first.context["earlier"]) == ([], 2)
    [pair] = second.context["pairs"]
    assert {pair.first.incident, pair.second.incident} == set(old) and second.context["earlier"] == 0
    for odd in ("?page=0", "?page=many", "?page=99999999999", "?page=²"):
        assert client.get(QUEUE + odd).status_code == 200


def test_what_is_published_or_withdrawn_is_asked_about_only_beside_a_draft(reviewer: User, place: Place) -> None:
    make_published_incident(place=place)
    withdrawn = make_published_incident(place=place)
    actions.withdraw(withdrawn, by=reviewer, reason="A hoax", at=NOON)
    client = signed_in(reviewer)
    assert client.get(QUEUE).context["pairs"] == []

    make_incident(place=place)

    [pair] = client.get(QUEUE).context["pairs"]
    assert pair.second.incident.state == State.PUBLISHED
