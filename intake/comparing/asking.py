"""What somebody asks to be compared, as the page's address has it; what is not understood is refused in a sentence."""

from typing import Any

from django import forms

from intake.comparing.comparison import Comparison
from intake.comparing.sides import REST, Side, Years
from intake.models import Dataset

FIRST_YEAR, LAST_YEAR = 1900, 2100
UNKNOWN = {"invalid_choice": "No dataset here has this name.", "required": "Choose a dataset."}


class YearField(forms.IntegerField):
    """A year, or nothing."""

    def __init__(self, label: str) -> None:
        sentence = f"Write a year from {FIRST_YEAR} to {LAST_YEAR}."
        super().__init__(
            label=label, required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR,
            error_messages={"invalid": sentence, "min_value": sentence, "max_value": sentence},
        )  # fmt: skip


class ComparisonForm(forms.Form):
    """One dataset, another or everything else, and the years."""

    one = forms.ChoiceField(label="Compare", error_messages=UNKNOWN)
    other = forms.ChoiceField(label="With", error_messages=UNKNOWN)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "compare-%s", **options})
        self._datasets = {dataset.key: dataset for dataset in Dataset.objects.select_related("outlet")}
        choices = [(key, dataset.title) for key, dataset in self._datasets.items()]
        self.fields["one"].choices = choices  # type: ignore[attr-defined]
        self.fields["other"].choices = [*choices, (REST, Side(None).title)]  # type: ignore[attr-defined]
        self.fields["other"].initial = choices[1][0] if len(choices) > 1 else REST
        self.fields |= {"from": YearField("From year"), "to": YearField("To year")}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("one") and said.get("one") == said.get("other"):
            self.add_error("other", "Choose another dataset than the first.")
        if said.get("from") and said.get("to") and said["from"] > said["to"]:
            self.add_error("to", "It lies before the first year.")
        return said

    @property
    def comparison(self) -> Comparison:
        """Of a form that is valid."""
        said = self.cleaned_data
        return Comparison(
            self._datasets[said["one"]], self._datasets.get(said["other"]), Years(said["from"], said["to"])
        )

    @property
    def sentences(self) -> list[str]:
        """What is wrong with it."""
        return [f"{self.fields[name].label}: {told}" if name in self.fields else str(told)
                for name, errors in self.errors.items() for told in errors]  # fmt: skip
