"""Reads a report form that is still being filled in, and answers with incidents that may be the same event."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.forms import ReportForm
from incidents.desk.rows import AttributionRows, CasualtyRows
from incidents.desk.suggested import suggested
from incidents.models import Role
from incidents.suggesting import Unsaved, counted
from sources.models import Outlet

TOO_LITTLE = "Say what happened, when and where, and incidents that may be the same event are listed here."
NONE_FOUND = "No incident entered so far is likely to be the same event."


@never_cache
@for_editors
@require_GET
def suggestions(request: DeskRequest) -> HttpResponse:
    """The fragment `desk/_suggestions.html` for the fields of a report form, sent under the names they have there.

    It reads kind, when, place, place_text, within, lat, lon, uncertainty_km, source_url, source, outlet and the rows
    attributions-… and casualties-… with their management forms; all may be missing, and what is not finished or not
    right yet is passed over. Longer texts (excerpt, note, title, summary) should not be sent. Each row has a button
    `[data-incident]` that a script may turn into the choice of that incident.
    """
    form = begun(request.GET)
    is_enough = bool(form.when or form.source or form.place or form.within or form.place_text or form.lat is not None)
    about = {
        "rows": suggested(form) if is_enough else [], "nothing": NONE_FOUND if is_enough else TOO_LITTLE,
        "choosing": "fill",
    }
    return render(request, "desk/_suggestions.html", about)


def begun(typed: QueryDict) -> Unsaved:
    """What can be read of a half-filled form."""
    form = ReportForm(typed)
    form.is_valid()  # what is wrong is left out of `cleaned_data`; nobody is told before the form is sent
    said, source, outlet = form.cleaned_data, form.known, form.cleaned_data.get("outlet")
    groups = _valid(AttributionRows(typed, prefix="attributions"))
    return Unsaved(
        kind=said.get("kind") or "", when=said.get("when") or "", **_where(said),
        groups=[each["group"].pk for each in groups if each["role"] != Role.TARGET],
        struck=[each["group"].pk for each in groups if each["role"] == Role.TARGET],
        counts=counted(map(_count, _valid(CasualtyRows(typed, prefix="casualties")))),
        source=source.pk if source else None, outlet=outlet.pk if isinstance(outlet, Outlet) else None,
    )  # fmt: skip


def _where(said: dict[str, Any]) -> dict[str, Any]:
    place, within = said.get("place"), said.get("within")
    pin = {name: said.get(name) for name in ("lat", "lon", "uncertainty_km")}
    known = {"place": place.pk if place else None, "within": within.pk if within else None}
    is_somewhere = any(known.values()) or said.get("place_text") or pin["lat"] is not None
    return {"place_text": said.get("place_text") or "", **known, **pin} if is_somewhere else {}


def _valid(rows: Any) -> list[dict[str, Any]]:
    return [row.values() for row in rows.filled() if row.is_valid()]


def _count(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["outcome"], row["people"], row["low"], row["best"], row["high"]
