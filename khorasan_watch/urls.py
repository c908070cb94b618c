"""All addresses of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("explore.urls")),
    path("", include("incidents.urls")),
    path("", include("incidents.outlets.urls")),
    path("", include("groups.urls")),
    path("desk/groups/lists/", include("groups.lists.urls")),
    path("desk/imports/own/", include("intake.desk.own.urls")),
    path("desk/imports/", include("intake.desk.urls")),
    path("desk/datasets/", include("intake.comparing.urls")),
    path("desk/", include("incidents.desk.urls")),
    path("accounts/", include("accounts.urls")),
    path("api/v1/", include("khorasan_watch.api")),
    path("admin/", admin.site.urls),
]

handler400 = "khorasan_watch.errors.bad_request"
handler403 = "khorasan_watch.errors.forbidden"
handler404 = "khorasan_watch.errors.not_found"
handler500 = "khorasan_watch.errors.server_error"
