"""The forms in which a private person's name is typed: no browser remembers, corrects or sends it elsewhere."""

from django import forms

UNREMEMBERED = {"autocomplete": "off", "autocapitalize": "off", "autocorrect": "off", "spellcheck": "false"}
WRITE = {"required": "Write the name."}
SAY_WHY = {"required": "Say why."}


class NameForm(forms.Form):
    """A name to be looked up."""

    name = forms.CharField(
        max_length=200, widget=forms.TextInput(attrs=UNREMEMBERED), error_messages=WRITE, label="Name"
    )


class TakeOffForm(NameForm):
    """A name to be taken off, and why."""

    reason = forms.CharField(
        max_length=300, error_messages=SAY_WHY, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Without any word of the name.",
    )


class WithholdForm(TakeOffForm):
    """A name to be put on the list, and why."""

    is_exact = forms.BooleanField(
        required=False, label="Only as spelled",
        help_text="For a name that other spellings would confuse with a common one.",
    )
