"""Addresses of groups."""

from django.urls import path

from groups import views

app_name = "groups"
urlpatterns = [
    path("groups/", views.directory, name="list"),
    path("groups/<slug:slug>/", views.detail, name="detail"),
    path("groups/<slug:slug>/history/", views.history, name="history"),
]
