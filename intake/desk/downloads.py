"""What was rejected, found and lost in an import, as files to take along."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from incidents.desk.access import DeskRequest
from intake.crosswalks.known import crosswalk_for
from intake.desk import files
from intake.desk.access import for_importers
from intake.importing.opening import open_for
from intake.models import FindingKind, Import
from intake.tables.table import Refused

MEDIA_TYPE = "text/csv; charset=utf-8"


@for_importers
@never_cache
@require_GET
def rejected(request: DeskRequest, pk: int) -> HttpResponseBase:
    importing = get_object_or_404(Import, pk=pk)
    rows = files.rejected(importing.findings.filter(kind=FindingKind.REJECTED))
    return _file(files.as_csv(files.REJECTED, rows), importing, "rejected")


@for_importers
@never_cache
@require_GET
def findings(request: DeskRequest, pk: int) -> HttpResponseBase:
    importing = get_object_or_404(Import, pk=pk)
    return _file(files.as_csv(files.FINDINGS, files.told(importing.findings.all())), importing, "findings")


@for_importers
@never_cache
@require_GET
def lost(request: DeskRequest, pk: int) -> HttpResponseBase:
    """Read anew from the file that was brought: what has no place here is kept nowhere else."""
    importing = get_object_or_404(Import, pk=pk)
    crosswalk = crosswalk_for(importing.format)
    try:
        table = open_for(crosswalk, importing.path, name=importing.name)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("imports:import", pk)
    return _file(files.as_csv(files.LOST, files.lost(table, crosswalk)), importing, "lost")


def _file(pieces: Iterator[bytes], importing: Import, what: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces, content_type=MEDIA_TYPE)
    name = f"import-{importing.pk}-{what}.csv"
    answer.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    return answer
