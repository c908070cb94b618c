"""How the shapes of answers are written down, and those of views side by side."""

from copy import deepcopy
from typing import Any

from rest_framework import serializers as s

from explore.trends import DIRECTIONS


def shape(name: str, meaning: str, fields: dict[str, Any], *, base: type[s.Serializer] = s.Serializer) -> Any:
    """A serializer class that only describes; fields may have names that Python or the base class reserve."""

    def get_fields(one: s.Serializer) -> dict[str, Any]:
        return {**base.get_fields(one), **deepcopy(fields)}

    return type(name, (base,), {"__doc__": meaning, "get_fields": get_fields})


def _direction() -> s.ChoiceField:
    return s.ChoiceField(choices=list(DIRECTIONS))


TrendsShape = shape("Trends", "Whether the complete bars of a view rise or fall, by the Mann–Kendall test at 5 %.", {
    "incidents": _direction(), "killed": _direction(),
})

ComparedShape = shape("Compared", "What the filter counts by other figures, or with another demand on the evidence.", {
    "sources_min": s.IntegerField(allow_null=True, help_text="as in the address; null is no demand"),
    "unaligned": s.BooleanField(allow_null=True, help_text="as in the address; null is no demand"),
    "counts": s.ChoiceField(choices=["low", "best", "high"]),
    "incidents": s.IntegerField(),
    "killed": s.IntegerField(allow_null=True, help_text="null where none are reported"),
    "is_open": s.BooleanField(help_text="the killed of the high figures are at least so many"),
    "trends": TrendsShape(),
})

RobustnessShape = shape("Robustness", "All views of a filter; `killed` of each bar of the timeline in its own view.", {
    "bins": s.IntegerField(help_text="complete bars by which trends go"),
    "killed": s.ListField(child=s.IntegerField()),
    "views": ComparedShape(many=True),
})
