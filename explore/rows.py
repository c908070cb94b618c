"""An incident as a row: one shape, whether it comes from a snapshot or from the database."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

from django.urls import reverse

from explore.snapshot.opening import Snapshot
from explore.snapshot.vocabulary import COUNTS, KINDS, ROLES, STATES, STATUSES, UNREPORTED
from incidents.kinds import FAMILY_OF, Kind
from sources.dates import bounds, in_words

Row = dict[str, Any]
UNITS = ("province", "district")
PLACE_FIELDS = ("name", "code", "kind", "precision", "province", "district", "country", "text")
ADDRESS_OF = "KW-0000-000000"


def rows(snapshot: Snapshot, positions: Iterable[int]) -> list[Row]:
    """Rows of a snapshot, at positions among its rows."""
    return [row(snapshot, int(position)) for position in positions]


def row(snapshot: Snapshot, at: int) -> Row:
    traits, toll = (int(snapshot.columns[name][at]) for name in ("traits", "toll"))
    judged, counted = snapshot.tables["traits"].columns, snapshot.tables["toll"].columns
    numbers = {name: int(counted[name][toll]) for name in COUNTS}
    return shaped(
        public_id=snapshot.text("public_id", at), title=snapshot.text("title", at), when=snapshot.text("when", at),
        kind=KINDS[judged["kind"][traits]], state=STATES[judged["state"][traits]], place=place_row(snapshot, at),
        counts={name: None if number == UNREPORTED else number for name, number in numbers.items()},
        groups=parts(snapshot, int(snapshot.columns["actors"][at])),
        corroboration=int(judged["corroboration"][traits]), credibility=int(judged["credibility"][traits]),
        unaligned=bool(judged["unaligned"][traits]), has_conflict=bool(judged["conflict"][traits]),
    )


def shaped(
    *, public_id: str, title: str, when: str, kind: str, state: str, place: Row | None, counts: dict[str, int | None],
    groups: list[Row], corroboration: int, credibility: int, unaligned: bool,
    has_conflict: bool,
) -> Row:  # fmt: skip
    """The fields of a row, and what follows from them."""
    span = bounds(when)
    return {
        "public_id": public_id, "url": address_of(public_id), "title": title,
        "kind": kind, "kind_label": kind_label(kind), "family": FAMILY_OF[Kind(kind)].value, "state": state,
        "when": when, "when_text": when_text(when), "earliest": span.earliest, "latest": span.latest,
        "date_precision": str(span.precision), "place": place,
        "killed": people(counts, "killed"), "wounded": people(counts, "wounded"), "groups": groups,
        "corroboration": corroboration, "credibility": credibility, "unaligned": unaligned,
        "has_conflict": has_conflict,
    }  # fmt: skip


def people(counts: dict[str, int | None], outcome: str) -> Row:
    low, best, high = (counts[f"{outcome}_{view}"] for view in ("low", "best", "high"))
    return {"low": low, "best": best, "high": high, "is_open": low is not None and high is None}


def place_row(snapshot: Snapshot, at: int) -> Row | None:
    """The place as shown, with what it lies in; None where none is."""
    code = int(snapshot.columns["place"][at])
    known = snapshot.once.setdefault(("rows of places",), {})
    if code not in known:
        found = snapshot.place(code)
        row = {name: found[name] or None if name in UNITS else found[name] for name in PLACE_FIELDS}
        known[code] = row if found["code"] else None
    return cast(Row | None, known[code])


def parts(snapshot: Snapshot, actors: int) -> list[Row]:
    """Which groups took part, in which role, and how they came to be named."""
    lists = snapshot.tables["actors"].lists["parts"]
    span = slice(int(lists.starts[actors]), int(lists.starts[actors + 1]))
    found = zip(*(lists.values[name][span].tolist() for name in ("group", "role", "status")), strict=True)
    named = [(snapshot.groups[group], ROLES[role], STATUSES[status]) for group, role, status in found]
    return [
        {"slug": group.slug, "label": group.label, "name": group.name, "role": role, "status": status}
        for group, role, status in sorted(named, key=lambda one: (one[1], one[0].name, one[2]))
    ]


@lru_cache(maxsize=4096)
def when_text(when: str) -> str:
    return in_words(when)


@lru_cache(maxsize=64)
def kind_label(kind: str) -> str:
    return str(Kind(kind).label)


def address_of(public_id: str) -> str:
    return _pattern().replace(ADDRESS_OF, public_id)


@lru_cache(maxsize=1)
def _pattern() -> str:
    return reverse("incidents:detail", args=[ADDRESS_OF])
