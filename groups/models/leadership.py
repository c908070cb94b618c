"""Leadership: who led a group, when, and how it ended."""

from django.db import models
from django.db.models import F, Q

from audit.records import History
from groups.models.group import EditorialQuerySet, Group
from sources.checking import Checked
from sources.dates import EdtfField, bounds_constraint
from sources.editorial import Confidence, State, choice_constraint
from sources.models import Source


class LeaderRole(models.TextChoices):
    """What a leader does."""

    HEAD = "head"
    DEPUTY = "deputy"
    COMMANDER = "commander"
    SPOKESPERSON = "spokesperson"


class EndReason(models.TextChoices):
    """Why a leader's time ended."""

    KILLED = "killed"
    DIED = "died"
    CAPTURED = "captured"
    REPLACED = "replaced"
    DEFECTED = "defected"
    UNKNOWN = "unknown"


class LeadershipStatus(models.TextChoices):
    """How well a leadership is known."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    POSSIBLE = "possible"
    DISPUTED = "disputed"


class Leadership(Checked):
    """Who led a group and when; a row without a person is a known vacancy. Only people with a public role."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="leaders")
    person = models.CharField(max_length=120, blank=True, help_text="as publicly known; empty for a vacancy")
    role = models.CharField(max_length=12, choices=LeaderRole)
    status = models.CharField(max_length=9, choices=LeadershipStatus)
    confidence = models.CharField(max_length=8, choices=Confidence)
    end_reason = models.CharField(max_length=8, choices=EndReason, blank=True)
    note = models.CharField(max_length=500, blank=True)
    start = EdtfField(earliest="start_earliest", latest="start_latest")
    start_earliest = models.DateField(null=True, blank=True, editable=False)
    start_latest = models.DateField(null=True, blank=True, editable=False)
    end = EdtfField(earliest="end_earliest", latest="end_latest")
    end_earliest = models.DateField(null=True, blank=True, editable=False)
    end_latest = models.DateField(null=True, blank=True, editable=False)
    citations = models.ManyToManyField(Source, related_name="leaderships")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    awaits_confirmation = models.BooleanField(default=False, editable=False, help_text="changed since it was reviewed")
    entry_key = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text="of the form it came from, entered once"
    )
    history = History(m2m_fields=[citations])
    objects = EditorialQuerySet.as_manager()

    class Meta:
        ordering = ["group__name", "start_earliest", "pk"]
        constraints = [
            choice_constraint("leadership_role_known", "role", LeaderRole),
            choice_constraint("leadership_status_known", "status", LeadershipStatus),
            choice_constraint("leadership_confidence_known", "confidence", Confidence),
            choice_constraint("leadership_state_known", "state", State),
            bounds_constraint("leadership", "start", "start_earliest", "start_latest"),
            bounds_constraint("leadership", "end", "end_earliest", "end_latest"),
            models.CheckConstraint(
                condition=Q(start_earliest__lte=F("end_latest")),
                name="leadership_ends_after_start",
                violation_error_message="end: it lies before the start.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or 'vacant'}, {self.get_role_display()} of {self.group}"
