"""How the API shows rows and takes changes to them: each writing method reads a body and calls one action."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar, cast

from django.db.models import Model
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.bodies import Body
from accounts.models import User

Row = TypeVar("Row", bound=Model)


class RecordViewSet(ReadOnlyModelViewSet[Row]):
    """List, detail, POST to enter a row and PATCH to revise it; the answer is the row as it now stands.

    `bodies` holds the request body of each writing method by its name, `rights` what an HTTP method asks for.
    """

    bodies: ClassVar[Mapping[str, type[Body]]] = {}
    rights: ClassVar[Mapping[str, str]] = {}

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Enter a new one."""
        row = self.enter(self.read_body())
        answer = self.answer(row, status.HTTP_201_CREATED)
        answer["Location"] = self.reverse_action("detail", args=[getattr(row, self.lookup_field)])
        return answer

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the fields that are sent and leave the others."""
        row = self.get_object()
        self.revise(row, self.read_body(partial=True))
        return self.answer(row)

    def enter(self, values: dict[str, Any]) -> Row:
        """Call the action that makes a new row of these values."""
        raise NotImplementedError

    def revise(self, row: Row, values: dict[str, Any]) -> None:
        """Call the action that changes a row."""
        raise NotImplementedError

    def read_body(self, *, partial: bool = False) -> dict[str, Any]:
        body = self.bodies[self.action](data=self.request.data, partial=partial, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def answer(self, row: Row, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=code)

    @property
    def person(self) -> User:
        """Who writes: the right that was asked for is held by signed-in people only."""
        return cast(User, self.request.user)
