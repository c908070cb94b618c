"""Correcting what was entered of a source's account; and what to do when somebody else corrected it meanwhile."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.actions import Clash
from incidents.actions.reporting import SAID, corrected_since
from incidents.desk import clashes, filing
from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.accounts import Account, in_rows, typed_count, typed_part, values_of
from incidents.desk.forms import RENAMED, SOURCE_INPUTS, CorrectionForm
from incidents.desk.place_fields import PLACE_INPUTS
from incidents.desk.refusals import show_on
from incidents.desk.rows import AttributionRows, CasualtyRows
from incidents.models import Report
from places import tasks
from sources.dates import in_words

COUNTS, NAMED = "casualties", "attributions"
PARTS = (
    clashes.Part("source", "Source", tuple(SOURCE_INPUTS)), clashes.Part("kind", "What happened", ("kind",)),
    clashes.Part("when", "When", ("when",)), clashes.Part("place", "Place", PLACE_INPUTS),
    clashes.Part("excerpt", "Quote", ("excerpt",)), clashes.Part("note", "Note", ("note",)),
    clashes.Part("credibility", "Credibility", ("credibility",)),
    clashes.Part(NAMED, "Groups", (f"{NAMED}-",)), clashes.Part(COUNTS, "People", (f"{COUNTS}-",)),
)  # fmt: skip
COLUMNS = {"source": "source_id", "place": "place_id"}


class Correction:
    """A correction as it was sent, beside the account it was opened with."""

    def __init__(self, typed: QueryDict | None, account: Account) -> None:
        self.account = account
        self.form = CorrectionForm(typed, initial=account.inputs())
        self.casualties = _rows(CasualtyRows, COUNTS, typed, map(typed_count, account.casualties))
        self.attributions = _rows(AttributionRows, NAMED, typed, map(typed_part, account.attributions))

    def is_valid(self) -> bool:
        """Asks every part, so that all errors are shown at once."""
        return False not in [part.is_valid() for part in (self.form, self.casualties, self.attributions)]

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of each kind in which something was changed, all of them."""
        both = (
            (COUNTS, self.casualties, self.account.casualties, typed_count),
            (NAMED, self.attributions, self.account.attributions, typed_part),
        )
        found = {name: _settled(formset, rows, inputs) for name, formset, rows, inputs in both}
        return {name: found[name] for name, _, rows, _ in both if found[name] != [*map(values_of, rows)]}

    def mine(self) -> set[str]:
        """The parts that were changed."""
        return {*self.form.changed(), *self.rows()} if self.is_valid() else {*self.form.changed()}


def _rows(formset: Any, prefix: str, typed: QueryDict | None, standing: Iterable[dict[str, str]]) -> Any:
    """The rows as they stand or, once they were sent, every row that was typed: one left as it stood counts too."""
    initial = list(standing) if typed is None else None
    return formset(typed, prefix=prefix, initial=initial, form_kwargs={"may_be_emptied": True})


def _settled(formset: Any, rows: Iterable[Any], inputs: Callable[[Any], dict[str, str]]) -> list[dict[str, Any]]:
    """What the typed rows hold; a row that is typed as it stood stays as exact as it was."""
    rows = list(rows)
    standing = [(inputs(row), values_of(row)) for row in rows]
    found = []
    for form in formset.filled():
        typed = {name: form[name].value() or "" for name in form.fields}
        kept = next((values for said, values in standing if said == typed), None)
        found.append(kept or {**form.values(), **_noted(form, rows)})
    return found


def _noted(form: Any, rows: Iterable[Any]) -> dict[str, str]:
    """The note that stands beside this group, which the form does not show."""
    group = form.cleaned_data.get("group")
    return {} if group is None else {"note": next((row.note for row in rows if row.group == group), "")}


@for_editors
@require_http_methods(["GET", "POST"])
def correct(request: DeskRequest, pk: int) -> HttpResponse:
    """Save a correction, or say what is wrong with it, or lay it beside what somebody else saved meanwhile."""
    report = get_object_or_404(Report.objects.select_related("source__outlet", "place", "incident"), pk=pk)
    if request.method == "GET":
        return _page(request, report, Correction(None, Account.standing(report)))
    sent = _as_sent(request, report)
    if not sent.is_valid():
        return _page(request, report, sent, status=422)
    if clashes.is_undecided(request.POST):
        return _merge(request, report)
    try:
        return _saved(request, report, sent)
    except Clash:
        return _merge(request, report)
    except ValidationError as refusal:
        show_on(sent.form, refusal, RENAMED)
    return _page(request, report, sent, status=422)


def _as_sent(request: DeskRequest, report: Report) -> Correction:
    """What was typed, with what is to stay as somebody else saved it."""
    account = Account.at(report, clashes.version_in(request.POST))
    rows = in_rows(COUNTS, map(typed_count, account.casualties)) | in_rows(NAMED, map(typed_part, account.attributions))
    return Correction(clashes.with_choices(request.POST, PARTS, account.inputs() | rows), account)


def _saved(request: DeskRequest, report: Report, sent: Correction) -> HttpResponse:
    filing.correct_report(
        report, by=request.user, changes=_changes(sent.form), reason=sent.form.cleaned_data["reason"],
        version=clashes.version_in(request.POST), now=timezone.now(), **sent.rows(),
    )  # fmt: skip
    tasks.ring()
    messages.success(request, "The correction is saved.")
    return redirect(_back(report))


def _changes(form: CorrectionForm) -> dict[str, Any]:
    """New values by field; a source or a place may be one still to be entered."""
    read = {"source": form.cited, "place": form.where}
    return {name: read[name]() if name in read else form.cleaned_data[name] for name in form.changed()}


def _merge(request: DeskRequest, report: Report) -> HttpResponse:
    report.refresh_from_db()
    opened = clashes.opened_in(request.POST)
    sent = Correction(request.POST, Account.at(report, opened))
    mine = sent.mine()
    changed = corrected_since(report, clashes.UNKNOWN_VERSION if opened is None else opened)
    saved = clashes.saved_by(report, opened, SAID, getattr)
    versions = clashes.Versions(
        before=sent.account.in_words(), theirs=Account.standing(report).in_words(), yours=_in_words(sent), mine=mine,
        changed={part.name for part in PARTS if COLUMNS.get(part.name, part.name) in changed},
        saved={part.name: saved[column] for part in PARTS if (column := COLUMNS.get(part.name, part.name)) in saved},
    )  # fmt: skip
    return clashes.answer(
        request, report.version, clashes.differences(PARTS, versions, request.POST),
        title="This report was corrected meanwhile", back=_back(report),
    )


def _in_words(sent: Correction) -> dict[str, str]:
    """Every part as it was typed."""
    typed = {name: str(value or "") for name, value in sent.form.cleaned_data.items()}
    fresh = Report(kind=typed.get("kind", ""), credibility=int(typed.get("credibility") or 6))
    return {
        **sent.account.in_words(), "kind": str(fresh.get_kind_display()), "when": in_words(typed.get("when", "")),
        "place": typed.get("place_text", ""), "excerpt": typed.get("excerpt", ""), "note": typed.get("note", ""),
        "credibility": str(fresh.get_credibility_display()),
        "source": typed.get("source") or typed.get("source_url") or typed.get("outlet", ""),
        COUNTS: "\n".join(_said(row) for row in sent.casualties.filled()),
        NAMED: "\n".join(_said(row) for row in sent.attributions.filled()),
    }  # fmt: skip


def _said(row: Any) -> str:
    return " · ".join(str(row[name].value()) for name in row.fields if row[name].value())


def _back(report: Report) -> str:
    if report.incident:
        return reverse("desk:incident", args=[report.incident.public_id])
    return reverse("desk:report", args=[report.pk])


def _page(request: DeskRequest, report: Report, sent: Correction, status: int = 200) -> HttpResponse:
    about = {
        "report": report, "form": sent.form, "casualties": sent.casualties, "attributions": sent.attributions,
        "formsets": [sent.attributions, sent.casualties], "back": _back(report), "is_wrong": status != 200,
    }  # fmt: skip
    return render(request, "desk/report_edit.html", about, status=status)
