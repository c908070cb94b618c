"""Names of actors are compared with those of known groups: proposals with reasons, and never a decision too many."""

import random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.matching import Candidate, KnownName, NameIndex, Said, candidates, index_of, is_ambiguous, sole_exact

AFGHAN, PAKISTANI, STATE, LASHKAR, RASOOL = 1, 2, 3, 4, 5
WORLD = index_of(
    [
        KnownName(AFGHAN, "Afghan Taliban"), KnownName(AFGHAN, "Taliban", is_ambiguous=True),
        KnownName(AFGHAN, "طالبان", is_ambiguous=True),
        KnownName(PAKISTANI, "Tehrik-e Taliban Pakistan"), KnownName(PAKISTANI, "TTP", is_cased=True),
        KnownName(PAKISTANI, "Taliban", is_ambiguous=True),
        KnownName(STATE, "Islamic State"), KnownName(STATE, "IS", is_cased=True),
        KnownName(LASHKAR, "Lashkar-e Islam"), KnownName(RASOOL, "Mullah Rasool group"),
    ],
    [("ucdp", "356", PAKISTANI)],
)  # fmt: skip

names = st.text(min_size=1, max_size=40)
some_known = st.lists(
    st.builds(KnownName, st.integers(1, 5), names, is_cased=st.booleans(), is_ambiguous=st.booleans()), max_size=12
)


def found(*texts: str, index: NameIndex = WORLD) -> list[Candidate]:
    return candidates(index, [Said(text) for text in texts])


def groups(*texts: str) -> list[int]:
    return [each.group for each in found(*texts)]


def test_a_name_that_one_group_bears_fits_exactly_however_it_is_hyphenated() -> None:
    sole = sole_exact(found("Lashkar-e-Islam"))

    assert sole == Candidate(LASHKAR, 1.0, "“Lashkar-e-Islam” is one of its names.", is_exact=True)


@pytest.mark.parametrize("text", ["Taliban", "Taleban", "taliban", "طالبان"])
def test_an_ambiguous_name_offers_both_and_is_never_exact(text: str) -> None:
    assert set(groups(text)) == {AFGHAN, PAKISTANI}
    assert not any(each.is_exact for each in found(text))


@pytest.mark.parametrize("text", ["is", "Is", "iS"])
def test_is_means_the_islamic_state_in_capitals_only(text: str) -> None:
    assert groups("IS") == [STATE]
    assert groups(text) == []


def test_another_spelling_is_proposed_and_left_to_a_person() -> None:
    (one,) = found("Tahrik i Taliban Pakistan")[:1]

    assert (one.group, one.is_exact) == (PAKISTANI, False)
    said, known = "“Tahrik i Taliban Pakistan”", "“Tehrik-e Taliban Pakistan”"
    assert one.reason == f"{said} may be another spelling of {known}, one of its names."


def test_a_word_that_one_group_alone_bears_tells_more_than_one_of_many() -> None:
    assert groups("Taleban - Mohamed Rasool faction")[0] == RASOOL


def test_words_of_many_groups_alone_propose_nothing() -> None:
    assert groups("Islamic Movement of the Nation", "Army of Islam", "Lashkar of Wazir tribe") == []


def test_a_translation_never_fits_exactly() -> None:
    (one,) = candidates(WORLD, [Said("Islamic State", is_translation=True)])

    assert (one.group, one.is_exact) == (STATE, False)


def test_an_id_goes_before_every_name() -> None:
    assert candidates(WORLD, [Said("Islamic State")], {"ucdp": "356"}) == [
        Candidate(PAKISTANI, 1.0, "It bears the ucdp id 356.", is_exact=True)
    ]


def test_two_groups_of_one_name_are_both_left_to_a_person() -> None:
    twins = index_of([KnownName(1, "Jundullah"), KnownName(2, "Jundullah")])

    assert [(each.group, each.is_exact) for each in found("Jundullah", index=twins)] == [(1, False), (2, False)]


def test_names_in_two_scripts_meet_and_are_left_to_a_person() -> None:
    index = index_of([KnownName(1, "لشکر اسلام")])

    assert [(each.group, each.is_exact) for each in found("Lashkar-i-Islam", index=index)] == [(1, False)]


def test_a_name_is_ambiguous_where_it_is_said_to_be_or_is_another_groups() -> None:
    assert is_ambiguous(WORLD, "Taleban", group=AFGHAN)
    assert is_ambiguous(WORLD, "Lashkar e Islam", group=STATE)
    assert not is_ambiguous(WORLD, "Lashkar e Islam", group=LASHKAR)


@given(some_known, st.lists(names, min_size=1, max_size=4))
def test_at_most_one_is_exact_and_an_ambiguous_name_alone_never_is(known: list[KnownName], texts: list[str]) -> None:
    proposed = found(*texts, index=index_of(known))

    assert sum(each.is_exact for each in proposed) <= 1
    assert all(0 < each.score <= 1 and each.reason for each in proposed)
    assert len({each.group for each in proposed}) == len(proposed)
    only_ambiguous = index_of([KnownName(each.group, each.name, is_ambiguous=True) for each in known])
    assert not any(each.is_exact for each in found(*texts, index=only_ambiguous))


@given(some_known, st.lists(names, min_size=1, max_size=4), st.randoms())
def test_the_order_in_which_names_are_known_or_said_does_not_matter(
    known: list[KnownName], texts: list[str], dice: random.Random
) -> None:
    shuffled, other = list(known), list(texts)
    dice.shuffle(shuffled)
    dice.shuffle(other)

    ours, theirs = found(*texts, index=index_of(known)), found(*other, index=index_of(shuffled))

    assert [(each.group, each.score, each.is_exact) for each in ours] == [
        (each.group, each.score, each.is_exact) for each in theirs
    ]


def test_ten_thousand_names_are_compared_with_hundreds_of_groups_in_seconds() -> None:
    dice = random.Random(7)  # noqa: S311
    words = [f"{start}{middle}{end}" for start in ("Ja", "La", "Te") for middle in "bcdfgkr" for end in ("sh", "lan")]
    known = [
        KnownName(group, f"{dice.choice(words)}-e {dice.choice(words)} {group}")
        for group in range(500) for _ in range(4)
    ]  # fmt: skip
    texts = [f"{dice.choice(words)} {dice.choice(words)} {number}" for number in range(10_000)]

    index, begun = index_of(known), process_time()
    for text in texts:
        found(text, index=index)

    assert process_time() - begun < 20  # about 5 s of one core; the rest is for a slow machine
