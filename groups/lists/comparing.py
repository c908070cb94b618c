"""Compares kept rows of lists with the groups there are, and keeps what was found as proposals."""

from collections.abc import Iterable
from typing import Any

from groups.lists.rows import as_said, row_from
from groups.matching import Candidate, NameIndex, candidates, sole_exact
from groups.models import Finding, ListedActor
from groups.name_index import known_names

AT_ONCE = 500
MOST_UNASKED = 2000  # rows compared again after every decision; with more of them, somebody asks for it


def compare_again() -> int:
    """Propose anew for every row that nobody decided yet; how many proposals changed. Groups themselves never do."""
    index, changed = known_names(), []
    for listed in ListedActor.objects.undecided().iterator(AT_ONCE):
        if propose(listed, index):
            changed.append(listed)
    ListedActor.objects.bulk_update(changed, ["candidates", "finding"], batch_size=AT_ONCE)
    return len(changed)


def compare_after_decision() -> None:
    """New names may fit other rows."""
    if ListedActor.objects.undecided().count() <= MOST_UNASKED:
        compare_again()


def propose(listed: ListedActor, index: NameIndex) -> bool:
    """Set what a row may be, unsaved; whether that is something else than before."""
    row = row_from(listed.external_id, listed.name, listed.said)
    found = candidates(index, as_said(row), row.ids)
    before = listed.candidates, listed.finding
    listed.candidates = [as_kept(each) for each in found]
    listed.finding = _finding(found)
    return before != (listed.candidates, listed.finding)


def as_kept(candidate: Candidate) -> dict[str, Any]:
    return {
        "group": candidate.group, "score": candidate.score, "reason": candidate.reason, "exact": candidate.is_exact,
    }  # fmt: skip


def _finding(found: list[Candidate]) -> str:
    if not found:
        return Finding.NONE
    return Finding.EXACT if sole_exact(found) else Finding.SOME


def named_in(listed: Iterable[ListedActor]) -> set[int]:
    """The groups that rows are proposed to be."""
    return {each["group"] for one in listed for each in one.candidates}
