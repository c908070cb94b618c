"""A walk along the chain: does each link follow from the last, and is the row it is about still what it was?"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from audit.chain import BEGINNING, differences, follow
from audit.models import Head, Link
from audit.reading import contents
from audit.stretches import Told, problem
from audit.tracking import Tracked, tracked
from audit.verifying.points import Point

STEP = 1000  # links looked at together
LONGEST_PUZZLE = 50  # links that are tried in another order


class Walk:
    """One walk; afterwards `last` is the point where the chain ends. `tell` hears how many links were seen."""

    def __init__(self, *, noted: Point | None, tell: Callable[[int], None]) -> None:
        self.last = Point(0, BEGINNING)
        self._noted, self._tell = noted, tell
        self._unfit: list[Link] = []  # those just walked that do not follow from each other
        self._sound = self.last  # the point before those
        self._unknown: Counter[str] = Counter()

    def problems(self) -> Iterator[str]:
        for seq in Link.objects.filter(seq__lte=self.last.seq).values_list("seq", flat=True):
            yield f"Link {seq} stands before the beginning of the chain."
        while links := list(Link.objects.filter(seq__gt=self.last.seq).order_by("seq")[:STEP]):
            for link in links:
                yield from self._step(link)
            if len(self._unfit) > LONGEST_PUZZLE:
                yield from self._explained()
            yield from _rows(links, self._unknown)
            self._tell(self.last.seq)
        yield from self._explained()
        for table, number in sorted(self._unknown.items()):
            yield f"{number:,} links are about {table}, a table whose history is kept no more."

    def _step(self, link: Link) -> Iterator[str]:
        """A link after a gap cannot be judged: what it followed from is not there."""
        is_next = link.seq == self.last.seq + 1
        if not is_next:
            yield from self._explained()
            yield f"{_span(self.last.seq + 1, link.seq - 1)} missing from the chain."
        if is_next and follow(self.last.digest, link.seq, link.entry) != link.hash:
            self._sound = self._sound if self._unfit else self.last
            self._unfit.append(link)
        else:
            yield from self._explained()
        if link.table == Head._meta.db_table and not (self._noted and self._noted.seq >= link.row):
            yield _breached(link)
        self.last = Point(link.seq, link.hash)

    def _explained(self) -> Iterator[str]:
        """What happened to the links that did not fit: put in another order, or edited."""
        unfit, self._unfit = self._unfit, []
        if not unfit:
            return
        moved = _moved(self._sound, unfit)
        if moved:
            yield f"Links {', '.join(map(str, moved))} were put in another order."
        else:
            yield f"{_span(unfit[0].seq, unfit[-1].seq)} not as the chain has it: edited or moved."


def _moved(before: Point, links: Sequence[Link]) -> list[int]:
    """The numbers of links that follow from each other in another order than they stand in; none if in no order."""
    if not 1 < len(links) <= LONGEST_PUZZLE:
        return []
    left, hashes = [link.entry for link in links], {link.hash for link in links}
    moved, previous = [], before.digest
    for link in links:
        fitting = {follow(previous, link.seq, entry): entry for entry in left}
        digest = next((each for each in fitting if each in hashes), None)
        if digest is None:
            return []
        left.remove(fitting[digest])
        if (fitting[digest], digest) != (link.entry, link.hash):
            moved.append(link.seq)
        previous = digest
    return moved


def _rows(links: Sequence[Link], unknown: Counter[str]) -> Iterator[str]:
    """What became of the rows that some links are about."""
    kept = tracked()
    wanted: dict[str, list[int]] = {}
    for link in links:
        if link.last is None:
            wanted.setdefault(link.table, []).append(link.row)
    found = {table: contents(kept[table], rows) for table, rows in wanted.items() if table in kept}
    for link in links:
        if link.table == Head._meta.db_table:
            continue
        if link.table not in kept:
            unknown[link.table] += 1
        elif link.last is not None:
            yield from _stretch(link, kept[link.table])
        else:
            yield from _row(link, found[link.table].get(link.row))


def _stretch(link: Link, kept: Tracked) -> Iterator[str]:
    """Many rows that were written together: which of them were touched, their one digest does not tell."""
    told = Told.read(link.content)
    wrong = problem(kept, link.row, told) if told and told.last == link.last else "are not as their link has it"
    if wrong:
        yield f"{link.table} {link.row} to {link.last} {wrong} (link {link.seq})."


def _row(link: Link, now: str | None) -> Iterator[str]:
    if now is None:
        yield f"{link.table} {link.row} was deleted: link {link.seq} is about it, and it is not there."
    elif changed := differences(link.content, now):
        said = "; ".join(f"{name} was {_say(old)}, is {_say(new)}" for name, (old, new) in changed.items())
        yield f"{link.table} {link.row} was edited after it was written (link {link.seq}): {said}."


def _breached(link: Link) -> str:
    return (
        f"Before link {link.seq} the chain ended without this site's seal: SECRET_KEY was changed and the former one "
        f"not kept in SECRET_KEY_FALLBACKS, or somebody rewrote what is before. A point noted earlier (--expect, "
        f"{link.row} or later) tells which."
    )


def _say(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _span(first: int, last: int) -> str:
    return f"Link {first} is" if first == last else f"Links {first} to {last} are"
