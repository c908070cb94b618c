"""Addresses of groups."""

from django.urls import path

from groups import views
from groups.networks import views as networks

app_name = "groups"
urlpatterns = [
    path("network/", networks.page, name="network"),
    path("groups/", views.directory, name="list"),
    path("groups/<slug:slug>/", views.detail, name="detail"),
    path("groups/<slug:slug>/history/", views.history, name="history"),
]
