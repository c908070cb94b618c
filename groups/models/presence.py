"""Presence: what a group is said to have, or to do, at a place."""

from django.db import models

from audit.records import History
from groups.kinds import AllianceStatus
from groups.models.group import EditorialQuerySet, Group
from places.models import Place
from sources.dates import EdtfField, bounds_constraint
from sources.editorial import Confidence, State, choice_constraint
from sources.models import Source
from sources.quantities import Counted, Hedge, order_constraint


class PresenceKind(models.TextChoices):
    """What a group is said to have or do at a place."""

    PRESENCE = "presence"
    INFLUENCE = "influence"
    CONTESTED = "contested"
    CONTROL = "control"
    HEADQUARTERS = "headquarters"
    BASE = "base"
    TRAINING_CAMP = "training_camp", "training camp"
    SAFE_HAVEN = "safe_haven", "safe haven"
    RECRUITMENT = "recruitment"
    FOREIGN_FIGHTERS = "foreign_fighters", "foreign fighters"


class Presence(Counted):
    """A dated claim about a group at a place, with people counted where a source counts them.

    Never interpolated, and never summed across overlapping places or periods.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="presences")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="presences")
    kind = models.CharField(max_length=16, choices=PresenceKind)
    status = models.CharField(max_length=9, choices=AllianceStatus, default=AllianceStatus.ASSERTED)
    confidence = models.CharField(max_length=8, choices=Confidence)
    origins = models.JSONField(default=list, blank=True, help_text="countries people came from, ISO 3166-1 alpha-2")
    reported_by = models.CharField(max_length=120, blank=True, help_text="who said so, by role")
    note = models.CharField(max_length=500, blank=True)
    period = EdtfField(earliest="earliest", latest="latest")
    earliest = models.DateField(null=True, blank=True, editable=False)
    latest = models.DateField(null=True, blank=True, editable=False)
    citations = models.ManyToManyField(Source, related_name="presences")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    awaits_confirmation = models.BooleanField(default=False, editable=False, help_text="changed since it was reviewed")
    entry_key = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text="of the form it came from, entered once"
    )
    history = History(m2m_fields=[citations])
    objects = EditorialQuerySet.as_manager()

    class Meta:
        ordering = ["group__name", "earliest", "pk"]
        constraints = [
            choice_constraint("presence_kind_known", "kind", PresenceKind),
            choice_constraint("presence_status_known", "status", AllianceStatus),
            choice_constraint("presence_hedge_known", "hedge", Hedge),
            choice_constraint("presence_confidence_known", "confidence", Confidence),
            choice_constraint("presence_state_known", "state", State),
            bounds_constraint("presence", "period", "earliest", "latest"),
            order_constraint("presence_counts_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.group or 'group not named'}: {self.get_kind_display()}, {self.place or 'place not named'}"
