"""Writing incidents and reports over HTTP; reading them is the read side's, at the same addresses."""

from typing import Any, ClassVar, cast
from uuid import uuid4

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.bodies import Body
from accounts.models import User
from incidents import actions
from incidents.desk.filing import Destination, NewIncident, Statement, file_report
from incidents.models import Incident, Report
from incidents.serializers import (
    IncidentEntry,
    IncidentRevision,
    IncidentStandingSerializer,
    IncidentWithdrawal,
    ReportEntry,
)

ENTER = {"POST": "incidents.enter_report", "PATCH": "incidents.enter_report"}
PUBLISH = {"POST": "incidents.publish"}


class IncidentWriting(APIView):
    """What writing views share: reading a body, finding the incident, and answering where it stands."""

    rights: ClassVar[dict[str, str]] = ENTER

    def read(self, body: type[Body], *, partial: bool = False) -> dict[str, Any]:
        sent = body(data=self.request.data, partial=partial, context={"request": self.request})
        sent.is_valid(raise_exception=True)
        return dict(sent.validated_data)

    def incident(self) -> Incident:
        return get_object_or_404(Incident.objects.visible_to(self.request.user), public_id=self.kwargs["public_id"])

    def answer(self, incident: Incident, code: int = status.HTTP_200_OK) -> Response:
        fresh = Incident.objects.select_related("place").prefetch_related("reports").get(pk=incident.pk)
        return Response(IncidentStandingSerializer(fresh).data, status=code)

    @property
    def person(self) -> User:
        """Who writes: the right that was asked for is held by signed-in people only."""
        return cast(User, self.request.user)


class OpensIncidents(IncidentWriting):
    """Takes new incidents at the address of the list."""

    @extend_schema(request=IncidentEntry, responses={201: IncidentStandingSerializer})
    def post(self, request: Request) -> Response:
        """Enter a report and open a draft incident for it."""
        values = self.read(IncidentEntry)
        report = filed(values.pop("report"), by=self.person, destination=NewIncident(**values))
        incident = cast(Incident, report.incident)
        answer = self.answer(incident, status.HTTP_201_CREATED)
        answer["Location"] = request.build_absolute_uri(reverse("incident-detail", args=[incident.public_id]))
        return answer


class RevisesIncidents(IncidentWriting):
    """Takes changes at the address of one incident."""

    @extend_schema(request=IncidentRevision, responses=IncidentStandingSerializer)
    def patch(self, request: Request, public_id: str) -> Response:
        """Set headline fields by an editor's choice; with a stale `version`, 409 and the present one."""
        incident, changes = self.incident(), self.read(IncidentRevision, partial=True)
        reason, version = changes.pop("reason", ""), changes.pop("version", None)
        actions.revise(incident, by=self.person, reason=reason, version=version, changes=changes)
        return self.answer(incident)


class ReportsOfIncident(IncidentWriting):
    """Takes further reports of an incident."""

    @extend_schema(request=ReportEntry, responses={201: IncidentStandingSerializer})
    def post(self, request: Request, public_id: str) -> Response:
        """Enter a report as further evidence."""
        incident = self.incident()
        filed(self.read(ReportEntry), by=self.person, destination=incident)
        return self.answer(incident, status.HTTP_201_CREATED)


class SubmitIncident(IncidentWriting):
    """Takes a draft to the reviewers."""

    @extend_schema(request=None, responses=IncidentStandingSerializer)
    def post(self, request: Request, public_id: str) -> Response:
        """Hand a draft to the reviewers."""
        incident = self.incident()
        actions.submit(incident, by=self.person)
        return self.answer(incident)


class PublishIncident(IncidentWriting):
    """Takes an incident to readers."""

    rights = PUBLISH

    @extend_schema(request=None, responses=IncidentStandingSerializer)
    def post(self, request: Request, public_id: str) -> Response:
        """Publish; a second person must, other than those who entered its reports."""
        incident = self.incident()
        actions.publish(incident, by=self.person, at=timezone.now())
        return self.answer(incident)


class WithdrawIncident(IncidentWriting):
    """Takes an incident from readers."""

    rights = PUBLISH

    @extend_schema(request=IncidentWithdrawal, responses=IncidentStandingSerializer)
    def post(self, request: Request, public_id: str) -> Response:
        """Withdraw with a reason that readers see; nothing is deleted."""
        incident = self.incident()
        actions.withdraw(incident, by=self.person, at=timezone.now(), **self.read(IncidentWithdrawal))
        return self.answer(incident)


def filed(values: dict[str, Any], *, by: User, destination: Destination) -> Report:
    """File a validated report entry."""
    entry_key, source, place = values.pop("entry_key", None), values.pop("source"), values.pop("place", None)
    return file_report(
        by=by, entry_key=entry_key or uuid4(), source=source, place=place, statement=Statement(**values),
        destination=destination, now=timezone.now(),
    )
