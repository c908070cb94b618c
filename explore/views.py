"""The Explore page: an empty stage with the addresses of its basemap; its script asks the API for the rest."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static

BASEMAP = ("countries", "provinces", "lines")


def explore(request: HttpRequest) -> HttpResponse:
    basemap = {name: static(f"dist/basemap/{name}.json") for name in BASEMAP}
    return render(request, "explore/map.html", {"basemap": basemap})
