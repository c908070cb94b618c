"""Places, their names in every script, and their outlines; a place given as text is a row due for geocoding."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import User
from audit.records import History

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class PlaceKind(models.TextChoices):
    """What a place is, coarse to fine."""

    REGION = "region"
    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    SETTLEMENT = "settlement"
    NEIGHBOURHOOD = "neighbourhood"
    SITE = "site"


class Precision(models.TextChoices):
    """The level to which a position is known, fine to coarse."""

    SITE = "site"
    SETTLEMENT = "settlement"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"


class SiteKind(models.TextChoices):
    """What a site is used for; some uses are shown to the public only coarsely."""

    WORSHIP = "worship", "place of worship"
    SCHOOL = "school", "school or university"
    SHELTER = "shelter"
    HOME = "home"
    GOVERNMENT = "government"
    MILITARY = "military"
    COMMERCIAL = "commercial"
    PUBLIC = "public", "public space"
    OTHER = "other"


class Sensitivity(models.TextChoices):
    """The finest level the public may see."""

    EXACT = "exact"
    DISTRICT = "district"
    PROVINCE = "province"


class GeocodingState(models.TextChoices):
    """Where a place stands on its way to coordinates."""

    LOCATED = "located"
    DUE = "due"
    LEASED = "leased"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found", "not found"


# Those who name places live on floors above: only the relation is followed, never their code.
NAMED_BY = {"incidents__is_public": True, "reports__incident__is_public": True, "presences__state": "published"}


class PlaceQuerySet(models.QuerySet["Place"]):
    """The words in which people ask for places."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """All places for editors, for others those that `shown_to_readers` leaves."""
        return self if user.has_perm("places.view_exact") else self.shown_to_readers()

    def shown_to_readers(self) -> Self:
        """None finer than its sensitivity, and none still being located."""
        return self.named_in_public().filter(public_place=F("pk"))

    def named_in_public(self) -> Self:
        """Gazetteer entries, and of what was entered as text only what readers are told of.

        The others would tell what the desk is working on.
        """
        itself = Place.objects.filter(pk=OuterRef("pk")).order_by()
        named = (Exists(itself.filter(**{field: value})) for field, value in NAMED_BY.items())
        return self.filter(Q(*named, query="", _connector=Q.OR))

    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)

    def due(self, now: datetime) -> Self:
        """Rows a worker may claim: due by now, or leased to a worker that did not come back."""
        is_due = Q(geocoding=GeocodingState.DUE, due_at__lte=now)
        is_orphaned = Q(geocoding=GeocodingState.LEASED, leased_until__lte=now)
        return self.filter(is_due | is_orphaned)


class Place(models.Model):
    """A place in WGS84 degrees, or the text of one still to be located.

    `same_as` names the gazetteer entry that an entered text turned out to be. `public_place` is the finest place
    the public may see instead of this one (itself, where nothing is withheld): stored, so that every filter, count,
    map and export coarsens alike.
    """

    name = models.CharField(max_length=200)
    code = models.CharField(max_length=120, unique=True, help_text="ISO 3166 code where there is one, else our own")
    kind = models.CharField(max_length=13, choices=PlaceKind)
    site_kind = models.CharField(max_length=10, choices=SiteKind, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    province = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="within_province", editable=False
    )
    district = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="within_district", editable=False
    )
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    uncertainty_km = models.FloatField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision, blank=True)
    coordinate_source = models.CharField(
        max_length=60, blank=True, help_text="gazetteer, boundary, geocoder:<name> or editor"
    )
    pcode = models.CharField(max_length=20, blank=True, db_index=True, help_text="OCHA P-code")
    geonames_id = models.PositiveIntegerField(null=True, blank=True, unique=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed")
    sensitivity = models.CharField(max_length=8, choices=Sensitivity, default=Sensitivity.EXACT)
    public_place = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="stands_for", editable=False
    )
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="entered_as")

    geocoding = models.CharField(max_length=9, choices=GeocodingState, default=GeocodingState.LOCATED)
    query = models.CharField(max_length=300, blank=True, help_text="the text as entered")
    due_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    candidates = models.JSONField(default=list, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    history = History(working=["geocoding", "leased_until", "attempts"])
    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code"]
        indexes = [models.Index(fields=["geocoding", "due_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PlaceKind.values), name="place_kind_known"),
            models.CheckConstraint(condition=Q(sensitivity__in=Sensitivity.values), name="place_sensitivity_known"),
            models.CheckConstraint(condition=Q(geocoding__in=GeocodingState.values), name="place_geocoding_known"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="place_coordinates_whole",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="place_not_its_own_parent"
            ),
            models.CheckConstraint(condition=Q(valid_from__lte=F("valid_until")), name="place_validity_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_located(self) -> bool:
        return self.lat is not None


class NameKind(models.TextChoices):
    """Where a name comes from."""

    OFFICIAL = "official"
    VARIANT = "variant"
    FORMER = "former"
    TRANSLITERATION = "transliteration"


class PlaceName(models.Model):
    """One name of a place; `key` is its romanisation key, by which spellings meet (see `places.names`)."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, db_index=True, editable=False)
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47")
    script = models.CharField(max_length=4, blank=True, help_text="ISO 15924")
    kind = models.CharField(max_length=15, choices=NameKind, default=NameKind.VARIANT)
    history = History()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="place_name_once")]

    def __str__(self) -> str:
        return self.name


class Boundary(models.Model):
    """The simplified outline of a place: a GeoJSON Polygon or MultiPolygon in WGS84 degrees."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="boundary")
    geometry = models.JSONField()
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=100)
    version = models.CharField(max_length=60, blank=True)
    history = History(excluded_fields=["geometry"])

    class Meta:
        verbose_name_plural = "boundaries"

    def __str__(self) -> str:
        return f"outline of {self.place}"


class GeocoderAnswer(models.Model):
    """What an outside geocoder once answered to a request: it is asked the same thing only once in a while."""

    geocoder = models.CharField(max_length=60)
    request = models.CharField(max_length=64, help_text="SHA-256 of the URL asked")
    answer = models.JSONField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["geocoder", "request"], name="geocoder_answer_once")]

    def __str__(self) -> str:
        return f"{self.geocoder}: {self.request[:12]}"


class GeocoderTurn(models.Model):
    """When an outside geocoder may next be asked, by whichever worker takes the turn (see `places.geocoders`)."""

    geocoder = models.CharField(max_length=60, unique=True)
    free_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.geocoder} from {self.free_at}"
