"""The page of the network: a picture, a table and words of the same ties, all drawn from the API's answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest) -> HttpResponse:
    return render(request, "groups/network.html")
