"""Attributions: which group took part in an incident, in which role, and who says so."""

from django.db import models
from django.db.models import Q

from audit.records import History
from groups.models import Group
from incidents.models.incident import Incident
from incidents.models.report import Report
from sources.checking import Checked
from sources.editorial import Confidence, choice_constraint
from sources.models import Source


class Role(models.TextChoices):
    """What part a group had."""

    PERPETRATOR = "perpetrator"
    TARGET = "target"
    SUPPORTING = "supporting"
    CONDUCTED_BY = "conducted_by", "conducted by"


class AttributionStatus(models.TextChoices):
    """How a group came to be named."""

    CLAIMED = "claimed"
    CREDITED = "credited"
    SUSPECTED = "suspected"
    DENIED = "denied"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class AttributedBy(models.TextChoices):
    """Who named the group."""

    GROUP = "group", "the group itself"
    AUTHORITY = "authority", "an authority"
    MEDIA = "media"
    AUTHOR = "author", "the source's author"


class Attribution(Checked):
    """A group's part in an incident: in one report, or as the incident's headline with its citations."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, blank=True, related_name="attributions")
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, null=True, blank=True, related_name="attributions"
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="attributions")
    role = models.CharField(max_length=12, choices=Role, default=Role.PERPETRATOR)
    status = models.CharField(max_length=9, choices=AttributionStatus, default=AttributionStatus.UNKNOWN)
    by = models.CharField(max_length=9, choices=AttributedBy, default=AttributedBy.MEDIA)
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.LOW)
    note = models.CharField(max_length=300, blank=True)
    leads = models.BooleanField(default=False, help_text="of an incident: among the best founded of who acted")
    is_editors = models.BooleanField(default=False, help_text="of an incident: set by an editor, not by the rule")
    citations = models.ManyToManyField(Source, related_name="attributions", blank=True)
    history = History(m2m_fields=[citations])

    class Meta:
        ordering = ["role", "group__name"]
        constraints = [
            choice_constraint("attribution_role_known", "role", Role),
            choice_constraint("attribution_status_known", "status", AttributionStatus),
            choice_constraint("attribution_by_known", "by", AttributedBy),
            choice_constraint("attribution_confidence_known", "confidence", Confidence),
            models.CheckConstraint(
                condition=Q(report__isnull=True) ^ Q(incident__isnull=True), name="attribution_has_one_owner"
            ),
            models.UniqueConstraint(fields=["report", "group", "role", "status"], name="attribution_once_a_report"),
            models.UniqueConstraint(
                fields=["incident", "group", "role", "status"], name="attribution_once_an_incident"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.get_role_display()}, {self.get_status_display()}"

    @property
    def part(self) -> tuple[int, str]:
        """Whose part it tells of, and which: the number of the group, merged records being one, and the role."""
        return self.group.canonical_id, self.role
