"""The mix of filters that is timed: what analysts ask, from everything to one district in one month."""

from explore.parameters import Vocabulary
from explore.query import Filter, read

MIX: dict[str, dict[str, list[str]]] = {
    "everything": {},
    "one group": {"group": ["synthetic-001"]},
    "a group and its parts, claimed": {"group": ["synthetic-010"], "parts": ["yes"], "status": ["claimed"]},
    "two provinces": {"province": ["X-03", "X-17"]},
    "a province in a year": {"province": ["X-05"], "from": ["2015-01-01"], "to": ["2015-12-31"]},
    "a district": {"district": ["X-10-000"]},
    "violence over five years": {"family": ["violence"], "from": ["2010-01-01"], "to": ["2014-12-31"]},
    "three kinds": {"kind": ["suicide_attack", "bombing_ied", "armed_clash"]},
    "ten killed or more": {"killed_min": ["10"]},
    "two sources, no conflict": {"sources_min": ["2"], "conflict": ["no"]},
    "a box and a target": {"bbox": ["65,32,69,35"], "target": ["police", "military"]},
    "a polygon by group and kind": {
        "polygon": ["63,31,68,30.5,71,33,69,36,64,35"], "group": ["synthetic-002", "synthetic-003"],
        "family": ["violence"],
    },
    "two words in two years": {"q": ["kandan shamban"], "from": ["2012-01-01"], "to": ["2013-12-31"]},
}  # fmt: skip


def chosen(name: str, vocabulary: Vocabulary) -> Filter:
    """One filter of the mix; a district that the data does not have is exchanged for its first."""
    asked = dict(MIX[name])
    if "district" in asked:
        asked["district"] = [sorted(vocabulary.district)[len(list(vocabulary.district)) // 2]]
    return read(asked, vocabulary)
