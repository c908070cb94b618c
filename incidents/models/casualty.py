"""Casualties: a count of people by outcome and class, in one report or as an incident's headline."""

from django.db import models
from django.db.models import Q

from audit.records import History
from incidents.models.incident import Incident
from incidents.models.report import Report
from sources.editorial import choice_constraint
from sources.quantities import Counted, Hedge, order_constraint


class Outcome(models.TextChoices):
    """What happened to the people counted."""

    KILLED = "killed"
    WOUNDED = "wounded"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"


class CasualtyClass(models.TextChoices):
    """Who was counted. Beside a count of everybody, those of other classes are parts of it and are not added up."""

    EVERYBODY = "everybody", "everybody, of any class"
    CIVILIAN = "civilian"
    SECURITY_FORCE = "security_force", "security force"
    MILITANT = "militant"
    ATTACKER = "attacker"
    UNSPECIFIED = "unspecified"


class Casualty(Counted):
    """A count belonging to a report, or to an incident where an editor states it; never to both."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, blank=True, related_name="casualties")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, null=True, blank=True, related_name="casualties")
    outcome = models.CharField(max_length=8, choices=Outcome)
    people = models.CharField("class", max_length=14, choices=CasualtyClass, default=CasualtyClass.UNSPECIFIED)
    history = History()

    class Meta:
        verbose_name_plural = "casualties"
        ordering = ["outcome", "people"]
        constraints = [
            choice_constraint("casualty_outcome_known", "outcome", Outcome),
            choice_constraint("casualty_class_known", "people", CasualtyClass),
            choice_constraint("casualty_hedge_known", "hedge", Hedge),
            order_constraint("casualty_counts_in_order"),
            models.CheckConstraint(
                condition=Q(report__isnull=True) ^ Q(incident__isnull=True), name="casualty_has_one_owner"
            ),
            models.UniqueConstraint(fields=["report", "outcome", "people"], name="casualty_once_a_report"),
            models.UniqueConstraint(fields=["incident", "outcome", "people"], name="casualty_once_an_incident"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.best if self.best is not None else self.words}"
