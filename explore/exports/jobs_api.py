"""Files that take too long to wait for, over HTTP: ask, look how far it is, fetch."""

from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers as s
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from explore.api import Reads
from explore.exports.api import attached
from explore.exports.asking import ask
from explore.exports.formats import FORMATS
from explore.exports.jobs import path_of
from explore.exports.writing import Order
from explore.models import ExportJob, ExportState
from explore.query import check_names, read
from explore.rows import ADDRESS_OF
from explore.selection import Selection
from explore.shaping import shape
from explore.snapshot.audience import Audience
from explore.snapshot.current import audience_of, current
from explore.vocabulary import vocabulary

MOST_PARAMETERS = 2_500
LONGEST_FILTER = 100_000

AskShape = shape("ExportAsked", "A file to be written.", {
    "format": s.ChoiceField(choices=list(FORMATS)),
    "filter": s.CharField(required=False, help_text="The parameters of a filter as an address has them; empty: all."),
})
JobShape = shape("Export", "How far a file is; `file` is its address until `expires_at`, for whoever has it.", {
    "id": s.UUIDField(), "url": s.CharField(), "format": s.ChoiceField(choices=list(FORMATS)),
    "filter": s.CharField(), "version": s.CharField(), "state": s.ChoiceField(choices=ExportState.choices),
    "done": s.IntegerField(), "total": s.IntegerField(), "file": s.CharField(allow_null=True),
    "expires_at": s.DateTimeField(allow_null=True), "problem": s.CharField(),
})


class Gone(APIException):
    """There was a file here."""

    status_code = 410
    default_detail = "This file is not kept any more. Ask for it again."


class ExportJobs(Reads):
    """Asking for a file."""

    permission_classes = []  # whoever may read may have a file of it; how many wait is bounded

    @extend_schema(request=AskShape, responses={201: JobShape, 200: JobShape})
    def post(self, request: Request) -> Response:
        """Have a file written with exactly the incidents of a filter. The same question asked twice is one job."""
        check_names(self.pairs, ())
        audience = audience_of(request.user)
        snapshot, (kind, pairs) = current.snapshot(audience), asked_for(request.data)
        selection = Selection(snapshot, read(pairs, vocabulary(snapshot)))
        incident = request.build_absolute_uri(reverse("incidents:detail", args=[ADDRESS_OF]))
        order = Order(kind, snapshot.folder, selection.chosen.address, incident)
        total = selection.rows.number
        job, is_new = ask(
            order, version=snapshot.version, audience=audience, total=total, by=request.user, now=timezone.now()
        )
        answer = described(job)
        return Response(answer, status=201 if is_new else 200, headers={"Location": answer["url"]})


class ReadsExportJob(Reads):
    """How far a file is."""

    @extend_schema(responses=JobShape)
    def get(self, request: Request, pk: str) -> Response:
        """Progress of a file, and where it is when it is done."""
        check_names(self.pairs, ())
        job = ExportJob.objects.filter(pk=number(pk)).first()
        if job is None or not may_have(job, request):
            raise Http404
        return Response(described(job))


class ReadsExportFile(Reads):
    """The file itself."""

    @extend_schema(responses={200: OpenApiResponse(OpenApiTypes.BINARY)})
    def get(self, request: Request, pk: str) -> HttpResponseBase:
        """A file that was asked for, by its unguessable name, for a day."""
        check_names(self.pairs, ())
        job = ExportJob.objects.filter(token=pk).first()
        if job is None or not may_have(job, request):
            raise Http404
        if has_expired(job) or not path_of(job).is_file():
            raise Gone
        return attached(path_of(job).open("rb"), job.format, job.version)


def asked_for(body: Any) -> tuple[str, dict[str, list[str]]]:
    """Format and parameters. Raises ValidationError by field."""
    if not isinstance(body, dict):
        raise ValidationError({"format": ["Send an object with format and filter."]})
    problems = {str(name)[:40]: ["Send format and filter alone."] for name in body if name not in ("format", "filter")}
    kind, text = body.get("format"), body.get("filter", "")
    if not isinstance(kind, str) or kind not in FORMATS:
        problems["format"] = [f"Write one of {', '.join(FORMATS)}."]
    if not isinstance(text, str) or len(text) > LONGEST_FILTER:
        problems["filter"] = ["Write the parameters of a filter as an address has them, such as group=isk-p."]
    if problems:
        raise ValidationError(problems)
    try:
        return str(kind), parse_qs(text.removeprefix("?"), keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        raise ValidationError({"filter": [f"Write at most {MOST_PARAMETERS:,} parameters."]}) from None


def number(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def may_have(job: ExportJob, request: Request) -> bool:
    """The public's files are for everybody who knows of them, the desk's for those who may see all that is in them."""
    return job.audience == Audience.PUBLIC or audience_of(request.user) is Audience.DESK


def has_expired(job: ExportJob) -> bool:
    return job.expires_at is not None and job.expires_at <= timezone.now()


def described(job: ExportJob) -> dict[str, Any]:
    is_there = job.state == ExportState.DONE and not has_expired(job)
    return {
        "id": str(job.pk), "url": reverse("explore-export", args=[job.pk]), "format": job.format,
        "filter": job.filter, "version": job.version, "state": job.state, "done": job.done, "total": job.total,
        "file": reverse("explore-export-file", args=[job.token]) if is_there else None,
        "expires_at": job.expires_at, "problem": job.problem,
    }  # fmt: skip
