"""Groups and their names."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from audit.records import History
from sources.checking import Checked
from sources.dates import EdtfField, bounds_constraint
from sources.editorial import State, choice_constraint
from sources.models import Source


class GroupKind(models.TextChoices):
    """What sort of organisation a group is."""

    ARMED_GROUP = "armed_group", "armed group"
    FACTION = "faction"
    CHAPTER = "chapter"
    UMBRELLA = "umbrella"
    MILITIA = "militia"
    MEDIA_ARM = "media_arm", "media arm"
    STATE_FORCE = "state_force", "state force"
    UNKNOWN = "unknown"


class Standing(models.TextChoices):
    """Whether a group exists today, as far as known."""

    ACTIVE = "active"
    DORMANT = "dormant"
    DISSOLVED = "dissolved"
    UNKNOWN = "unknown"


class EditorialQuerySet(models.QuerySet[Any]):
    """The words in which readers and editors ask for groups and statements about them."""

    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self if user.has_perm("groups.view_draft") else self.published()

    def in_review(self) -> Self:
        return self.filter(state=State.IN_REVIEW)

    def changed_since_review(self) -> Self:
        """What is public and was corrected since a second person agreed with it."""
        return self.filter(state=State.PUBLISHED, awaits_confirmation=True)


class GroupQuerySet(EditorialQuerySet):
    """A record that was merged into another leads to that one, and goes its own way to readers."""

    def unmerged(self) -> Self:
        """Records that stand for themselves: those to list."""
        return self.filter(merged_into=None)

    def as_one_with(self, *groups: "Group") -> Self:
        """All records that stand for the same groups as these do: the kept one of each, and what was merged into it."""
        kept = {group.canonical_id for group in groups}
        return self.filter(Q(pk__in=kept) | Q(merged_into__in=kept))


class Group(Checked):
    """An organisation that acts, or is said to act, in the conflict."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=200, unique=True)
    short_name = models.CharField(max_length=40, blank=True, help_text="as charts and maps label it")
    kind = models.CharField(max_length=12, choices=GroupKind)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.UNKNOWN)
    summary = models.TextField(blank=True)
    formed = EdtfField(earliest="formed_earliest", latest="formed_latest")
    formed_earliest = models.DateField(null=True, blank=True, editable=False)
    formed_latest = models.DateField(null=True, blank=True, editable=False)
    ended = EdtfField(earliest="ended_earliest", latest="ended_latest")
    ended_earliest = models.DateField(null=True, blank=True, editable=False)
    ended_latest = models.DateField(null=True, blank=True, editable=False)
    external_ids = models.JSONField(default=dict, blank=True, help_text="ucdp, gtd, acled, wikidata")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    awaits_confirmation = models.BooleanField(default=False, editable=False, help_text="changed since it was reviewed")
    entry_key = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text="of the form it came from, entered once"
    )
    history = History()
    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
                name="group_merged_into_another",
                violation_error_message="merged_into: a group cannot be merged into itself.",
            ),
            choice_constraint("group_kind_known", "kind", GroupKind),
            choice_constraint("group_standing_known", "standing", Standing),
            choice_constraint("group_state_known", "state", State),
            bounds_constraint("group", "formed", "formed_earliest", "formed_latest"),
            bounds_constraint("group", "ended", "ended_earliest", "ended_latest"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("groups:detail", args=[self.slug])

    @property
    def label(self) -> str:
        return self.short_name or self.name

    @property
    def canonical(self) -> "Group":
        """The record that stands for this group: itself, or the one it was merged into."""
        return self.merged_into or self

    @property
    def canonical_id(self) -> int:
        return self.merged_into_id or self.pk

    @property
    def shown_as(self) -> "Group":
        """The record that readers are shown for this group: `canonical`, unless only this record itself is public."""
        lead = self.canonical
        return self if self.state == State.PUBLISHED != lead.state else lead


class GroupNameKind(models.TextChoices):
    """Where a group's name comes from."""

    OFFICIAL = "official"
    ALIAS = "alias"
    ACRONYM = "acronym"
    TRANSLITERATION = "transliteration"
    FORMER = "former"


class MatchRule(models.TextChoices):
    """How a name is recognised in text: "IS" only in capitals; an ambiguous name never by itself."""

    EXACT_CASE = "exact_case", "exact case"
    CASEFOLD = "casefold", "any case"
    NEVER = "never"


class GroupName(models.Model):
    """One name of a group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=15, choices=GroupNameKind, default=GroupNameKind.ALIAS)
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47")
    script = models.CharField(max_length=4, blank=True, help_text="ISO 15924")
    match = models.CharField(max_length=10, choices=MatchRule, default=MatchRule.CASEFOLD)
    used = EdtfField(earliest="used_earliest", latest="used_latest", help_text="when the group went by this name")
    used_earliest = models.DateField(null=True, blank=True, editable=False)
    used_latest = models.DateField(null=True, blank=True, editable=False)
    citations = models.ManyToManyField(Source, blank=True, related_name="group_names")
    history = History(m2m_fields=[citations])

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["group", "name"], name="group_name_once"),
            bounds_constraint("group_name", "used", "used_earliest", "used_latest"),
        ]

    def __str__(self) -> str:
        return self.name
