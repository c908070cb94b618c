"""Appends to the chain: history rows become links, in the transaction that wrote them."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import models, transaction

from audit.chain import Entry, canonical, follow
from audit.models import Head, Link
from audit.reading import contents
from audit.sealing import is_sealed, seal
from audit.stretches import Stretch, content_of
from audit.tracking import tracked

logger = logging.getLogger(__name__)

Row = tuple[type[models.Model], int] | Stretch  # a history model and the number of one of its rows, or many rows
BATCH = 1000
NO_HEAD = "The chain of history has no head: run `manage.py migrate`, and `manage.py audit_verify` to see what is lost."


class NoHead(RuntimeError):
    """Nothing can be written while it is not known where the history ends."""


def append(rows: Iterable[Row]) -> int:
    """Link history rows in the order given, each once; how many were linked. Rows that are not there are left out.

    The head is held from here until the transaction ends, so writers do this last: then nobody waits for another
    while holding it, and the links of transactions stand in the order in which they were committed.
    """
    with transaction.atomic(savepoint=False):
        head = _held()
        before = head.count
        if not is_sealed(head.count, head.hash, head.seal):
            _write(head, [_breach(head)])
        for some in _batches(rows):
            _write(head, _entries(some))
        if head.count > before:
            values = {"count": head.count, "hash": head.hash, "seal": seal(head.count, head.hash)}
            Head.objects.filter(pk=head.pk).update(**values)
    return head.count - before


def _held() -> Head:
    head = Head.objects.select_for_update(no_key=True).first()
    if head is None:
        raise NoHead(NO_HEAD)
    return head


def _write(head: Head, entries: Iterable[Entry]) -> None:
    """Links about `entries`, and the head moved to the last of them (in memory)."""
    links = []
    for entry in entries:
        head.count += 1
        head.hash = follow(head.hash, head.count, entry)
        links.append(Link(seq=head.count, hash=head.hash, **vars(entry)))
    Link.objects.bulk_create(links, batch_size=BATCH)


def _entries(rows: Sequence[Row]) -> Iterator[Entry]:
    kept = tracked()
    wanted: dict[str, list[int]] = {}
    for each in rows:
        if not isinstance(each, Stretch):
            wanted.setdefault(each[0]._meta.db_table, []).append(each[1])
    found = {table: contents(kept[table], numbers) for table, numbers in wanted.items()}
    for each in rows:
        if isinstance(each, Stretch):
            yield from _stretch(each)
        elif (text := found[table := each[0]._meta.db_table].get(each[1])) is not None:
            yield Entry(table, each[1], text)  # else the savepoint it was written in came to nothing


def _stretch(stretch: Stretch) -> Iterator[Entry]:
    table = stretch.history._meta.db_table
    if stretch.history._base_manager.filter(pk__range=(stretch.first, stretch.last)).exists():
        yield Entry(table, stretch.first, content_of(tracked()[table], stretch), stretch.last)


def _breach(head: Head) -> Entry:
    """What is said in the chain itself, for good, where its end was not sealed by this site."""
    logger.critical("The end of the chain of history is not sealed by this site: run `manage.py audit_verify`.")
    said = {"count": head.count, "hash": head.hash, "seal": head.seal}
    return Entry(Head._meta.db_table, head.count, canonical(said))


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(dict.fromkeys(rows))
    while some := list(islice(remaining, BATCH)):
        yield some
