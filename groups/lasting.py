"""How long something lasted, as far as known, in words. Pure."""

from sources.dates import in_words

SPANS = ("by ", "between ", "since ")


def lasting_in_words(start: str, end: str) -> str:
    """ "from 2015 until about July 2017", "by 2015, not over before 2018", of two EDTF dates."""
    began, ended = _began(start), _ended(end)
    if not began or not ended:
        return began or ended or "date not known"
    return f"{began}{' ' if ended.startswith('until') else ', '}{ended}"


def _began(start: str) -> str:
    words = in_words(start) if start else ""
    return words if words.startswith(SPANS) or not words else f"from {words}"


def _ended(end: str) -> str:
    words = in_words(end) if end else ""
    if words.startswith("since "):
        return f"not over before {words.removeprefix('since ')}"
    return f"over {words}" if words.startswith(SPANS) else words and f"until {words}"
