"""The word index finds what its rule says of each text, in any script, and nothing else."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from explore.snapshot.words import Words, folded, occurs
from tests.explore.columns import facts_of, pieces_of

LETTERS = "aAbBéÉßIİıñ№ℂ" "كکیيىةهۀإآلا" "\u064e\u0651\u0301\u200c\u200d" "1٣" "-–.,;:!?%_«»()'’´" "漢😀"
SPACES = " \n\t\u00a0\u2028\x1c"
WORD = st.text(LETTERS, min_size=1, max_size=4)
TEXT = st.lists(st.text(LETTERS + SPACES, max_size=8), max_size=6).map(" ".join)


def found(index: Words, word: str) -> set[int]:
    return set(index.owners_of(word).tolist())


@settings(max_examples=400, deadline=None, database=None)
@given(st.lists(TEXT, max_size=5), WORD)
@example(["«««««««no»»»»»»»"], "no")
@example(["—————————no"], "no")
@example(["IT'S it. -IT- item"], "it")
@example(["№5"], "no5")
@example(["کابُل"], "كابل")
@example(["می‌رود"], "میرود")
@example([" - ", "\u0301"], "\u200c")
def test_the_index_finds_what_the_rule_says(texts: list[str], word: str) -> None:
    plain = {owner for owner, text in enumerate(texts) if occurs(word, text)}

    assert found(Words.of_texts(texts), word) == plain


@settings(max_examples=150, deadline=None, database=None)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4), st.data())
def test_a_word_is_found_in_title_and_summary_but_not_across_them(
    said: list[tuple[str, str]], data: st.DataObject
) -> None:
    titles, summaries = zip(*said, strict=True)
    pieces = [piece for text in (*titles, *summaries) for piece in text.split()]
    word = data.draw(st.sampled_from(pieces) if pieces else WORD)

    index = pieces_of(facts_of(titles, summaries)).words(np.ones(len(said), np.bool_))

    assert found(index, word) == {at for at, both in enumerate(said) if any(occurs(word, text) for text in both)}


@settings(max_examples=100, deadline=None, database=None)
@given(st.lists(TEXT, min_size=1, max_size=5), st.data())
def test_the_vocabulary_holds_no_word_that_only_the_unseen_have(texts: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    summaries = ["" for _ in texts]

    index = pieces_of(facts_of(texts, summaries)).words(np.array(kept))

    seen = {folded(piece) for text, is_seen in zip(texts, kept, strict=True) if is_seen for piece in text.split()}
    assert {index.pieces[at] for at in range(len(index.pieces))} == seen - {""}


@pytest.mark.parametrize("word", ["é", "É", "e\u0301", "E"])
def test_case_and_accents_make_no_difference(word: str) -> None:
    assert found(Words.of_texts(["É", "e", "f"]), word) == {0, 1}


def test_folding_twice_changes_nothing() -> None:
    """Else a word that is found by one spelling would not be found by what it is folded to."""
    everything = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]

    assert [letter for letter in everything if folded(folded(letter)) != folded(letter)] == []


@settings(max_examples=150, deadline=None, database=None)
@given(st.lists(TEXT, min_size=2, max_size=2))
def test_two_texts_have_one_key_only_if_they_are_the_same(texts: list[str]) -> None:
    """Down to their spaces, which the pieces alone do not tell."""
    one, other = pieces_of(facts_of(texts, ["", ""])).digests.tolist()

    assert (one == other) == (texts[0] == texts[1])
