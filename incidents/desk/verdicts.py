"""What an editor may decide of a pair, what then happens in words, and how it is carried out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.template.defaultfilters import pluralize

from accounts.models import User
from incidents import actions
from incidents.models import Decision, Incident, Verdict
from sources.editorial import State

KEEP_FIRST, KEEP_SECOND, SAME = "keep-first", "keep-second", "same"
DIFFERENT, FIRST_IN_SECOND, SECOND_IN_FIRST = "different", "first-in-second", "second-in-first"
KEYS = {KEEP_FIRST: "s", KEEP_SECOND: "s", SAME: "s", DIFFERENT: "d", FIRST_IN_SECOND: "p", SECOND_IN_FIRST: "p"}
SAID: dict[str, tuple[Verdict, str]] = {
    SAME: (Verdict.SAME, "{} and {} are the same event"),
    DIFFERENT: (Verdict.DIFFERENT, "{} and {} are different events"),
    FIRST_IN_SECOND: (Verdict.PART_OF, "{} is part of {}"),
    SECOND_IN_FIRST: (Verdict.PART_OF, "{} is part of {}"),
}


@dataclass(frozen=True)
class Choice:
    """One thing to decide: `then` is what happens. It cannot be chosen where there is an `obstacle`."""

    value: str
    label: str
    then: str
    obstacle: str = ""

    @property
    def key(self) -> str:
        return KEYS[self.value]


class VerdictForm(forms.Form):
    """A verdict on a pair and the reason for it."""

    verdict = forms.ChoiceField(error_messages={
        "required": "Choose whether they are the same event.",
        "invalid_choice": "This cannot be chosen for these two any more: choose again.",
    })  # fmt: skip
    reason = forms.CharField(
        max_length=300, error_messages={"required": "Say why in a few words; whoever comes next reads it."}
    )

    def __init__(self, *args: Any, choices: list[Choice]) -> None:
        super().__init__(*args)
        verdict: Any = self.fields["verdict"]
        verdict.choices = [(each.value, each.label) for each in choices if not each.obstacle]


def choices_for(first: Incident, second: Incident, by: User) -> list[Choice]:
    """Merging first, the incident that should rather stay before the other."""
    keep = [_keeping(KEEP_FIRST, first, second, by), _keeping(KEEP_SECOND, second, first, by)]
    if _stays_rather(second, first):
        keep.reverse()
    if all(each.obstacle for each in keep):
        keep.append(Choice(SAME, "The same event, not merged yet", "Remembered, so that it can be merged later."))
    return [
        *keep,
        Choice(DIFFERENT, "Different events", "Remembered: neither is suggested beside the other again."),
        _part(FIRST_IN_SECOND, first, second),
        _part(SECOND_IN_FIRST, second, first),
    ]


def settle(first: Incident, second: Incident, verdict: str, *, by: User, reason: str, at: datetime) -> str:
    """Do what was chosen, and say what was done."""
    if verdict in (KEEP_FIRST, KEEP_SECOND):
        survivor, merged = (first, second) if verdict == KEEP_FIRST else (second, first)
        actions.merge(survivor, merged, by=by, reason=reason, at=at)
        return f"{merged.public_id} is merged into {survivor.public_id}, and its address leads there."
    one, other = (second, first) if verdict == SECOND_IN_FIRST else (first, second)
    return f"Remembered: {in_words(actions.decide(one, other, by=by, verdict=SAID[verdict][0], reason=reason))}."


def chosen_before(first: Incident, decision: Decision | None) -> str:
    """The choice that stands, by its value; empty where nothing is decided."""
    if decision is None:
        return ""
    if decision.verdict == Verdict.PART_OF:
        return FIRST_IN_SECOND if decision.first_id == first.pk else SECOND_IN_FIRST
    return DIFFERENT if decision.verdict == Verdict.DIFFERENT else SAME


def in_words(decision: Decision) -> str:
    """ "KW-2017-000001 is part of KW-2017-000002"."""
    words = next(words for verdict, words in SAID.values() if verdict == decision.verdict)
    return words.format(decision.first.public_id, decision.second.public_id)


def _keeping(value: str, survivor: Incident, merged: Incident, by: User) -> Choice:
    number = merged.reports.count()
    then = (
        f"{number} report{pluralize(number)} of {merged.public_id} move{pluralize(number, 's,')} to "
        f"{survivor.public_id}, which is worked out anew from all of them; the address of {merged.public_id} leads "
        "there. It can be undone."
    )
    return Choice(value, f"The same event: keep {survivor.public_id}", then, _obstacle(survivor, merged, by))


def _obstacle(survivor: Incident, merged: Incident, by: User) -> str:
    if found := actions.obstacle_to_merging(survivor, merged):
        return found
    is_public = State.PUBLISHED in (survivor.state, merged.state)
    return "A reviewer merges what is public." if is_public and not by.has_perm("incidents.publish") else ""


def _stays_rather(one: Incident, other: Incident) -> bool:
    """Published before a draft, an older number before a newer one."""
    return (one.state != State.PUBLISHED, one.pk) < (other.state != State.PUBLISHED, other.pk)


def _part(value: str, part: Incident, whole: Incident) -> Choice:
    return Choice(value, f"{part.public_id} is part of {whole.public_id}", "Recorded; both stay as they are.")
