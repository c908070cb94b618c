"""A run of the maker as the database remembers it: which incidents were asked for, and how many of them are there."""

import json
from dataclasses import asdict, dataclass, replace

from incidents.synthetic.marks import SLUG
from sources.models import Outlet, Source

RUN = f"{SLUG}run"
CHUNK = 20_000


class AnotherRun(Exception):
    """The database holds, or is just given, the synthetic incidents of another run; the text is a sentence."""


@dataclass(frozen=True)
class Run:
    """`incidents` with `seed`, written `chunk` by chunk; the same three numbers always give the same incidents."""

    incidents: int
    seed: int
    chunk: int = CHUNK
    written: int = 0

    @classmethod
    def known(cls) -> "Run | None":
        """The run this database holds; it is kept as the note of a source, which everything else may cite."""
        note = Source.objects.filter(slug=RUN).values_list("note", flat=True).first()
        return cls(**json.loads(note)) if note else None

    @property
    def is_done(self) -> bool:
        return self.written >= self.incidents

    @property
    def chunks_left(self) -> range:
        return range(self.written // self.chunk, -(-self.incidents // self.chunk))

    def size_of(self, chunk: int) -> int:
        return min(self.chunk, self.incidents - chunk * self.chunk)

    def is_like(self, other: "Run") -> bool:
        return (self.incidents, self.seed) == (other.incidents, other.seed)

    def begin(self, outlet: Outlet) -> None:
        title = f"Synthetic: {self.incidents:,} incidents of seed {self.seed}"
        Source.objects.bulk_create([Source(outlet=outlet, slug=RUN, title=title, note=self._note())])

    def go_on(self, *, by: int) -> "Run":
        """Note that so many more incidents are written. Raises AnotherRun where somebody else wrote meanwhile."""
        further = replace(self, written=self.written + by)
        if not Source.objects.filter(slug=RUN, note=self._note()).update(note=further._note()):
            raise AnotherRun("Another process is writing to this database.")
        return further

    def _note(self) -> str:
        return json.dumps(asdict(self))
