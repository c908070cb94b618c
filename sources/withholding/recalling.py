"""Texts of the past that hold a name withheld since: what is shown in their stead."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import NON_FIELD_ERRORS

from sources.withholding.asking import withheld_in

HOLDS_A_NAME = "Left out: it names a private person."
CANNOT_BE_ASKED = "Left out until the list of withheld names can be asked again."


def withheld_texts(texts: Iterable[str]) -> Mapping[str, str]:
    """Of some texts those that may no longer be read, each with what to show instead; one question for all of them."""
    asked = {text: text for text in texts}
    found = withheld_in(asked)
    if NON_FIELD_ERRORS in found:
        return dict.fromkeys(asked, CANNOT_BE_ASKED)
    return dict.fromkeys(found, HOLDS_A_NAME)
