"""Addresses of the desk's pages on datasets."""

from django.urls import path

from intake.comparing import views

app_name = "datasets"
urlpatterns = [
    path("", views.datasets, name="list"),
    path("compare/", views.compare, name="compare"),
    path("compare/coverage.csv", views.coverage_csv, name="coverage"),
    path("compare/matches.csv", views.matches_csv, name="matches"),
    path("<slug:key>/open/", views.open_or_close, name="open"),
]
