"""Files that people send: two pages take them, from those who may bring datasets; every other is dropped unread."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from intake.tables.table import MOST_BYTES

PAGES = frozenset({"imports:new", "own-tables:start"})
MOST_SENT = MOST_BYTES + 1_000_000  # with the form around it


class SentFile(TemporaryUploadedFile):
    """Lies where only this site reads it, and not in a /tmp that may be memory; gone when the request is over."""

    def __init__(self, name: str | None, content_type: str | None, charset: str | None, extra: Any) -> None:
        folder = Path(settings.INTAKE_DIR)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = NamedTemporaryFile(dir=folder, suffix=".upload")  # noqa: SIM115 – it lasts as long as this
        UploadedFile.__init__(self, file, name, content_type, 0, charset, extra)


class DatasetUploadHandler(TemporaryFileUploadHandler):
    """Before any view is asked a whole request is read, whoever sends it: so the door stands here."""

    request: HttpRequest

    def handle_raw_input(
        self, input_data: Any, META: dict[str, str], content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        self._is_welcome = may_send(self.request, content_length)

    def new_file(self, *names: Any, **more: Any) -> None:
        if not self._is_welcome:
            raise SkipFile
        super(TemporaryFileUploadHandler, self).new_file(*names, **more)
        self.file = SentFile(self.file_name, self.content_type, self.charset, self.content_type_extra)


def may_send(request: HttpRequest, size: int) -> bool:
    match = request.resolver_match
    is_here = match is not None and match.view_name in PAGES
    return is_here and size <= MOST_SENT and request.user.has_perm("intake.import")


def is_too_large(request: HttpRequest) -> bool:
    """Whether a file was dropped for its size."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    return request.method == "POST" and size.isdigit() and int(size) > MOST_SENT
