"""Outlets and the items they published: what every fact on the site cites."""

from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.records import History
from sources.checking import Checked
from sources.dates import EdtfField, bounds_constraint
from sources.editorial import choice_constraint


class OutletKind(models.TextChoices):
    """What sort of publisher an outlet is."""

    NEWSPAPER = "newspaper"
    AGENCY = "agency", "news agency"
    BROADCASTER = "broadcaster"
    NGO = "ngo", "non-governmental organisation"
    UN = "un", "United Nations"
    GOVERNMENT = "government"
    RESEARCH = "research"
    SOCIAL = "social", "social media"
    PARTY_TO_CONFLICT = "party_to_conflict", "party to the conflict"
    DATASET = "dataset"
    REPUBLISHER = "republisher"


class Reliability(models.TextChoices):
    """Reliability of a source on the Admiralty scale (NATO AJP-2.1)."""

    A = "A", "A – completely reliable"
    B = "B", "B – usually reliable"
    C = "C", "C – fairly reliable"
    D = "D", "D – not usually reliable"
    E = "E", "E – unreliable"
    F = "F", "F – cannot be judged"


class Credibility(models.IntegerChoices):
    """Credibility of a piece of information on the Admiralty scale (NATO AJP-2.1)."""

    CONFIRMED = 1, "1 – confirmed"
    PROBABLE = 2, "2 – probably true"
    POSSIBLE = 3, "3 – possibly true"
    DOUBTFUL = 4, "4 – doubtful"
    IMPROBABLE = 5, "5 – improbable"
    UNJUDGED = 6, "6 – cannot be judged"


class Outlet(Checked):
    """A publisher, ungraded (F) until an editor grades it."""

    name = models.CharField(max_length=160, unique=True)
    slug = models.SlugField(max_length=160, unique=True)
    other_names = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=20, choices=OutletKind)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47")
    reliability = models.CharField(max_length=1, choices=Reliability, default=Reliability.F)
    owner_group = models.CharField(
        max_length=160, blank=True, help_text="outlets that share a wire or an owner are not independent"
    )
    history = History()

    class Meta:
        ordering = ["name"]
        constraints = [
            choice_constraint("outlet_kind_known", "kind", OutletKind),
            choice_constraint("outlet_reliability_known", "reliability", Reliability),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_party_to_conflict(self) -> bool:
        return self.kind == OutletKind.PARTY_TO_CONFLICT


def citation(outlet: str, published: str) -> str:
    """How a published item is named in a few words."""
    return ", ".join(part for part in (outlet, published) if part)


def web_address(url: str | None) -> str | None:
    return url if (url or "").startswith(("https://", "http://")) else None


class Source(Checked):
    """One published item; its slug is the citation key readers see."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="sources")
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=1000, null=True, blank=True, unique=True)
    author = models.CharField(max_length=200, blank=True)
    published = EdtfField(earliest="published_earliest", latest="published_latest")
    published_earliest = models.DateField(null=True, blank=True, editable=False)
    published_latest = models.DateField(null=True, blank=True, editable=False)
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47")
    republishes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies")
    note = models.CharField(max_length=300, blank=True)
    is_restricted = models.BooleanField(
        default=False, editable=False, help_text="its licence keeps what it says from readers"
    )
    retrieved_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    original = models.FileField(upload_to="sources/", blank=True, help_text="private: never served")
    history = History()

    class Meta:
        ordering = ["-published_latest", "slug"]
        constraints = [
            bounds_constraint("source", "published", "published_earliest", "published_latest"),
            models.CheckConstraint(
                condition=Q(republishes__isnull=True) | ~Q(republishes=models.F("id")), name="source_not_its_own_copy"
            ),
        ]

    def __str__(self) -> str:
        return citation(self.outlet.name, self.published)

    @property
    def public_url(self) -> str | None:
        """The item's address; none for what a party to the conflict published, nor for copies of it."""
        is_partys = self.outlet.is_party_to_conflict or self.root.outlet.is_party_to_conflict
        return None if is_partys else web_address(self.url)

    @property
    def root(self) -> "Source":
        """The item this one copies, followed to its origin."""
        seen, source = {self.pk}, self
        while source.republishes and source.republishes.pk not in seen:
            source = source.republishes
            seen.add(source.pk)
        return source


class WithheldNameQuerySet(models.QuerySet["WithheldName"]):
    """The words in which the list of withheld names is asked."""

    def standing(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def unreadable(self, known_keys: Collection[str]) -> Self:
        """Entries whose digests nobody can compare: the secret they were made with is not known."""
        return self.standing().exclude(key__in=known_keys)

    def longest_by_key(self) -> dict[str, int]:
        """How many words the longest name has, by the check value of the secret; nothing where the list is empty."""
        return dict(self.standing().order_by().values_list("key").annotate(models.Max("words")))


class WithheldName(models.Model):
    """An entry of the list of private persons' names that no text may hold. The name itself is nowhere."""

    words = models.PositiveSmallIntegerField(help_text="how many the name has")
    is_exact = models.BooleanField(default=False, help_text="other spellings and scripts are not looked for")
    reason = models.CharField(max_length=300, help_text="why it is withheld, without the name")
    key = models.CharField(max_length=8, db_index=True, help_text="check value of the secret its digests are made with")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removal_reason = models.CharField(max_length=300, blank=True)
    history = History()
    objects = WithheldNameQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True, removal_reason="")
                | Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason=""),
                name="withheld_name_removed_with_reason",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="withheld_name_has_reason"),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class WithheldForm(models.Model):
    """The keyed digest of one form under which a withheld name is found; gone with its entry, as no history is."""

    name = models.ForeignKey(WithheldName, on_delete=models.CASCADE, related_name="forms")
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "digest"], name="withheld_form_once")]

    def __str__(self) -> str:
        return f"a form of {self.name}"
