"""Decisions: whether two incidents are the same event, remembered so that nobody is asked twice."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.records import History
from incidents.models.incident import Incident
from sources.editorial import choice_constraint


class Verdict(models.TextChoices):
    """What an editor judged about a pair."""

    SAME = "same"
    DIFFERENT = "different"
    PART_OF = "part_of", "part of"


class Decision(models.Model):
    """An editor's verdict on a pair of incidents; "first part of second" for part_of."""

    first = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="decisions_as_first")
    second = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="decisions_as_second")
    verdict = models.CharField(max_length=9, choices=Verdict)
    reason = models.CharField(max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    history = History()

    class Meta:
        constraints = [
            choice_constraint("decision_verdict_known", "verdict", Verdict),
            models.CheckConstraint(condition=~Q(first=F("second")), name="decision_joins_two_incidents"),
            models.UniqueConstraint(fields=["first", "second"], name="decision_once_a_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.first.public_id} {self.get_verdict_display()} {self.second.public_id}"
