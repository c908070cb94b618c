"""A report: what one source says about one incident."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from audit.records import History
from incidents.kinds import Kind
from incidents.models.incident import Incident
from places.models import Place
from sources.checking import Checked
from sources.dates import EdtfField, bounds_constraint
from sources.editorial import choice_constraint
from sources.models import Credibility, Source

EXCERPT_LENGTH = 300


class Report(Checked):
    """One source's account; without an incident it waits in the inbox."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="reports")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    excerpt = models.TextField(blank=True, validators=[MaxLengthValidator(EXCERPT_LENGTH)])
    note = models.CharField(max_length=500, blank=True, help_text="in the editor's own words")
    kind = models.CharField(max_length=20, choices=Kind)
    when = EdtfField(earliest="earliest", latest="latest")
    earliest = models.DateField(null=True, blank=True, editable=False)
    latest = models.DateField(null=True, blank=True, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    credibility = models.PositiveSmallIntegerField(choices=Credibility, default=Credibility.UNJUDGED)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    entered_at = models.DateTimeField(auto_now_add=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    entry_key = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text="of the form it came from, entered once"
    )
    history = History()

    class Meta:
        ordering = ["entered_at", "pk"]
        indexes = [models.Index(fields=["entered_at"], condition=Q(incident__isnull=True), name="report_waiting")]
        constraints = [
            choice_constraint("report_kind_known", "kind", Kind),
            bounds_constraint("report", "when", "earliest", "latest"),
            models.CheckConstraint(condition=Q(credibility__range=(1, 6)), name="report_credibility_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_kind_display()}"

    @property
    def grade(self) -> str:
        """Source reliability and information credibility as one Admiralty pair, such as "B2"."""
        return f"{self.source.outlet.reliability}{self.credibility}"
