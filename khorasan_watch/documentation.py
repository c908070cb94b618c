"""The API describes itself: the OpenAPI document, and a handbook page that loads nothing from elsewhere."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView

from khorasan_watch.handbook import sections


class OpenApi(SpectacularAPIView):
    """JSON, or YAML for those who ask for it."""

    renderer_classes = [OpenApiJsonRenderer, OpenApiYamlRenderer]


@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """Every address of the API with its parameters, a sample call and its answer."""
    origin = f"{request.scheme}://{request.get_host()}"
    return render(request, "api/handbook.html", {"sections": sections(_document(), origin), "origin": origin})


@lru_cache(maxsize=1)
def _document() -> Mapping[str, Any]:
    """The document is made from code alone, so once a process is enough."""
    return SchemaGenerator().get_schema(request=None, public=True) or {}
