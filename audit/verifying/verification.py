"""All that `audit_verify` looks at, in one go."""

from collections.abc import Callable, Iterator
from functools import partial

from audit.tracking import tracked
from audit.verifying.ending import end_problems, noted_problems
from audit.verifying.points import Point
from audit.verifying.straying import Present, unlinked, vanished
from audit.verifying.viewing import one_view
from audit.verifying.walking import Walk

Teller = Callable[[str, int], None]  # hears what is looked at and how many of them were seen


class Verification:
    """One look through all history. Afterwards `last` is where the chain ends; `unrecorded` counts rows by table."""

    def __init__(self, *, noted: Point | None, tell: Teller) -> None:
        self._noted, self._tell = noted, tell
        self.unrecorded: dict[str, int] = {}

    def problems(self) -> Iterator[str]:
        """A sentence for each thing that did not come about by the program."""
        with one_view():
            yield from self._chain()
            yield from self._beside()

    def _chain(self) -> Iterator[str]:
        walk = Walk(noted=self._noted, tell=partial(self._tell, "links"))
        yield from walk.problems()
        self.last = walk.last
        yield from end_problems(self.last)
        if self._noted:
            yield from noted_problems(self._noted, self.last)

    def _beside(self) -> Iterator[str]:
        for kept in tracked().values():
            noun = str(kept.model._meta.verbose_name_plural)
            yield from unlinked(kept)
            yield from vanished(kept)
            present = Present(kept, tell=partial(self._tell, noun))
            yield from present.problems()
            self.unrecorded[kept.model._meta.db_table] = present.unrecorded
