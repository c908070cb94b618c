"""A person's own table: brought, told about column by column, seen as incidents, and taken in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from incidents.desk.access import DeskRequest
from incidents.desk.refusals import show_on
from intake.actions import bring
from intake.crosswalks.crosswalk import Dataset
from intake.crosswalks.own_row import Mapped
from intake.desk.access import for_importers
from intake.desk.own import uploads
from intake.desk.own.forms import StartForm, TableForm
from intake.desk.own.showing import Preview, preview
from intake.desk.own.uploads import Upload
from intake.mapping_actions import About, save_mapping
from intake.models import Mapping
from intake.models.mapping import ORDERS
from intake.tables.table import Refused

NAMELESS = Dataset("", "this table", "", "", is_open=False)
ABOUT = ("title", "publisher", "licence", "is_open")
GONE = "This file is no longer here: files wait for a day. Bring it again."


@for_importers
@require_http_methods(["GET", "POST"])
def start(request: DeskRequest) -> HttpResponse:
    """Choose a file; and what was saved of earlier ones."""
    uploads.sweep(now=timezone.now())
    form = StartForm(request.POST, request.FILES) if request.method == "POST" else StartForm(initial=request.GET)
    if form.is_bound and form.is_valid():
        try:
            upload = uploads.keep(form.cleaned_data["file"], by=request.user)
            begun = form.cleaned_data["mapping"]
            return redirect(f"{_address(upload)}?mapping={begun.pk}" if begun else _address(upload))
        except ValidationError as refusal:
            show_on(form, refusal)
    saved = Mapping.objects.select_related("dataset", "made_by")
    about = {"form": form, "saved": saved, "most": uploads.MOST_BYTES // 1_000_000}
    return render(request, "desk/own/start.html", about, status=422 if form.errors else 200)


@for_importers
@require_http_methods(["GET", "POST"])
def table(request: DeskRequest, key: UUID) -> HttpResponse:
    """Say what each column means; see the first rows as incidents; keep what was said, and take the file in."""
    upload = uploads.find(key, by=request.user)
    if upload is None:
        raise Http404(GONE)
    begun = _begun(request)
    if request.method == "GET":
        form = TableForm(upload.survey, begun=begun)
        return _page(request, upload, form, begun, _first_look(upload, form, begun))
    form = TableForm(upload.survey, request.POST, begun=begun)
    if form.is_valid():
        try:
            if "save" in request.POST or "take" in request.POST:
                return _kept(request, upload, form, begun)
            return _page(request, upload, form, begun, _look(upload, form))
        except ValidationError as refusal:
            show_on(form, refusal)
    return _page(request, upload, form, begun, None, status=422)


@for_importers
@require_POST
def discard(request: DeskRequest, key: UUID) -> HttpResponse:
    if upload := uploads.find(key, by=request.user):
        upload.drop()
        messages.success(request, f"{upload.name} is gone; nothing of it was taken in.")
    return redirect("own-tables:start")


def _kept(request: DeskRequest, upload: Upload, form: TableForm, begun: Mapping | None) -> HttpResponse:
    """The mapping is saved; with it, the file is taken in."""
    cleaned = form.cleaned_data
    about = About(**{name: cleaned[name] for name in ABOUT})
    name = cleaned["name"] or cleaned["title"]
    mapping = save_mapping(name, about, by=request.user, over=begun, **form.said())
    if "take" not in request.POST:
        messages.success(request, f"The mapping “{mapping}” is saved. Nothing of the file is taken in yet.")
        return redirect(f"{_address(upload)}?mapping={mapping.pk}")
    importing = bring(upload.path, name=upload.name, format=mapping.format, by=request.user, at=timezone.now())
    upload.drop()
    return redirect("imports:import", importing.pk)


def _first_look(upload: Upload, form: TableForm, begun: Mapping | None) -> Preview | None:
    """What the guess would bring, where it is enough; nothing is wrong yet that a person did not say."""
    guess = TableForm(upload.survey, {name: form[name].value() or "" for name in form.fields}, begun=begun)
    return _look(upload, guess) if guess.is_valid() else None


def _look(upload: Upload, form: TableForm) -> Preview:
    said = form.said()
    mapped = Mapped(NAMELESS, said["columns"], said["kinds"], ORDERS[said["day_first"]], said["has_serials"])
    try:
        return preview(upload, mapped)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from None


def _begun(request: DeskRequest) -> Mapping | None:
    number = request.GET.get("mapping", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    return Mapping.objects.select_related("dataset").filter(pk=int(number)).first() if is_number else None


def _address(upload: Upload) -> str:
    return redirect("own-tables:table", upload.key).url


def _page(request: DeskRequest, upload: Upload, form: TableForm, begun: Mapping | None, found: Preview | None,
          status: int = 200) -> HttpResponse:  # fmt: skip
    about: dict[str, Any] = {
        "upload": upload, "survey": upload.survey, "form": form, "begun": begun, "preview": found,
        "is_wrong": bool(form.errors), "may_open": request.user.has_perm("intake.open"),
    }  # fmt: skip
    return render(request, "desk/own/table.html", about, status=status)
