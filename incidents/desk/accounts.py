"""A report as its form has it: its inputs as somebody would type them, and each part of it in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q

from audit.recalling import past_of
from incidents.actions.clashing import as_seen
from incidents.models import Attribution, Casualty, Report
from places.wording import place_in_words
from sources.dates import in_words
from sources.hedging import as_typed
from sources.quantities import Estimate, Hedge
from sources.wording import count_in_words

KEPT = {
    Casualty: ("outcome", "people", "hedge", "words", "low", "best", "high"),
    Attribution: ("group", "role", "status", "by", "confidence", "note"),
}
Row = Casualty | Attribution
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Account:
    """A report with its rows, as it stands or as it stood."""

    report: Report
    casualties: list[Casualty]
    attributions: list[Attribution]

    @classmethod
    def standing(cls, report: Report) -> "Account":
        return cls(report, list(report.casualties.all()), list(report.attributions.select_related("group")))

    @classmethod
    def at(cls, report: Report, version: int | None) -> "Account":
        """As an editor saw it; as it stands where no such version is known."""
        seen = as_seen(report, version) if version else None
        later = report.history.filter(version__gt=version).order_by("history_id").first() if seen else None
        if seen is None or later is None:
            return cls.standing(report)
        moment = later.history_date - INSTANT  # a correction writes its report first, and its rows after
        rows = (past_of(model, Q(report_id=report.pk)).at(moment) for model in KEPT)
        return cls(seen.instance, *map(list, rows))

    def inputs(self) -> dict[str, Any]:
        """The form's inputs, but for those of its rows."""
        report = self.report
        return {
            "version": report.version, "source": report.source.slug, "kind": report.kind, "when": report.when,
            "place_text": str(report.place or ""), "excerpt": report.excerpt, "note": report.note,
            "credibility": report.credibility,
        }  # fmt: skip

    def in_words(self) -> dict[str, str]:
        """Every part as people read it."""
        report = self.report
        return {
            "source": str(report.source), "kind": str(report.get_kind_display()), "when": in_words(report.when),
            "place": place_in_words(report.place) if report.place else "not known", "excerpt": report.excerpt,
            "note": report.note, "credibility": str(report.get_credibility_display()),
            "casualties": "\n".join(map(people_in_words, self.casualties)),
            "attributions": "\n".join(map(part_in_words, self.attributions)),
        }  # fmt: skip


def typed_count(row: Casualty) -> dict[str, str]:
    """The inputs of a counted row."""
    number = as_typed(Estimate(row.low, row.best, row.high), Hedge(row.hedge), "")
    return {
        "outcome": row.outcome, "people": row.people, "hedge": row.hedge, "number": number, "words": row.words
    }  # fmt: skip


def typed_part(row: Attribution) -> dict[str, str]:
    """The inputs of a group's row."""
    return {
        "group": row.group.name, "role": row.role, "status": row.status, "by": row.by, "confidence": row.confidence
    }  # fmt: skip


def values_of(row: Row) -> dict[str, Any]:
    """Everything a row holds, so that a row nobody touched stays exactly as it was."""
    return {field: getattr(row, field) for field in KEPT[type(row)]}


def people_in_words(row: Casualty) -> str:
    people = "" if row.people == "unspecified" else f" {row.get_people_display().lower()}"
    return f"{count_in_words(row)}{people} {row.get_outcome_display().lower()}"


def part_in_words(row: Attribution) -> str:
    status = f"{row.get_status_display()} by {row.get_by_display()}, {row.get_confidence_display()} confidence"
    return f"{row.group.name}: {f'{row.get_role_display()}, {status}'.lower()}"


def in_rows(prefix: str, rows: Iterable[dict[str, str]]) -> dict[str, str]:
    """Inputs of rows under the names a formset gives them, with its management form."""
    listed = list(rows)
    inputs = {f"{prefix}-{at}-{name}": said for at, row in enumerate(listed) for name, said in row.items()}
    return {**inputs, f"{prefix}-TOTAL_FORMS": str(len(listed)), f"{prefix}-INITIAL_FORMS": "0"}

