"""How the OpenAPI document learns what our views take and refuse."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework.permissions import SAFE_METHODS

SENTENCES = {"type": "array", "items": {"type": "string"}}
BY_FIELD = {"type": "object", "additionalProperties": SENTENCES}
DETAIL = {"type": "object", "properties": {"detail": {"type": "string"}}, "required": ["detail"]}
REFUSALS: dict[str, tuple[str, dict[str, Any]]] = {
    "400": ("What is wrong, in sentences by field or parameter.", BY_FIELD),
    "403": ("You may not do this, or the CSRF token is missing.", DETAIL),
    "404": ("There is nothing here, or nothing that you may see.", DETAIL),
}


class Schema(AutoSchema):
    """Reads `bodies` of our views, and adds the refusals that every address shares."""

    def get_request_serializer(self) -> Any:
        if hasattr(self.view, "bodies"):
            return self.view.bodies.get(getattr(self.view, "action", ""))
        return super().get_request_serializer()

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        answers = super()._get_response_bodies(direction)
        if direction != "response":
            return answers
        return {**answers, **{code: _described(*REFUSALS[code]) for code in self._refusals() if code not in answers}}

    def _refusals(self) -> list[str]:
        writes = self.method not in SAFE_METHODS
        return ["400", *(["403"] if writes else []), *(["404"] if "{" in self.path else [])]


def _described(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}
