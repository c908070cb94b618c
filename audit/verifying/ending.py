"""The end of the chain: is it where the head and a noted point say, and is the head sealed by this site?"""

from collections.abc import Iterator

from audit.models import Head, Link
from audit.sealing import is_sealed
from audit.verifying.points import Point

NO_HEAD = "The head of the chain is missing: nothing says where the history ends."
NO_SEAL = (
    "The head of the chain is not sealed by this site: SECRET_KEY was changed and the former one not kept in "
    "SECRET_KEY_FALLBACKS, or somebody wrote it who has the database alone."
)


def end_problems(last: Point) -> Iterator[str]:
    """`last` is where the chain really ends."""
    head = Head.objects.first()
    if head is None:
        yield NO_HEAD
        return
    if last.seq < head.count:
        yield f"The chain is cut off: its head counts {head.count:,} links, and it ends with link {last.seq:,}."
    elif last.seq > head.count:
        yield f"The chain goes on to link {last.seq:,}, though its head counts {head.count:,}."
    elif last.digest != head.hash:
        yield f"The chain does not end as its head says: {last} instead of {head}."
    if not is_sealed(head.count, head.hash, head.seal):
        yield NO_SEAL


def noted_problems(noted: Point, last: Point) -> Iterator[str]:
    """Whether a point noted elsewhere is in the chain."""
    if noted.seq > last.seq:
        yield f"The chain is cut off: link {noted.seq:,} was noted, and it ends with link {last.seq:,}."
    elif noted.seq and not Link.objects.filter(seq=noted.seq, hash=noted.digest).exists():
        yield f"Link {noted.seq:,} is not the one that was noted: the history up to it was rewritten."
