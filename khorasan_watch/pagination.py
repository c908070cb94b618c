"""Pages of the API: keyset cursors, so that rows entered meanwhile neither repeat nor go missing."""

from typing import Any

from django.core.exceptions import ValidationError as ModelValidationError
from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

MOST_ROWS = 200
BAD_CURSOR = "This cursor cannot be read: follow the `next` and `previous` addresses as they are given."


class Pages(CursorPagination):
    """Rows under `results`; a view's `ordering` should end in something unique."""

    page_size = 50
    max_page_size = MOST_ROWS
    offset_cutoff = 1_000_000  # rows that are alike in the order; at the framework's 1,000 the pages run in a circle
    page_size_query_param = "page_size"
    page_size_query_description = f"Rows on a page, from 1 to {MOST_ROWS}."
    cursor_query_description = "Where to go on: follow `next` and `previous` instead of making one up."
    ordering: Any = "pk"

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        self._queryset = queryset
        return super().paginate_queryset(queryset, request, view)

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> tuple[str, ...]:
        ordering = getattr(view, "ordering", None) or self.ordering
        return (ordering,) if isinstance(ordering, str) else tuple(ordering)

    def get_page_size(self, request: Request) -> int:
        text = request.query_params.get("page_size")
        if text is None:
            return self.page_size or MOST_ROWS
        if not (text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= MOST_ROWS):
            raise ValidationError({"page_size": [f"Write page_size as a whole number from 1 to {MOST_ROWS}."]})
        return int(text)

    def decode_cursor(self, request: Request) -> Cursor | None:
        """The cursor a client sent back. A forged one must not reach the database as a value it cannot compare."""
        if request.query_params.get("cursor") == "":
            raise ValidationError({"cursor": [BAD_CURSOR]})
        try:
            cursor = super().decode_cursor(request)
            if cursor is not None and cursor.position is not None:
                self._check_position(str(cursor.position))
        except Exception as trouble:
            raise ValidationError({"cursor": [BAD_CURSOR]}) from trouble
        return cursor

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.get_next_link(), "previous": self.get_previous_link(), "results": data})

    def _check_position(self, position: str) -> None:
        name = self.ordering[0].lstrip("-").replace("pk", self._key)
        annotated = self._queryset.query.annotations.get(name)
        field = annotated.output_field if annotated else self._queryset.model._meta.get_field(name)
        if "\x00" in position or not position.isprintable():
            raise ModelValidationError("unreadable")
        field.run_validators(field.to_python(position))

    @property
    def _key(self) -> str:
        return str(self._queryset.model._meta.pk.name)
