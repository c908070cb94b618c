"""What reading the first rows of a file came to, as a page shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from incidents.kinds import Kind
from incidents.models import Outcome
from intake.desk.sums import Summed
from intake.rehearsal import Rehearsal
from places.models import PlaceKind
from sources.withholding.asking import withheld_in

MOST_NAMED = 12


@dataclass(frozen=True)
class Looked:
    """`found` is what was counted; a name that is withheld is not shown."""

    found: Rehearsal

    @property
    def kinds(self) -> list[tuple[str, int]]:
        return [(Kind(kind).label, number) for kind, number in self.found.kinds.most_common()]

    @property
    def levels(self) -> list[tuple[str, int]]:
        """How exactly it is known where."""
        return [(PlaceKind(level).label if level else "no place", number)
                for level, number in self.found.levels.most_common()]  # fmt: skip

    @property
    def sums(self) -> list[Summed]:
        return [Summed(Outcome(name).label, tuple(sums.told), tuple(sums.kept))
                for name, sums in self.found.sums.items()]  # fmt: skip

    @property
    def actors(self) -> list[tuple[str, int]]:
        return [(name, number) for name, number in self.found.actors.most_common(MOST_NAMED)
                if not withheld_in({"name": name})]  # fmt: skip

    @property
    def more_actors(self) -> int:
        return max(0, len(self.found.actors) - MOST_NAMED)

    @property
    def odd(self) -> Mapping[str, int]:
        return {str(odd): number for odd, number in self.found.odd.items()}

    @property
    def lost(self) -> list[str]:
        """Columns without a place here."""
        return sorted(self.found.lost)

    @property
    def refused(self) -> Iterator[tuple[int, str]]:
        yield from self.found.reasons[:MOST_NAMED]
