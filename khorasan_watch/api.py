"""The API root."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
