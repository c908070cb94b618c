"""Reports: what one source says, entered and corrected."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.permissions import require
from audit.changing import changing
from incidents.actions.clashing import Clash, as_seen, differing
from incidents.actions.keeping import hold, keep, refuse_merged, save, wrote
from incidents.actions.resolving import resolve
from incidents.models import Attribution, Casualty, Report
from places.models import Place
from sources.models import Source
from sources.withholding.asking import explained

Rows = Sequence[Mapping[str, Any]]
SAID = ("source_id", "kind", "when", "place_id", "excerpt", "note", "credibility")
NOT_SAID = frozenset({"id", "report", "incident"})
ROWS: dict[str, Any] = {"casualties": Casualty, "attributions": Attribution}


def enter_report(
    *,
    by: User,
    source: Source,
    kind: str,
    when: str = "",
    place: Place | None = None,
    casualties: Rows = (),
    attributions: Rows = (),
    **details: Any,
) -> Report:
    """What one source says. `casualties` and `attributions` hold field values of those models.

    `details` may be `excerpt`, `note`, `credibility`, `entry_key`. Raises ValidationError by field.
    """
    require(by, "incidents.enter_report")
    with changing(by=by):
        report = Report(source=source, kind=kind, when=when, place=place, entered_by=by, **details)
        _check_dates(report)
        save(report)
        _write_rows(report, casualties, attributions)
    return report


def revise_report(
    report: Report,
    *,
    by: User,
    changes: Mapping[str, Any],
    reason: str,
    version: int | None = None,
    casualties: Rows | None = None,
    attributions: Rows | None = None,
) -> None:
    """Correct what was entered of a source's account; rows, where given, replace the earlier ones.

    With `version`, the one that the editor saw, raises Clash where the account was corrected since.
    """
    require(by, "incidents.enter_report")
    with explained(by=by, reason=reason):
        held = Report.objects.select_for_update().get(pk=report.pk)
        if held.incident:
            hold(held.incident)
            refuse_merged(held.incident)
        if version is not None and (theirs := corrected_since(held, version)):
            raise Clash(held, theirs)
        for field, value in changes.items():
            setattr(held, field, value)
        held.version += 1
        _check_dates(held)
        save(held)
        _replace_rows(held, casualties, attributions)
        if held.incident:
            keep(held.incident)
            wrote(held.incident, by)
            resolve(held.incident)


def corrected_since(report: Report, version: int) -> dict[str, Any]:
    """What of a report differs from an earlier version, as it is now; rows under "casualties" and "attributions"."""
    if version == report.version:
        return {}
    fields = differing(report, version, fields=SAID, read=getattr)
    corrected = report.history.filter(version__gt=version).order_by("history_id").first()
    since = corrected.history_date if corrected and as_seen(report, version) else report.entered_at
    for name, model in ROWS.items():
        if model.history.filter(report_id=report.pk, history_date__gte=since).exists():
            fields[name] = list(model._default_manager.filter(report=report))
    return fields


def _write_rows(report: Report, casualties: Rows, attributions: Rows) -> None:
    for values in casualties:
        save(Casualty(report=report, **values))
    for values in attributions:
        save(Attribution(report=report, **values))


def _replace_rows(report: Report, casualties: Rows | None, attributions: Rows | None) -> None:
    """What is said as before stays the same row, so that the history tells of what changed alone."""
    left = [_left(rows, earlier.all()) for rows, earlier in (
        (casualties, report.casualties), (attributions, report.attributions)
    )]  # fmt: skip
    _write_rows(report, *left)


def _left(rows: Rows | None, earlier: Iterable[Any]) -> Rows:
    """Those of new rows that are not there yet; earlier ones that are not among them are taken away."""
    if rows is None:
        return ()
    left = list(rows)
    for row in earlier:
        if (same := next((values for values in left if _says(row, values)), None)) is not None:
            left.remove(same)
        else:
            row.delete()
    return left


def _says(row: Any, values: Mapping[str, Any]) -> bool:
    """Whether a row holds these values, and what is the rule wherever none is given."""
    fields = [field for field in row._meta.concrete_fields if field.name not in NOT_SAID]
    plain = {field.attname: values.get(field.name, values.get(field.attname, field.get_default())) for field in fields}
    return all(getattr(row, name) == getattr(value, "pk", value) for name, value in plain.items())


def _check_dates(report: Report) -> None:
    """No source writes of what has not happened yet."""
    report.clean_fields(exclude=["source", "incident", "place", "entered_by", "assigned_to"])
    published = report.source.published_latest
    if published and report.earliest and report.earliest > published:
        raise ValidationError({"when": f"The source was published by {published}, before this date. Correct one."})
