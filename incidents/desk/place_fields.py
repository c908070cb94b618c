"""The part of a desk form that says where: a chosen gazetteer entry, a typed text, or a pin."""

from typing import Any

from django import forms

from incidents.desk.fields import ParentField, worded
from incidents.desk.filing import NewPlace, Pin
from places.models import Place, PlaceKind, SiteKind

ENTERED_KINDS = (
    PlaceKind.SETTLEMENT, PlaceKind.NEIGHBOURHOOD, PlaceKind.SITE, PlaceKind.DISTRICT, PlaceKind.PROVINCE,
    PlaceKind.COUNTRY, PlaceKind.REGION,
)
USUAL_UNCERTAINTY_KM = 2.0
PLACE_INPUTS = ("place_text", "place", "place_kind", "site_kind", "within", "lat", "lon", "uncertainty_km")


def degrees() -> forms.TextInput:
    """A box for a decimal number that no browser rounds or reformats."""
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


class PlaceFields(forms.Form):
    """Where it happened. `where` gives the place to use, None when nothing was said."""

    place_text = forms.CharField(
        label="Place", required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-island": "place-search"}),
        help_text="Finest part first: Moghul village, Darzab district, Jowzjan. What is not chosen from the list is "
                  "looked up by the locating service after saving.",
    )
    place = forms.ModelChoiceField(
        queryset=Place.objects.all(), required=False, widget=forms.HiddenInput,
        error_messages={"invalid_choice": "That place is no longer there. Search for it again."},
    )
    place_kind = forms.ChoiceField(
        label="It is a", choices=worded((kind.value, kind.label) for kind in ENTERED_KINDS), required=False
    )
    site_kind = forms.ChoiceField(
        label="Used as", choices=[("", "Not a single site"), *worded(SiteKind.choices)], required=False
    )
    within = ParentField()
    lat = forms.FloatField(
        label="Latitude", required=False, min_value=-90, max_value=90, widget=degrees(),
        error_messages={"invalid": "Write degrees such as 34.52."},
    )
    lon = forms.FloatField(
        label="Longitude", required=False, min_value=-180, max_value=180, widget=degrees(),
        error_messages={"invalid": "Write degrees such as 69.18."},
    )
    uncertainty_km = forms.FloatField(
        label="Give or take, km", required=False, min_value=0.01, max_value=2000, widget=degrees(),
        error_messages={"invalid": "Write kilometres such as 2."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_site(cleaned)
        self._check_pin(cleaned)
        return cleaned

    @property
    def chosen(self) -> Place | None:
        """The gazetteer entry chosen in a form that was sent."""
        return self.cleaned_data.get("place") if self.is_bound and hasattr(self, "cleaned_data") else None

    def where(self) -> Place | NewPlace | None:
        """The chosen entry; else the typed text, inside the chosen entry when a pin was set there too."""
        cleaned, pin = self.cleaned_data, self._pin()
        chosen: Place | None = cleaned["place"]
        if chosen and not pin:
            return chosen
        if not cleaned["place_text"]:
            return None
        kind = cleaned["place_kind"] or PlaceKind.SETTLEMENT
        return NewPlace(cleaned["place_text"], kind, cleaned["site_kind"], chosen or cleaned["within"], pin)

    def _pin(self) -> Pin | None:
        lat, lon = self.cleaned_data["lat"], self.cleaned_data["lon"]
        if lat is None or lon is None:
            return None
        return Pin(lat, lon, self.cleaned_data["uncertainty_km"] or USUAL_UNCERTAINTY_KM)

    def _check_site(self, cleaned: dict[str, Any]) -> None:
        is_new = not cleaned.get("place") or cleaned.get("lat") is not None
        is_site = bool(cleaned.get("place_text")) and cleaned.get("place_kind") == PlaceKind.SITE
        if is_new and is_site and not cleaned.get("site_kind"):
            self.add_error("site_kind", "Say what the site is used as: places of worship, schools, shelters and homes "
                                        "are shown to the public only by district.")

    def _check_pin(self, cleaned: dict[str, Any]) -> None:
        if self.errors.keys() & {"lat", "lon"}:
            return
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        if (lat is None) != (lon is None):
            self.add_error("lat" if lat is None else "lon", "A pin needs both latitude and longitude.")
        elif lat is not None and not cleaned.get("place_text"):
            self.add_error("place_text", "Name the place the pin stands for.")


class PinForm(forms.Form):
    """A pin for a place that is already entered."""

    lat = forms.FloatField(label="Latitude", min_value=-90, max_value=90, widget=degrees())
    lon = forms.FloatField(label="Longitude", min_value=-180, max_value=180, widget=degrees())
    uncertainty_km = forms.FloatField(
        label="Give or take, km", min_value=0.01, max_value=2000, initial=USUAL_UNCERTAINTY_KM, widget=degrees()
    )


class ChoiceForm(forms.Form):
    """One of an ambiguous place's candidates, by its number in the list from 0."""

    index = forms.IntegerField(min_value=0, error_messages={"required": "Choose one of the candidates."})
