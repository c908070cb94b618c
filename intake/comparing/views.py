"""The desk's pages on datasets: which there are, who may see them, and two of them beside each other."""

from collections.abc import Callable, Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from intake.actions import open_dataset
from intake.comparing.asking import ComparisonForm
from intake.comparing.comparison import Comparison
from intake.comparing.coverage import STEPS
from intake.comparing.directory import listed
from intake.comparing.files import coverage_file, matches_file
from intake.comparing.showing import by_province, by_year, facts, matches, whole
from intake.models import Dataset

ON_A_PAGE = 25
LONGEST_REASON = 300


class DeskRequest(HttpRequest):
    """A request whose user is known to be signed in."""

    user: User


View = Callable[..., HttpResponseBase]


def for_importers(view: View) -> View:
    return login_required(permission_required("intake.import", raise_exception=True)(view))


def for_openers(view: View) -> View:
    return login_required(permission_required("intake.open", raise_exception=True)(view))


@for_importers
@require_GET
def datasets(request: DeskRequest) -> HttpResponse:
    return render(request, "desk/datasets/list.html", {"rows": listed(), "form": ComparisonForm()})


@for_openers
@require_POST
def open_or_close(request: DeskRequest, key: str) -> HttpResponse:
    """Open a dataset to readers, or keep it from them."""
    found, is_open = get_object_or_404(Dataset, key=key), request.POST.get("is_open") == "yes"
    reason = request.POST.get("reason", "")[:LONGEST_REASON]
    try:
        number = open_dataset(found, is_open=is_open, by=request.user, reason=reason, at=timezone.now())
        messages.success(request, _settled(found, number))
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, f"{found}: {sentence}")
    return redirect("datasets:list")


@for_importers
@require_GET
def compare(request: DeskRequest) -> HttpResponse:
    """Two datasets, once two are named."""
    form = ComparisonForm(request.GET if "one" in request.GET else None)
    if not form.is_valid():
        return render(request, "desk/datasets/compare.html", {"form": form}, status=400 if form.errors else 200)
    found = form.comparison
    page = Paginator(found.pairs, ON_A_PAGE).get_page(request.GET.get("page"))
    about = {
        "form": form, "found": found, "provinces": by_province(found), "years": by_year(found), "whole": whole(found),
        "facts": facts(found), "page": page, "matches": matches(found, list(page)), "steps": STEPS,
    }  # fmt: skip
    return render(request, "desk/datasets/compare.html", about)


@for_importers
@require_GET
def coverage_csv(request: DeskRequest) -> HttpResponseBase:
    return _file(request, "coverage", coverage_file)


@for_importers
@require_GET
def matches_csv(request: DeskRequest) -> HttpResponseBase:
    return _file(request, "matches", matches_file)


def _file(request: DeskRequest, what: str, written: Callable[[Comparison], Iterator[bytes]]) -> HttpResponseBase:
    form = ComparisonForm(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest(" ".join(form.sentences), content_type="text/plain; charset=utf-8")
    found = form.comparison
    name = f"{what}-{found.one.key}-and-{found.other.key}.csv"
    answer = StreamingHttpResponse(written(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


def _settled(found: Dataset, number: int) -> str:
    incidents = f"{number:,} incident{'' if number == 1 else 's'}"
    if found.is_open:
        return f"{found} is open to readers now; {incidents} came before them."
    return f"{found} is private now; {incidents} {'was' if number == 1 else 'were'} taken from readers."
