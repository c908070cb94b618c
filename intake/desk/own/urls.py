"""Addresses of the desk's pages on people's own tables."""

from django.urls import path

from intake.desk.own import views

app_name = "own-tables"
urlpatterns = [
    path("", views.start, name="start"),
    path("<uuid:key>/", views.table, name="table"),
    path("<uuid:key>/discard/", views.discard, name="discard"),
]
