"""From what may be the same event to pairs in which each incident stands once, and what they come to. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from incidents.matching import Band
from incidents.matching.weights import band_of
from intake.comparing.figures import Figures

MATCHED = (Band.VERY_LIKELY, Band.LIKELY)


class Known(StrEnum):
    """How two incidents are known to be one event; the weightiest first."""

    MERGED = "one incident here"
    SAME = "decided: the same"
    PART_OF = "decided: part of"
    LIKELY = ""


WEIGHT = {known: -number for number, known in enumerate(Known)}


@dataclass(frozen=True)
class Link:
    """An incident of one side and one of the other, by their numbers; `score` says how likely they are one event."""

    one: int
    other: int
    score: float
    known: Known = Known.LIKELY

    @property
    def rank(self) -> tuple[int, float, int, int]:
        """The surest first."""
        return -WEIGHT[self.known], -self.score, self.one, self.other

    @property
    def band(self) -> Band:
        return Band.VERY_LIKELY if self.known is not Known.LIKELY else band_of(self.score)

    @property
    def is_matched(self) -> bool:
        return self.band in MATCHED


def one_to_one(links: Iterable[Link]) -> list[Link]:
    """The surest first, and of each incident the surest alone: nothing is counted twice."""
    taken: tuple[set[int], set[int]] = set(), set()
    found = []
    for link in sorted(links, key=lambda link: link.rank):
        if link.one not in taken[0] and link.other not in taken[1]:
            taken[0].add(link.one)
            taken[1].add(link.other)
            found.append(link)
    return found


@dataclass(frozen=True)
class Share:
    """Of one side's incidents: how many there are, the other side has, may have, and has not."""

    incidents: int
    matched: int
    possible: int
    deaths: Figures

    @property
    def only_here(self) -> int:
        """Without as much as a possible match."""
        return self.incidents - self.matched - self.possible

    @property
    def percent(self) -> int:
        return round(100 * self.matched / self.incidents) if self.incidents else 0


def shares(
    pairs: Sequence[Link], incidents: tuple[int, int], told: tuple[Mapping[int, Figures], Mapping[int, Figures]]
) -> tuple[Share, Share]:
    """What pairs come to on each side. `told` are the deaths of the incidents in pairs; those of matched ones count."""
    matched = [pair for pair in pairs if pair.is_matched]
    numbers = [pair.one for pair in matched], [pair.other for pair in matched]
    return tuple(  # type: ignore[return-value]
        Share(of, len(matched), len(pairs) - len(matched), total(said.get(number, Figures(1)) for number in some))
        for of, some, said in zip(incidents, numbers, told, strict=True)
    )  # fmt: skip


def total(figures: Iterable[Figures]) -> Figures:
    found = Figures()
    for each in figures:
        found = found.plus(each)
    return found
