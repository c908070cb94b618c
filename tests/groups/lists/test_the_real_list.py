"""The 82 actors of the UCDP list beside the demonstration's 18 groups: proposed rightly, and nothing too surely."""

from collections import Counter
from pathlib import Path

import pytest

from groups.lists.deciding import enter_as_new, same_as_proposed
from groups.models import Alliance, Finding, Group, ListedActor, ListedState
from incidents.demo.groups import load_groups
from incidents.demo.shelf import Shelf
from sources.editorial import State
from tests.factories import NOON, User
from tests.groups.lists.files import load, the_real_list

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXACT = {
    "356": "ttp", "234": "islamic-state", "359": "islamic-movement-of-uzbekistan", "399": "lashkar-e-islam",
    "5928": "jamaat-ul-ahrar",
}  # fmt: skip
MAY_BE = {
    "303": ["afghan-taliban", "ttp"],  # “Taleban”: both, and neither for sure
    "310": ["jundullah"],  # the Iranian group of the same name: a person must tell them apart
    "388": ["lashkar-e-jhangvi-al-alami"],  # the group that this one came out of
    "856": ["afghan-taliban", "ttp"],
    "857": ["afghan-taliban", "ttp"],
    "1101": ["ttp", "afghan-taliban"],
    "1102": ["ttp", "afghan-taliban"],
    "1103": ["ttp", "afghan-taliban"],
    "3047": ["ttp", "afghan-taliban"],
    "5864": ["ttp", "afghan-taliban"],
    "5865": ["ttp", "afghan-taliban"],
    "6252": ["mullah-rasool-group", "afghan-taliban", "ttp"],
}


@pytest.fixture
def said(db: None) -> str:
    file: Path = the_real_list()
    load_groups(Shelf())
    return load(file)


def proposed(listed: ListedActor) -> list[str]:
    slugs = dict(Group.objects.values_list("pk", "slug"))
    return [slugs[each["group"]] for each in listed.candidates]


def of(finding: Finding) -> dict[str, list[str]]:
    return {each.external_id: proposed(each) for each in ListedActor.objects.filter(finding=finding)}


def test_every_row_is_accounted_for(said: str) -> None:
    found = Counter(ListedActor.objects.values_list("finding", flat=True))

    assert found == {Finding.EXACT: 5, Finding.SOME: 12, Finding.NONE: 65} and found.total() == 82
    assert "new: 82; changed: 0; as before: 0; left out: 0" in said


def test_the_demonstrations_groups_are_proposed_for_the_right_rows_and_no_other(said: str) -> None:
    assert of(Finding.EXACT) == {actor: [slug] for actor, slug in EXACT.items()}
    assert of(Finding.SOME) == MAY_BE
    assert not any(each["exact"] for row in ListedActor.objects.filter(finding=Finding.SOME) for each in row.candidates)


def test_nothing_is_written_before_a_person_decides(said: str) -> None:
    assert Group.objects.count() == 18 and not Alliance.objects.exists()
    assert not Group.objects.exclude(external_ids={}).exists()


def test_reading_it_again_changes_nothing(said: str) -> None:
    before = list(ListedActor.objects.values())

    assert "new: 0; changed: 0; as before: 82" in load(the_real_list())
    assert list(ListedActor.objects.values()) == before


def test_deciding_all_of_it_gives_ids_names_and_draft_ties(said: str, editor: User) -> None:
    told = same_as_proposed(list(ListedActor.objects.filter(finding=Finding.EXACT)), by=editor, at=NOON)
    assert (told.decided, told.refused) == (5, [])
    for listed in ListedActor.objects.undecided():
        enter_as_new(listed, by=editor, name=listed.said["named"], kind=listed.said["kind"], at=NOON)

    states = Counter(ListedActor.objects.values_list("state", flat=True))
    assert states == {ListedState.MATCHED: 5, ListedState.ENTERED: 77}
    for actor, slug in EXACT.items():
        assert Group.objects.get(slug=slug).external_ids == {"ucdp": actor}
    ties = Alliance.objects.all()
    assert {tie.state for tie in ties} == {State.DRAFT} and {tie.start for tie in ties} == {""}
    assert all([source.title for source in tie.citations.all()] == ["UCDP Actor Dataset, version 22.1"] for tie in ties)
    assert Counter(tie.kind for tie in ties) == {"split_from": 16, "allied_with": 4, "merged_into": 3}
    told_of = {(tie.source.slug, tie.kind, tie.target.slug) for tie in ties}
    assert ("jamaat-ul-ahrar", "split_from", "ttp") in told_of
    assert ("lashkar-e-islam", "merged_into", "ttp") in told_of
