"""Where a record stands between an editor's draft and the public."""

from django.db import models


class State(models.TextChoices):
    """Nothing is public without an editor's decision; nothing is deleted, it is withdrawn."""

    DRAFT = "draft"
    IN_REVIEW = "in_review", "in review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Confidence(models.TextChoices):
    """Analytic confidence in a statement (ICD 203)."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


def choice_constraint(name: str, field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """In the database: only the values the vocabulary knows."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": choices.values}),
        name=name,
        violation_error_message=f"{field}: choose one of {', '.join(choices.values)}.",
    )
