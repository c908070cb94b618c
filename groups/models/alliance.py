"""Alliances: who was with whom, when, and who says so."""

from django.db import models
from django.db.models import F, Q

from audit.records import History
from groups.kinds import AllianceKind, AllianceStatus
from groups.models.group import EditorialQuerySet, Group
from places.models import Place
from sources.checking import Checked
from sources.dates import EdtfField, bounds_constraint
from sources.editorial import Confidence, State, choice_constraint
from sources.models import Source


class Alliance(Checked):
    """A directed, dated, cited tie between two groups. A pledge does not imply its acceptance."""

    source = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="ties_out")
    target = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="ties_in")
    kind = models.CharField(max_length=20, choices=AllianceKind)
    status = models.CharField(max_length=9, choices=AllianceStatus)
    confidence = models.CharField(max_length=8, choices=Confidence)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.CharField(max_length=120, blank=True, help_text="a leader of public record, for defections")
    note = models.CharField(max_length=500, blank=True)
    start = EdtfField(earliest="start_earliest", latest="start_latest")
    start_earliest = models.DateField(null=True, blank=True, editable=False)
    start_latest = models.DateField(null=True, blank=True, editable=False)
    end = EdtfField(earliest="end_earliest", latest="end_latest")
    end_earliest = models.DateField(null=True, blank=True, editable=False)
    end_latest = models.DateField(null=True, blank=True, editable=False)
    citations = models.ManyToManyField(Source, related_name="alliances")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    awaits_confirmation = models.BooleanField(default=False, editable=False, help_text="changed since it was reviewed")
    entry_key = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text="of the form it came from, entered once"
    )
    history = History(m2m_fields=[citations])
    objects = EditorialQuerySet.as_manager()

    class Meta:
        ordering = ["source__name", "kind", "target__name"]
        constraints = [
            choice_constraint("alliance_kind_known", "kind", AllianceKind),
            choice_constraint("alliance_status_known", "status", AllianceStatus),
            choice_constraint("alliance_confidence_known", "confidence", Confidence),
            choice_constraint("alliance_state_known", "state", State),
            bounds_constraint("alliance", "start", "start_earliest", "start_latest"),
            bounds_constraint("alliance", "end", "end_earliest", "end_latest"),
            models.CheckConstraint(
                condition=~Q(source=F("target")) | Q(kind=AllianceKind.RIVAL_OF),
                name="alliance_joins_two_groups",
                violation_error_message="target: a tie joins two groups; only rivalry can be within one.",
            ),
            models.CheckConstraint(
                condition=Q(start_earliest__lte=F("end_latest")),
                name="alliance_ends_after_start",
                violation_error_message="end: it lies before the start.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"
