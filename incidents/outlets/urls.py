"""Addresses of outlets."""

from django.urls import path

from incidents.outlets import views

app_name = "outlets"
urlpatterns = [
    path("outlets/", views.outlet_list, name="list"),
    path("outlets/<slug:slug>/", views.outlet_detail, name="detail"),
]
