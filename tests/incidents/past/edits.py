"""Random edits of an incident and all it rests on, through the verbs that editors use."""

from collections.abc import Callable
from random import Random
from typing import Any

from accounts.models import Role
from incidents import actions
from incidents.evidence import Sight, evidence_of
from incidents.ledger import ledger
from incidents.models import Incident
from sources.actions import revise_outlet, revise_source
from tests.factories import make_group, make_outlet, make_place, make_report, make_source, someone

KINDS = ("armed_attack", "bombing_ied", "armed_clash", "raid")
DAYS = ("2017-12-15", "2017-12-16", "2017-12-17", "2017-12", "2017")
STATUSES = ("claimed", "credited", "suspected", "denied")


class Editing:
    """One public incident, changed at random."""

    def __init__(self, incident: Incident, seed: int) -> None:
        self.incident, self.random = incident, Random(seed)  # noqa: S311 – the same edits again, not a secret
        self.editor = someone(Role.EDITOR)
        self.groups = [make_group() for _ in range(3)]
        self.places = [make_place() for _ in range(3)]
        self.apart: list[Any] = []

    def edit(self) -> str:
        """Do one thing, and say which."""
        verbs: list[Callable[[], None]] = [
            self.revise, self.follow_the_rules, self.add, self.correct, self.describe, self.attribute, self.grade,
            self.own, self.detach, self.retitle,
        ]
        verb = self.random.choice(verbs)
        verb()
        self.incident.refresh_from_db()
        return verb.__name__

    def revise(self) -> None:
        changes = {"title": f"Title {self.number}", "summary": f"Some words {self.number} and more", "when": self.day}
        field = self.random.choice([*changes])
        actions.revise(self.incident, by=self.editor, changes={field: changes[field]}, reason=f"Reason {self.number}")

    def follow_the_rules(self) -> None:
        actions.revise(self.incident, by=self.editor, changes={}, by_rule=["when"])

    def add(self) -> None:
        outlet = self.random.choice([None, *(report.source.outlet for report in self.reports)])
        source = make_source(outlet=outlet or make_outlet(), published="2017-12-20")
        actions.attach(by=self.editor, report=make_report(source=source, **self.said()), incident=self.incident)

    def correct(self) -> None:
        said = self.said()
        rows = {name: said.pop(name) for name in ("casualties", "attributions")}
        report = self.random.choice(self.reports)
        said["excerpt"] = f"Quote {self.number}"
        actions.revise_report(report, by=self.editor, changes=said, reason="Read again", **rows)

    def describe(self) -> None:
        kinds = self.random.sample(["police", "military", "media"], self.random.randrange(3))
        weapons = self.random.sample(["explosives", "firearms"], self.random.randrange(3))
        actions.describe(self.incident, by=self.editor, targets=[{"kind": kind} for kind in kinds], weapons=weapons)

    def attribute(self) -> None:
        taken = {(part.group_id, part.role) for part in self.incident.attributions.filter(is_editors=True)}
        group = self.random.choice(self.groups)
        if (group.pk, "supporting") not in taken:
            said = {"group": group, "role": "supporting", "status": "suspected", "note": f"Note {self.number}"}
            cited = [report.source for report in self.reports[:2]]
            actions.attribute(self.incident, by=self.editor, said=said, citations=cited)

    def grade(self) -> None:
        self.change_outlet({"reliability": self.random.choice("ABCDEF")})

    def own(self) -> None:
        self.change_outlet({"owner_group": self.random.choice(["", "One House"])})

    def change_outlet(self, changes: dict[str, str]) -> None:
        outlet = self.random.choice(self.reports).source.outlet
        revise_outlet(outlet, by=someone(Role.REVIEWER), changes=changes, reason="Its record")
        actions.resolve_due()

    def detach(self) -> None:
        if self.apart:
            actions.attach(by=self.editor, report=self.apart.pop(), incident=self.incident)
        elif len(self.reports) > 1:
            report = self.random.choice(self.reports)
            actions.detach(report, by=self.editor, reason="Another event")
            self.apart.append(report)

    def retitle(self) -> None:
        revise_source(self.random.choice(self.reports).source, by=self.editor, changes={"title": f"Head {self.number}"})

    @property
    def reports(self) -> list[Any]:
        return list(self.incident.reports.select_related("source__outlet"))

    @property
    def number(self) -> int:
        return self.random.randrange(1000)

    @property
    def day(self) -> str:
        return self.random.choice(DAYS)

    def said(self) -> dict[str, Any]:
        best = self.random.randrange(20)
        count = {"outcome": self.random.choice(["killed", "wounded"]), "low": best, "best": best, "high": best}
        part = {"group": self.random.choice(self.groups), "status": self.random.choice(STATUSES), "by": "media"}
        return {
            "kind": self.random.choice(KINDS), "when": self.day, "place": self.random.choice(self.places),
            "credibility": self.random.randrange(1, 7), "casualties": [count][: self.random.randrange(2)],
            "attributions": [part][: self.random.randrange(2)],
        }


def seen(incident: Incident, sight: Sight) -> Any:
    """All that the ledger says of an incident now, to be compared."""
    return as_values(evidence_of(Incident.objects.select_related("place").get(pk=incident.pk)), sight)


def as_values(evidence: Any, sight: Sight) -> Any:
    incident, found = evidence.incident, ledger(evidence, sight)
    columns = [
        (str(column.report), column.report.grade, column.report.excerpt, column.report.note, column.link,
         column.counts_as, column.report.source.title) for column in found.columns
    ]  # fmt: skip
    parts = [
        (str(part), part.note, part.leads, sorted(str(source) for source in part.citations.all()))
        for part in sight.named(evidence.attributions)
    ]
    own = (incident.title, incident.summary, incident.when, incident.version, incident.reasons, incident.corroboration)
    return own, columns, parts, found.parts, found.independent, found.credibility
