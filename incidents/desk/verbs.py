"""Small forms of the desk's verbs: a reason, a remark, an embargo."""

from datetime import UTC, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from incidents.desk.fields import text_area

LONGEST_REMARK = 2000


class ReasonForm(forms.Form):
    """Why an incident is withdrawn."""

    reason = forms.CharField(
        max_length=300, widget=forms.TextInput(attrs={"id": "withdrawal-reason"}),
        error_messages={"required": "Say why it is withdrawn."},
    )


class CommentForm(forms.Form):
    """A remark for colleagues."""

    text = forms.CharField(
        label="Your comment", max_length=LONGEST_REMARK, widget=text_area(3),
        error_messages={"required": "Write something first."}, help_text="Only the desk reads it.",
    )


class EmbargoForm(forms.Form):
    """From which day on readers may see it, and why not before."""

    until = forms.DateField(
        label="Readers see it from", widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The day begins at 0:00 UTC.",
        error_messages={"required": "Say from which day on.", "invalid": "Write a day such as 2018-02-28."},
    )
    why = forms.CharField(
        label="Why not before", max_length=300, error_messages={"required": "Say why; the history keeps the reason."}
    )

    def clean_until(self) -> datetime:
        moment = datetime.combine(self.cleaned_data["until"], time.min, UTC)
        if moment <= timezone.now():
            raise ValidationError("This day has begun already. Choose one to come, or publish without an embargo.")
        return moment
