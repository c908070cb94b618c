"""What an import came to, in lines."""

from collections.abc import Iterator, Sequence

from intake.models import Actor, Finding, FindingKind, Import, Known

SHOWN = 10
VIEWS = ("low", "best", "high", "open")


def told_of(importing: Import) -> Iterator[str]:
    """Every row is accounted for; then sums as the dataset has them, and what a person should look at."""
    counts = importing.counts
    yield f"{importing.source.title}: {importing.rows:,} rows"
    yield ", ".join(f"{counts.get(name, 0):,} {name}" for name in ("new", "updated", "unchanged", "rejected"))
    yield from _sums(importing)
    for name, words in (("vanished", "are no longer in the dataset"), ("duplicates", "pairs may be one incident"),
                        ("unlocated", "have no place"), ("place_differs", "have a place that does not fit"),
                        ("odd", "have something put right or left out")):  # fmt: skip
        if number := counts.get(name, 0):
            yield f"{number:,} {words}"
    actors = Actor.objects.filter(dataset=importing.dataset)
    yield f"{actors.count():,} actors, of which {actors.filter(known=Known.UNKNOWN).count():,} wait to be decided"
    yield f"columns without a place here: {', '.join(sorted(counts.get('lost', {}))) or '–'}"
    for kind in (FindingKind.REJECTED, FindingKind.UPDATED, FindingKind.VANISHED):
        yield from _first(importing, kind)


def _sums(importing: Import) -> Iterator[str]:
    sums = importing.counts.get("sums", {})
    for outcome in dict.fromkeys(name.split(", ")[0] for name in sums):
        told, kept = ([sums.get(f"{outcome}, {form}, {view}", 0) for view in VIEWS] for form in ("told", "kept"))
        yield sums_in_words(outcome, told, kept)


def sums_in_words(outcome: str, told: Sequence[int], kept: Sequence[int]) -> str:
    """Low, best and high as the dataset has them, and as they are kept where that differs."""
    otherwise = "" if list(told) == list(kept) else f" (kept as bounds {' · '.join(_in_words(kept))})"
    low, best, high = _in_words(told)
    return f"{outcome}: low {low} · best {best} · high {high}{otherwise}"


def _in_words(sums: Sequence[int]) -> list[str]:
    """Of rows that are open above only the least there were is in the last."""
    low, best, high, is_open = sums
    return [f"{low:,}", f"{best:,}", f"{high:,}{' or more' if is_open else ''}"]


def _first(importing: Import, kind: FindingKind) -> Iterator[str]:
    found = Finding.objects.filter(importing=importing, kind=kind)
    for each in found[:SHOWN]:
        where = f"row {each.row}" if each.row else f"id {each.external_id}"
        yield f"{kind.label}: {where}: {each.text}"
    if (more := found.count() - SHOWN) > 0:
        yield f"{kind.label}: … and {more:,} more"
