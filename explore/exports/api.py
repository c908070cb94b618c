"""Files over HTTP: CSV and GeoJSON as a stream, the rest made by a process of its own and handed on."""

import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from explore.api import Reads
from explore.exports import streams
from explore.exports.records import Export
from explore.selection import Selection
from explore.shapes import FILTERS

LONGEST_SECONDS, LONGEST_WAIT_SECONDS = 60, 10
BUSY = "Other files are being written. Try again in a few seconds."
_turn = threading.BoundedSemaphore(1)
MOST_ROWS = {"xlsx": 50_000, "gpkg": 100_000, "parquet": 300_000}  # what is written while a reader waits
STREAMS = {"csv": streams.as_csv, "geojson": streams.as_geojson}
TYPES = {
    "csv": "text/csv; charset=utf-8", "geojson": "application/geo+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "gpkg": "application/geopackage+sqlite3", "parquet": "application/vnd.apache.parquet",
}  # fmt: skip


class NotWritten(APIException):
    """The process that writes a file did not end well."""

    status_code = 503
    default_detail = "The file could not be written. Try again, or ask for fewer incidents."


class ExportView(Reads):
    """A file with exactly the incidents of a filter."""

    format = "csv"

    @extend_schema(parameters=FILTERS, responses={200: OpenApiResponse(OpenApiTypes.BINARY)})
    def get(self, request: Request) -> HttpResponseBase:
        """All incidents of a filter, newest first; each file says its data version, filter and licence."""
        selection = self.selection()
        if known := self.unless_known(selection, self.format):
            return known
        site = request.build_absolute_uri("/").rstrip("/")
        name = f"khorasan-watch-{selection.snapshot.version}.{self.format}"
        if self.format in STREAMS:
            pieces = STREAMS[self.format](Export(selection, site))
            answer: HttpResponseBase = StreamingHttpResponse(pieces, content_type=TYPES[self.format])
        else:
            answer = FileResponse(written(selection, self.format, site), content_type=TYPES[self.format])
        answer.headers["Content-Disposition"] = str(content_disposition_header(True, name))
        return answer


def written(selection: Selection, kind: str, site: str) -> Any:
    """An open file that is gone from the disk already; its writer has ended by then."""
    if selection.rows.number > MOST_ROWS[kind]:
        raise ValidationError({"format": [
            f"{selection.rows.number:,} incidents are too many for .{kind} while you wait (at most "
            f"{MOST_ROWS[kind]:,}): narrow the filter, or take .csv or .geojson, which have no limit."
        ]})  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="kw-export-") as folder:
        path = Path(folder) / f"incidents.{kind}"
        command = [
            sys.executable, str(settings.BASE_DIR / "manage.py"), "write_export", str(path), "--verbosity", "0",
            f"--filter={selection.chosen.address}", f"--site={site}", f"--snapshot={selection.snapshot.folder}",
        ]  # fmt: skip
        _run(command)
        return path.open("rb")


def _run(command: list[str]) -> None:
    """One writer at a time and process: a second reader is asked to come back."""
    if not _turn.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise NotWritten(BUSY)
    try:
        subprocess.run(command, check=True, timeout=LONGEST_SECONDS, stdin=subprocess.DEVNULL)  # noqa: S603
    except (subprocess.SubprocessError, OSError) as trouble:
        raise NotWritten from trouble
    finally:
        _turn.release()
