"""Reported numbers: the hedge word a source used and the low, best and high it stands for."""

import math
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db import models

from sources.checking import Checked


class Hedge(models.TextChoices):
    """How a source qualified its number."""

    EXACT = "exact"
    AT_LEAST = "at_least", "at least"
    MORE_THAN = "more_than", "more than"
    NEARLY = "nearly"
    AROUND = "around"
    UP_TO = "up_to", "up to"
    VAGUE = "vague", "in words only"


@dataclass(frozen=True)
class Estimate:
    """Low, best and high of one count; None low is "not reported", None high beside a low is "or more"."""

    low: int | None
    best: int | None
    high: int | None


def estimate(number: int, hedge: Hedge) -> Estimate:
    """What a hedged number stands for, by the rules of docs/method.md."""
    match hedge:
        case Hedge.AT_LEAST:
            return Estimate(number, number, None)
        case Hedge.MORE_THAN:
            return Estimate(number + 1, number + 1, None)
        case Hedge.NEARLY:
            return Estimate(math.ceil(number * 9 / 10), number, number)
        case Hedge.AROUND:
            return Estimate(number * 9 // 10, number, -(-number * 11 // 10))
        case Hedge.UP_TO:
            return Estimate(0, number, number)
        case Hedge.VAGUE:
            return Estimate(None, None, None)
        case _:
            return Estimate(number, number, number)


class Counted(Checked):
    """A count as reported: bounds, hedge and, for vague ones, the source's own few words."""

    low = models.PositiveIntegerField(null=True, blank=True)
    best = models.PositiveIntegerField(null=True, blank=True)
    high = models.PositiveIntegerField(null=True, blank=True, help_text="empty beside a low: open-ended")
    hedge = models.CharField(max_length=10, choices=Hedge, default=Hedge.EXACT)
    words = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.low is not None and self.high is None


def order_constraint(name: str, low: str = "low", best: str = "best", high: str = "high") -> models.CheckConstraint:
    """In the database: low ≤ best ≤ high; neither best nor high without a low."""
    unreported = models.Q(**{f"{low}__isnull": True, f"{best}__isnull": True, f"{high}__isnull": True})
    floor = models.Q(**{f"{low}__isnull": False})
    steps = ((low, best), (low, high), (best, high))
    in_order = (_in_order(*step) for step in steps)
    return models.CheckConstraint(
        condition=unreported | reduce(and_, in_order, floor),
        name=name,
        violation_error_message="Counts must satisfy low ≤ best ≤ high, and need a low.",
    )


def _in_order(lesser: str, greater: str) -> models.Q:
    missing = models.Q(**{f"{lesser}__isnull": True}) | models.Q(**{f"{greater}__isnull": True})
    return missing | models.Q(**{f"{lesser}__lte": models.F(greater)})
