"""Files over HTTP: CSV and GeoJSON as a stream, the rest written by a process of its own and then handed on."""

import os
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from explore.api import Reads
from explore.exports.formats import FORMATS
from explore.exports.jobs import export_folder
from explore.exports.records import Export
from explore.exports.streams import STREAMS
from explore.exports.turns import Crowded, Turn
from explore.exports.writing import NotWritten, Order, write
from explore.handbook import FILTERS
from explore.rows import ADDRESS_OF

LONGEST_SECONDS, LONGEST_WAIT_SECONDS = 60.0, 2.0
RETRY_SECONDS = 30
LATER = "ask for it as a job (POST {address} with format “{kind}” and your filter)"
PIECE_BYTES, SHORT_BYTES, SHORT_ROWS = 1 << 16, 1 << 20, 1_000
CROWDED = "Others are fetching large files just now. Try again in half a minute, or ask for fewer incidents."
BUSY = "Another file is being written. Try again in a few seconds, or {remedy}."
BROKEN = "The file could not be written. Try again, or {remedy}."
TOO_MANY = (
    "{rows:,} incidents are too many for .{kind} while you wait (at most {most:,}): {remedy}, narrow the filter, or "
    "take .csv or .geojson, which have no limit."
)
_turn = threading.BoundedSemaphore(1)


class Unwritten(APIException):
    """There is no file now, and there may be one later."""

    status_code = 503
    wait = RETRY_SECONDS


class ExportView(Reads):
    """A file with exactly the incidents of a filter."""

    format = "csv"

    @extend_schema(parameters=FILTERS, responses={200: OpenApiResponse(OpenApiTypes.BINARY)})
    def get(self, request: Request) -> HttpResponseBase:
        """All incidents of a filter, newest first; each file says its data version, filter, view and licence."""
        selection = self.selection()
        incident = request.build_absolute_uri(reverse("incidents:detail", args=[ADDRESS_OF]))
        if known := self.unless_known(selection, self.format, incident, settings.DATA_LICENCE):
            return known
        asked = selection.chosen.address
        if request.method == "HEAD":
            answer: HttpResponseBase = HttpResponse(content_type=FORMATS[self.format].media_type)
        elif self.format in STREAMS:
            pieces = STREAMS[self.format](Export(selection, asked, incident))
            answer = streamed(pieces, is_short=selection.rows.number <= SHORT_ROWS)
        else:
            order = Order(self.format, selection.snapshot.folder, asked, incident)
            return attached(written(order, selection.rows.number), self.format, selection.snapshot.version)
        return named(answer, self.format, selection.snapshot.version)


def streamed(pieces: Iterator[bytes], *, is_short: bool) -> HttpResponseBase:
    """What is short is handed over whole, and so no slow reader keeps it waiting."""
    if is_short:
        return HttpResponse(b"".join(pieces))
    try:
        return StreamingHttpResponse(Turn(pieces))
    except Crowded:
        raise Unwritten(CROWDED) from None


def attached(file: BinaryIO, kind: str, version: str) -> HttpResponseBase:
    """A file that is whole already, with its length; compressing it once more would gain nothing."""
    size = os.fstat(file.fileno()).st_size
    answer = streamed(pieces_of(file), is_short=size <= SHORT_BYTES)
    answer.headers["Content-Length"], answer.headers["Content-Encoding"] = str(size), "identity"
    return named(answer, kind, version)


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    with file:
        yield from iter(partial(file.read, PIECE_BYTES), b"")


def named(answer: HttpResponseBase, kind: str, version: str) -> HttpResponseBase:
    """What the answer is, and by which name to keep it."""
    answer.headers["Content-Type"] = FORMATS[kind].media_type
    answer.headers["Content-Disposition"] = str(content_disposition_header(True, f"khorasan-watch-{version}.{kind}"))
    return answer


def written(order: Order, rows: int) -> BinaryIO:
    """An open file that has no name any more. One at a time and process: others are asked to come back."""
    remedy = LATER.format(address=reverse("explore-exports"), kind=order.format)
    most = FORMATS[order.format].most_rows
    if most is not None and rows > most:
        sentence = TOO_MANY.format(rows=rows, kind=order.format, most=most, remedy=remedy)
        raise ValidationError({"format": [sentence]})
    if not _turn.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise Unwritten(BUSY.format(remedy=remedy))
    try:
        with tempfile.TemporaryDirectory(prefix=".asked-", dir=export_folder()) as folder:
            path = Path(folder) / f"incidents.{order.format}"
            write(order, path, seconds=LONGEST_SECONDS)
            return path.open("rb")
    except (NotWritten, OSError) as trouble:
        raise Unwritten(BROKEN.format(remedy=remedy)) from trouble
    finally:
        _turn.release()
