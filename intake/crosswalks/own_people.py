"""People counted in a person's own table: in digits, or hedged as sources hedge them ("at least 9", "10+", "3-5")."""

from collections.abc import Mapping
from dataclasses import dataclass

from incidents.models.casualty import CasualtyClass, Outcome
from intake.cells import MOST_PEOPLE
from intake.crosswalks.own_row import OwnRow, key_of
from intake.events import Count, Odd, Unread
from intake.guessing import Meaning
from sources.hedging import read_count
from sources.quantities import Estimate

NOT_TOLD = frozenset({"", "-", "–", "?", "n/a", "na", "unknown", "not known", "not reported"})
YES = frozenset({"true", "yes", "y", "1", "1.0"})
FIGURES = {
    Outcome.KILLED: (Meaning.KILLED_LOW, Meaning.KILLED, Meaning.KILLED_HIGH, Meaning.KILLED_OPEN),
    Outcome.WOUNDED: (Meaning.WOUNDED_LOW, Meaning.WOUNDED, Meaning.WOUNDED_HIGH, Meaning.WOUNDED_OPEN),
}  # fmt: skip
CLASSES = {
    Meaning.KILLED_CIVILIANS: CasualtyClass.CIVILIAN, Meaning.KILLED_FORCES: CasualtyClass.SECURITY_FORCE,
    Meaning.KILLED_MILITANTS: CasualtyClass.MILITANT, Meaning.KILLED_ATTACKERS: CasualtyClass.ATTACKER,
}  # fmt: skip


@dataclass(frozen=True)
class People:
    """What a row counts; `lost` are counts in words only, such as "dozens", by column."""

    counts: tuple[Count, ...]
    lost: Mapping[str, str]

    @property
    def odd(self) -> tuple[Odd, ...]:
        is_out = any(not count.is_in_order for count in self.counts)
        has_more = any(sum(count.by_class.values()) > _most(count) for count in self.counts)
        return tuple(odd for is_so, odd in ((is_out, Odd.OUT_OF_ORDER), (has_more, Odd.MORE_PARTS)) if is_so)


def people(row: OwnRow) -> People:
    """Raises Unread."""
    lost: dict[str, str] = {}
    counts = []
    for outcome, (low, best, high, is_open) in FIGURES.items():
        told = (_count(row, meaning, lost) for meaning in (low, best, high))
        by_class = _classes(row, lost) if outcome == Outcome.KILLED else {}
        estimate = _estimate(*told, is_open=key_of(row.text(is_open)) in YES)
        if estimate.low is not None or by_class:
            counts.append(Count(outcome, estimate, by_class))
    return People(tuple(counts), lost)


def _estimate(low: Estimate | None, best: Estimate | None, high: Estimate | None, *, is_open: bool) -> Estimate:
    """The bounds that are told; where none is, those that the best figure has itself. A low alone is "or more"."""
    number = best.best if best else None
    least = low.low if low else best.low if best else 0 if high else None
    most = high.high if high else best.high if best else None
    return Estimate(least, number, None if is_open else most)


def _classes(row: OwnRow, lost: dict[str, str]) -> dict[CasualtyClass, int]:
    found = {people: _count(row, meaning, lost) for meaning, people in CLASSES.items()}
    return {people: said.best for people, said in found.items() if said and said.best}


def _count(row: OwnRow, meaning: Meaning, lost: dict[str, str]) -> Estimate | None:
    """None where nothing is told, which is not zero, and where it is told in words only."""
    told = row.text(meaning)
    if key_of(told) in NOT_TOLD:
        return None
    said = read_count(told.removesuffix(".0"))
    if said is None or max(said.estimate.low or 0, said.estimate.high or 0) > MOST_PEOPLE:
        raise Unread(row.column(meaning), f"“{told[:40]}” is not a number of people: write digits, or leave it empty.")
    if said.number is None:
        lost[row.column(meaning)] = told
        return None
    return said.estimate


def _most(count: Count) -> float:
    told = [number for number in (count.told.low, count.told.best, count.told.high) if number is not None]
    return max(told, default=float("inf")) if count.told.high is not None or not told else float("inf")
