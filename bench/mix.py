"""The mix of filters that is timed: what analysts ask, from everything to one district."""

from collections import Counter

from explore import panels
from explore.query import EVERYTHING, Filter, read
from explore.selection import Selection
from explore.snapshot.opening import Snapshot
from explore.vocabulary import vocabulary

SHORTEST_WORD = 5


def mix(snapshot: Snapshot) -> dict[str, Filter]:
    """Thirteen filters by name. Which group, say, goes by how often it occurs, so that any data will do."""
    found = panels.facets(Selection(snapshot, EVERYTHING))

    def ranked(facet: str, *places: int) -> list[str]:
        return [found[facet][min(place, len(found[facet]) - 1)]["value"] for place in places]

    asked: dict[str, dict[str, list[str]]] = {
        "everything": {},
        "one group": {"group": ranked("group", 0)},
        "a group and its parts, claimed": {
            "group": [largest_family(snapshot)], "parts": ["yes"], "status": ["claimed"],
        },
        "two provinces": {"province": ranked("province", 2, 16)},
        "a province in a year": {"province": ranked("province", 4), "from": ["2015-01-01"], "to": ["2015-12-31"]},
        "a district": {"district": ranked("district", 20)},
        "violence over five years": {"family": ["violence"], "from": ["2010-01-01"], "to": ["2014-12-31"]},
        "three kinds": {"kind": ranked("kind", 1, 3, 7)},
        "ten killed or more": {"killed_min": ["10"]},
        "two sources, no conflict": {"sources_min": ["2"], "conflict": ["no"]},
        "a box and targets": {"bbox": ["65,32,69,35"], "target": ranked("target", 1, 3)},
        "a polygon by group and kind": {
            "polygon": ["63,31,68,30.5,71,33,69,36,64,35"], "group": ranked("group", 1, 2), "family": ["violence"],
        },
        "two words in two years": {"q": [two_words(snapshot)], "from": ["2012-01-01"], "to": ["2013-12-31"]},
    }  # fmt: skip
    return {name: read(pairs, vocabulary(snapshot)) for name, pairs in asked.items()}


def largest_family(snapshot: Snapshot) -> str:
    """The group to which most others belonged."""
    below = Counter(
        slug for entry in snapshot.groups.values() for slug in {each for _, above in entry.eras for each in above}
    )
    return max(below, key=lambda slug: (below[slug], slug))


def two_words(snapshot: Snapshot) -> str:
    """Two that an incident has in its title or summary; peers search these alone, so no place or group has them."""
    names = " ".join(entry.names for entry in snapshot.groups.values())
    names += " ".join(snapshot.place(code)["text"] for code in range(len(snapshot.tables["place"])))
    for row in range(len(snapshot) // 2, len(snapshot)):
        text = f"{snapshot.text('title', row)} {snapshot.text('summary', row)}".lower()
        words = [word for word in text.split() if _is_telling(word, names.lower())]
        if len(words) > 1:
            return f"{words[0]} {words[-1]}"
    raise LookupError("No incident has two words of its own.")


def _is_telling(word: str, names: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) >= SHORTEST_WORD and word not in names
