"""The form in which a dataset is brought: whose columns, the file, and which release it is."""

from typing import Any

from django import forms

from incidents.desk.fields import WhenField
from intake.crosswalks.known import CROSSWALKS
from intake.tables.table import MOST_BYTES

TOO_LARGE = f"The file is too large: at most {MOST_BYTES:,} bytes are read. Part it by years."


class BringForm(forms.Form):
    """`is_too_large`: the file that was sent was dropped for its size."""

    format = forms.ChoiceField(
        label="Dataset", choices=[(key, each.dataset.title) for key, each in CROSSWALKS.items()],
        error_messages={"required": "Choose whose columns the file has."},
    )
    file = forms.FileField(
        label="File", help_text="A CSV, an XLSX or a GeoJSON as its publisher hands it out; at most 2 GB.",
        widget=forms.FileInput(attrs={
            "accept": ".csv,.tsv,.txt,.xlsx,.geojson,.json", "data-most-bytes": MOST_BYTES, "data-too-large": TOO_LARGE,
        }),
        error_messages={
            "required": "Choose a file.", "invalid": "Choose a file.", "empty": "The file is empty.",
            "missing": "Choose a file.",
        },
    )  # fmt: skip
    release = forms.CharField(
        label="Release", required=False, max_length=40,
        help_text="As its publisher numbers it, such as 22.1. Rows cite it.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    published = WhenField(
        label="Published", help_text="When the release came out. Of UCDP it follows from the release.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *sent: Any, is_too_large: bool = False) -> None:
        super().__init__(*sent)
        if is_too_large:
            self.fields["file"].error_messages["required"] = TOO_LARGE
