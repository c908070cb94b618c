"""What the page of an import shows: what became of its rows, what a person should look at, and what may be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count

from accounts.models import User
from groups.lists.showing import TABS, TO_DECIDE
from groups.models import ListedActor
from incidents.models import Incident
from intake.desk.kinds import KINDS, Told
from intake.desk.progress import UNDER_WAY, Progress, progress
from intake.desk.sums import Summed, summed
from intake.importing.undoing import incidents_alone
from intake.models import Entry, FindingKind, Import, ImportState
from intake.models.importing import ENDED
from sources.editorial import State


@dataclass(frozen=True)
class Shown:
    """An import as somebody sees it, who may do this or that."""

    importing: Import
    user: User

    @property
    def progress(self) -> Progress:
        return progress(self.importing)

    @property
    def is_under_way(self) -> bool:
        return self.importing.state in UNDER_WAY

    @property
    def sums(self) -> list[Summed]:
        return summed(self.importing.counts.get("sums", {}))

    @property
    def lost(self) -> list[tuple[str, int]]:
        """Columns without a place here, and how many cells of each held something."""
        return sorted(self.importing.counts.get("lost", {}).items())

    @cached_property
    def told(self) -> list[tuple[Told, int]]:
        """What there is to look at, with its number; nothing that there is none of."""
        rows = self.importing.findings.order_by().values_list("kind")
        numbers = dict(rows.annotate(Count("pk")))
        return [(each, numbers[each.name]) for each in KINDS if numbers.get(each.name)]

    @cached_property
    def states(self) -> Mapping[str, int]:
        """How many incidents that it opened are drafts, in review, published, withdrawn."""
        opened = Incident.objects.filter(reports__entry__made_by=self.importing).order_by()
        return dict(opened.values_list("state").annotate(Count("pk", distinct=True)))

    @property
    def drafts(self) -> int:
        return self.states.get(State.DRAFT, 0)

    @property
    def published(self) -> int:
        return self.states.get(State.PUBLISHED, 0)

    @property
    def states_in_words(self) -> str:
        """ "12 drafts, 3 published"."""
        found = [(state, self.states[state]) for state in State if self.states.get(state)]
        return ", ".join(f"{number:,} {state.label.lower()}{'s' if state == State.DRAFT and number > 1 else ''}"
                         for state, number in found)  # fmt: skip

    @cached_property
    def to_decide(self) -> list[tuple[str, int, str]]:
        """Actors that wait for a person, by what their names tell: label, number, and where they are decided."""
        listed = ListedActor.objects.filter(TO_DECIDE, intake_actor__dataset=self.importing.dataset_id)
        found = ((tab, listed.filter(tab.rows)) for tab in TABS)
        return [(tab.label, rows.count(), urlencode({"tab": tab.name, "list": rows[0].dataset}))
                for tab, rows in found if rows.exists()]  # fmt: skip

    @property
    def may_pause(self) -> bool:
        return self.is_under_way

    @property
    def may_resume(self) -> bool:
        return self.importing.state in (ImportState.PAUSED, ImportState.FAILED, ImportState.CANCELLED)

    @property
    def may_cancel(self) -> bool:
        return self.importing.is_unfinished

    @property
    def may_hand_over(self) -> bool:
        return self.has_ended and bool(self.drafts)

    @property
    def can_be_undone(self) -> bool:
        return self.has_ended and bool(self.importing.rows)

    @property
    def may_undo(self) -> bool:
        return self.can_be_undone and (self.is_reviewer or not self.published)

    @cached_property
    def may_withdraw_vanished(self) -> bool:
        """What readers see is for a reviewer to take from them."""
        gone = Entry.objects.filter(findings__importing=self.importing, findings__kind=FindingKind.VANISHED)
        return self.is_reviewer or not incidents_alone(gone).filter(state=State.PUBLISHED).exists()

    @property
    def has_ended(self) -> bool:
        return self.importing.state in ENDED

    @property
    def is_reviewer(self) -> bool:
        return self.user.has_perm("incidents.publish")
