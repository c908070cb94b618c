"""An incident: what editors conclude from its reports."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from audit.records import History
from incidents.kinds import FAMILY_OF, Family, Kind, TargetKind, WeaponKind
from places.models import Place
from sources.checking import Checked
from sources.dates import Bounds, DatePrecision, EdtfField, bounds_constraint
from sources.editorial import State, choice_constraint
from sources.models import Credibility
from sources.quantities import order_constraint


class IncidentQuerySet(models.QuerySet["Incident"]):
    """The words in which editors and readers ask for incidents."""

    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def public(self) -> Self:
        """Before readers: published, and neither under embargo nor held back."""
        return self.filter(is_public=True)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self if user.has_perm("incidents.view_draft") else self.public()

    def ever_visible_to(self, user: User | AnonymousUser) -> Self:
        """Those too that readers once saw and that are withdrawn or merged now: their ids stay alive."""
        if user.has_perm("incidents.view_draft"):
            return self
        return self.filter(Q(is_public=True) | Q(state=State.WITHDRAWN, first_public_at__isnull=False))

    def held_back(self) -> Self:
        """Published, and still under embargo or too recent for readers."""
        return self.filter(state=State.PUBLISHED, is_public=False)

    def changed_since_review(self) -> Self:
        """Published, and changed since a second person last agreed."""
        return self.filter(state=State.PUBLISHED, reviewed_version__lt=F("version"))

    def at_work(self) -> Self:
        """Somebody still has something to do with it, or readers wait for it."""
        unsettled = Q(is_public=False) | Q(reviewed_version__lt=F("version"))
        return self.filter(Q(state__in=(State.DRAFT, State.IN_REVIEW)) | Q(state=State.PUBLISHED) & unsettled)

    def due_for_release(self, now: datetime) -> Self:
        """Published, and their embargo and hold-back over."""
        return self.filter(state=State.PUBLISHED, is_public=False, public_from__lte=now)


class Incident(Checked):
    """One event or state of affairs, with headline values resolved from its reports.

    `set_by` remembers for each headline field whether a rule or an editor set it, `reasons` an editor's reason.
    A published incident is before readers once `is_public`: see `public_from`. `version` counts its changes.
    """

    public_id = models.CharField(max_length=20, unique=True, help_text="KW-2017-000123")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    summary = models.TextField(blank=True, help_text="neutral, in the editors' own words")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    when = EdtfField(earliest="earliest", latest="latest")
    earliest = models.DateField(null=True, blank=True, editable=False, db_index=True)
    latest = models.DateField(null=True, blank=True, editable=False, db_index=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    killed_low = models.PositiveIntegerField(null=True, blank=True)
    killed_best = models.PositiveIntegerField(null=True, blank=True)
    killed_high = models.PositiveIntegerField(null=True, blank=True)
    wounded_low = models.PositiveIntegerField(null=True, blank=True)
    wounded_best = models.PositiveIntegerField(null=True, blank=True)
    wounded_high = models.PositiveIntegerField(null=True, blank=True)
    corroboration = models.PositiveSmallIntegerField(default=0, help_text="independent sources")
    unaligned = models.PositiveSmallIntegerField(
        default=0, help_text="independent sources that are no party to the conflict"
    )
    has_conflict = models.BooleanField(default=False, help_text="its sources disagree")
    disagreement = models.FloatField(default=0.0, help_text="share of the facts on which they disagree")
    credibility = models.PositiveSmallIntegerField(choices=Credibility, default=Credibility.UNJUDGED)
    set_by = models.JSONField(default=dict, blank=True)
    reasons = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, help_text="who wrote what it says: none may publish it"
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="the version that a second person last agreed to"
    )
    embargo_until = models.DateTimeField(null=True, blank=True)
    public_from = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="when embargo and hold-back are over"
    )
    is_public = models.BooleanField(default=False, editable=False)
    first_public_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    history = History()
    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-latest", "-public_id"]
        indexes = [
            models.Index(fields=["state", "latest"]), models.Index(fields=["state", "kind"]),
            models.Index(fields=["place", "latest", "earliest"]), models.Index(fields=["latest", "earliest"]),
            models.Index(fields=["public_from"], condition=Q(state="published", is_public=False), name="incident_due"),
            models.Index(fields=["state", "created_at"], name="incident_waiting"),
            models.Index(
                fields=["created_at"], condition=Q(state="published", reviewed_version__lt=F("version")),
                name="incident_changed",
            ),
            models.Index(fields=["published_at"], condition=Q(state="published"), name="incident_published"),
        ]
        constraints = [
            choice_constraint("incident_kind_known", "kind", Kind),
            choice_constraint("incident_state_known", "state", State),
            bounds_constraint("incident", "when", "earliest", "latest"),
            order_constraint("incident_killed_in_order", "killed_low", "killed_best", "killed_high"),
            order_constraint("incident_wounded_in_order", "wounded_low", "wounded_best", "wounded_high"),
            models.CheckConstraint(condition=Q(credibility__range=(1, 6)), name="incident_credibility_known"),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED)
                | Q(published_at__isnull=False, published_by__isnull=False, corroboration__gte=1),
                name="incident_published_is_cited",
                violation_error_message="reports: cite at least one source before publishing.",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(state=State.PUBLISHED, first_public_at__isnull=False),
                name="incident_public_is_published",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(state=State.WITHDRAWN) & ~Q(merged_into=F("id")),
                name="incident_merged_is_withdrawn",
            ),
            models.CheckConstraint(condition=Q(disagreement__range=(0, 1)), name="incident_disagreement_is_a_share"),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | ~Q(withdrawal_reason=""),
                name="incident_withdrawn_with_reason",
                violation_error_message="withdrawal_reason: say why it is withdrawn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("incidents:detail", args=[self.public_id])

    @property
    def family(self) -> Family:
        return FAMILY_OF[Kind(self.kind)]

    @property
    def date_precision(self) -> DatePrecision:
        return Bounds(self.earliest, self.latest).precision

    @property
    def public_place(self) -> Place | None:
        """The finest place the public may see."""
        return self.place.public_place if self.place else None


class IncidentNumber(models.Model):
    """The last public number given out in a year; year 0 is for the undated."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Target(models.Model):
    """What an incident struck; the community only as reported."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="targets")
    kind = models.CharField(max_length=20, choices=TargetKind)
    community = models.CharField(max_length=60, blank=True)
    history = History()

    class Meta:
        constraints = [
            choice_constraint("target_kind_known", "kind", TargetKind),
            models.UniqueConstraint(fields=["incident", "kind", "community"], name="target_once"),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.get_kind_display(), self.community) if part)


class Weapon(models.Model):
    """What was used in an incident."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="weapons")
    kind = models.CharField(max_length=12, choices=WeaponKind)
    history = History()

    class Meta:
        constraints = [
            choice_constraint("weapon_kind_known", "kind", WeaponKind),
            models.UniqueConstraint(fields=["incident", "kind"], name="weapon_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
