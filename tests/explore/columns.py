"""Facts of made-up incidents straight as columns, where a test needs no database."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from explore.snapshot.reading import Facts, Parts
from explore.snapshot.texts import Pieces
from explore.snapshot.vocabulary import COUNTS, KINDS, STATES

FIRST_DAY, DAYS = 12418, 7305  # 2004-01-01, twenty years


def facts_of(titles: Sequence[str], summaries: Sequence[str]) -> Facts:
    """Published incidents with these texts, their days and tolls by a fixed chance."""
    size, chance = len(titles), np.random.default_rng(1)
    days = (FIRST_DAY + chance.integers(0, DAYS, size)).astype(np.int32)
    ids = [f"KW-2017-{number:06}" for number in range(size)]
    whens = np.datetime_as_string(days.astype("datetime64[D]")).tolist()
    texts = {"public_id": ids, "title": titles, "summary": summaries, "when": whens}
    return Facts(
        id=np.arange(1, size + 1), texts={name: pa.array(each, pa.string()) for name, each in texts.items()},
        first=days, last=days, place=np.zeros(size, np.int64),
        counts={name: chance.integers(-1, 900, size).astype(np.int32) for name in COUNTS},
        traits=_traits(size, chance), published=np.full(size, 1_700_000_000),
        public=np.ones(size, np.bool_),
        attributions=nothing("group", "role", "status"), targets=nothing("kind", "community"), weapons=nothing("kind"),
        citations=nothing("source"), communities=[],
    )  # fmt: skip


def pieces_of(facts: Facts) -> Pieces:
    return Pieces.of([pa.table(facts.texts)])


def _traits(size: int, chance: np.random.Generator) -> dict[str, NDArray[np.int64]]:
    return {
        "kind": chance.integers(0, len(KINDS), size), "state": np.full(size, STATES.index("published")),
        "credibility": chance.integers(1, 7, size), "corroboration": chance.integers(1, 5, size),
        "unaligned": chance.integers(0, 2, size), "conflict": chance.integers(0, 2, size),
    }  # fmt: skip


def nothing(*names: str) -> Parts:
    return Parts(np.zeros(0, np.int64), {name: np.zeros(0, np.int64) for name in names})
