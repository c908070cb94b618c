"""The values that a reader of a snapshot may name."""

from explore.parameters import Vocabulary
from explore.snapshot.opening import Snapshot


def vocabulary(snapshot: Snapshot) -> Vocabulary:
    if ("vocabulary",) not in snapshot.once:
        snapshot.once["vocabulary",] = _vocabulary(snapshot)
    found: Vocabulary = snapshot.once["vocabulary",]
    return found


def _vocabulary(snapshot: Snapshot) -> Vocabulary:
    return Vocabulary(
        group={slug: entry.slug for entry in snapshot.groups.values() for slug in (*entry.former, entry.slug)},
        province={unit.code for unit in snapshot.provinces}, district={unit.code for unit in snapshot.districts},
        community=[word for word in snapshot.communities if word],
    )  # fmt: skip
