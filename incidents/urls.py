"""Addresses of incidents."""

from django.urls import path

from incidents import views

app_name = "incidents"
urlpatterns = [
    path("incidents/<str:public_id>/", views.detail, name="detail"),
    path("incidents/<str:public_id>/history/", views.history, name="history"),
]
