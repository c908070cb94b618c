"""A dataset is brought: its file is checked, and its first rows are looked at before any is taken in."""

from itertools import islice
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from incidents.desk.access import DeskRequest
from incidents.desk.refusals import show_on
from intake.actions import bring
from intake.crosswalks.known import CROSSWALKS, crosswalk_for
from intake.desk.access import for_importers
from intake.desk.forms import BringForm
from intake.desk.rehearsed import Looked
from intake.desk.uploading import is_too_large
from intake.importing.opening import open_for
from intake.models import Import
from intake.rehearsal import rehearse
from intake.tables.table import Refused

FIRST = 200  # rows that are looked at beforehand
RENAMED = {"name": "file", "title": "release"}


@for_importers
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """A POST brings the file; it waits until its first rows were looked at."""
    form = BringForm(*_sent(request), is_too_large=is_too_large(request))
    if form.is_valid():
        try:
            return redirect("imports:look", _brought(request, form).pk)
        except ValidationError as refusal:
            show_on(form, refusal, RENAMED)
    about = {"form": form, "crosswalks": CROSSWALKS.items(), "chosen": form["format"].value()}
    return render(request, "desk/imports/new.html", about, status=422 if form.errors else 200)


@for_importers
@require_GET
def look(request: DeskRequest, pk: int) -> HttpResponse:
    """What the first rows of a file would bring that waits to be taken in."""
    importing = get_object_or_404(Import.objects.select_related("dataset", "source"), pk=pk)
    if not importing.waits_to_be_looked_at:
        return redirect("imports:import", pk)
    crosswalk = crosswalk_for(importing.format)
    try:
        table = open_for(crosswalk, importing.path, name=importing.name)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("imports:import", pk)
    found = rehearse(islice(table.lines, FIRST), crosswalk)
    about = {"importing": importing, "looked": Looked(found), "most": FIRST, "is_all": found.rows < FIRST}
    return render(request, "desk/imports/look.html", about)


def _sent(request: DeskRequest) -> tuple[object, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _brought(request: DeskRequest, form: BringForm) -> Import:
    said = form.cleaned_data
    return bring(
        Path(said["file"].temporary_file_path()), name=said["file"].name, format=said["format"], by=request.user,
        at=timezone.now(), release=said["release"], published=said["published"], is_paused=True,
    )  # fmt: skip
