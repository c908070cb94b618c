"""Request bodies of the API: what they do not know they refuse."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers


class Body(serializers.Serializer[Any]):
    """What a client sends. A field that the body does not have is an error of its own, never dropped."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(map(str, set(data) - set(self.fields))) if isinstance(data, Mapping) else []
        problems: dict[str, Any] = {name[:100]: [_unknown(self)] for name in unknown}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as refusal:
            problems |= refusal.detail if isinstance(refusal.detail, dict) else {}
            raise serializers.ValidationError(problems) from None
        if problems:
            raise serializers.ValidationError(problems)
        return values


def _unknown(body: Body) -> str:
    return f"There is no such field here. The fields are: {', '.join(body.fields)}."
