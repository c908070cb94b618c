"""Writes a run chunk by chunk: each is there whole or not at all, so that a run can be broken off and go on later."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from django.db import transaction

from incidents.models import IncidentNumber
from incidents.synthetic import world, writing
from incidents.synthetic.chunks import TABLES, Chunk, Maker, Numbering
from incidents.synthetic.marks import nouns_not_synthetic
from incidents.synthetic.run import AnotherRun, Run


class NotSynthetic(Exception):
    """The database holds rows that are not synthetic; the text names what."""


def begun(wanted: Run) -> Run:
    """The run as the database knows it, begun now where it holds none.

    Raises NotSynthetic for a database with rows of another sort, AnotherRun for one with other synthetic incidents.
    """
    if nouns := nouns_not_synthetic():
        raise NotSynthetic(" and ".join(nouns))
    known = Run.known()
    if known is None:
        world.begin(wanted)
    elif not known.is_like(wanted):
        raise AnotherRun(f"This database holds the run --incidents {known.incidents} --seed {known.seed}.")
    return known or wanted


def write(run: Run, *, tell: Callable[[Run], None]) -> Run:
    """Write what is missing; `tell` hears of each chunk once it is kept."""
    for chunk in _chunks(run):
        with transaction.atomic():
            run = run.go_on(by=chunk.size)
            for table, rows in chunk.rows.items():
                writing.write(table, rows)
            writing.settle_keys(list(TABLES))
            _remember(chunk.last)
        tell(run)
    writing.analyse(list(TABLES))
    return run


def _remember(last: dict[int, int]) -> None:
    numbers = [IncidentNumber(year=year, last=number) for year, number in last.items()]
    IncidentNumber.objects.bulk_create(
        numbers, update_conflicts=True, update_fields=["last"], unique_fields=["year"]
    )  # fmt: skip


def _chunks(run: Run) -> Iterator[Chunk]:
    """Each is made while the one before is written: the database and this process work at the same time."""
    numbering = Numbering(
        {table: writing.next_key(table) for table in TABLES},
        dict(IncidentNumber.objects.values_list("year", "last")),
    )
    maker = Maker(run, world.World.read(run.seed), numbering)
    with ThreadPoolExecutor(max_workers=1) as beside:
        coming = [beside.submit(maker.make, number) for number in run.chunks_left[:1]]
        for number in run.chunks_left:
            chunk = coming.pop().result()
            if number + 1 in run.chunks_left:
                coming.append(beside.submit(maker.make, number + 1))
            yield chunk
