"""The API root: which address answers with which view."""

from typing import Any

from django.urls import path
from rest_framework.routers import SimpleRouter

from explore.api import ExploreIncidents, ExploreView, PlaybackView, ReadsIncident, ReadsIncidents, TogetherView
from explore.exports.api import ExportView
from explore.exports.formats import FORMATS
from explore.exports.jobs_api import ExportJobs, ReadsExportFile, ReadsExportJob
from groups.api import AllianceViewSet, GroupViewSet, LeadershipViewSet, PresenceViewSet
from groups.networks.api import FindsPaths, ReadsNetwork, WritesNetwork
from groups.networks.writing import FORMATS as NETWORK_FORMATS
from incidents.api import (
    OpensIncidents,
    PublishIncident,
    ReportsOfIncident,
    RevisesIncidents,
    SubmitIncident,
    WithdrawIncident,
)
from khorasan_watch.documentation import OpenApi, handbook
from places.api import PlaceViewSet
from places.models import Place
from sources.api import OutletViewSet, SourceViewSet
from sources.withholding.asking import refuse_withheld


class IncidentList(ReadsIncidents, OpensIncidents):
    """Reading and entering incidents at one address."""


class IncidentDetail(ReadsIncident, RevisesIncidents):
    """Reading and revising an incident at one address."""


class Places(PlaceViewSet):
    """Places, none entered under a withheld name; their own floor does not know that list."""

    def enter(self, values: dict[str, Any]) -> Place:
        refuse_withheld({"text": values["text"]})
        return super().enter(values)


router = SimpleRouter()
router.register("groups", GroupViewSet, "group")
router.register("alliances", AllianceViewSet, "alliance")
router.register("leadership", LeadershipViewSet, "leadership")
router.register("presence", PresenceViewSet, "presence")
router.register("places", Places, "place")
router.register("outlets", OutletViewSet, "outlet")
router.register("sources", SourceViewSet, "source")

urlpatterns = [
    path("schema", OpenApi.as_view(), name="api-schema"),
    path("docs/", handbook, name="api-docs"),
    path("explore/", ExploreView.as_view(), name="explore"),
    path("explore/incidents/", ExploreIncidents.as_view(), name="explore-incidents"),
    *(
        path(f"explore/export.{kind}", ExportView.as_view(format=kind), name=f"explore-export-{kind}")
        for kind in FORMATS
    ),
    path("explore/exports/", ExportJobs.as_view(), name="explore-exports"),
    path("explore/exports/files/<str:pk>/", ReadsExportFile.as_view(), name="explore-export-file"),
    path("explore/exports/<str:pk>/", ReadsExportJob.as_view(), name="explore-export"),
    path("explore/together/", TogetherView.as_view(), name="explore-together"),
    path("explore/playback/", PlaybackView.as_view(), name="explore-playback"),
    path("incidents/", IncidentList.as_view(), name="incident-list"),
    path("incidents/<slug:public_id>/", IncidentDetail.as_view(), name="incident-detail"),
    path("incidents/<slug:public_id>/reports/", ReportsOfIncident.as_view(), name="incident-reports"),
    path("incidents/<slug:public_id>/submit/", SubmitIncident.as_view(), name="incident-submit"),
    path("incidents/<slug:public_id>/publish/", PublishIncident.as_view(), name="incident-publish"),
    path("incidents/<slug:public_id>/withdraw/", WithdrawIncident.as_view(), name="incident-withdraw"),
    path("network/", ReadsNetwork.as_view(), name="network"),
    *(
        path(f"network.{kind}", WritesNetwork.as_view(format=kind), name=f"network-{kind}") for kind in NETWORK_FORMATS
    ),
    path("network/paths/", FindsPaths.as_view(), name="network-paths"),
    *router.urls,
]
