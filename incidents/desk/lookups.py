"""Answers for the desk's islands: how the server reads a date or a count, and whether a source is known."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import JsonResponse
from django.views.decorators.http import require_GET

from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.fields import MOST_PEOPLE
from sources.dates import in_words
from sources.hedging import read_count
from sources.models import Source
from sources.plain_dates import to_edtf
from sources.quantities import Hedge
from sources.wording import range_in_words


@for_editors
@require_GET
def readings(request: DeskRequest) -> JsonResponse:
    """What `when`, or `number` with `hedge`, stands for; or why it cannot be read.

    `near`, or the known source with this key (`source`) or address (`url`), says when it was published: a missing year
    follows from that.
    """
    if "when" in request.GET:
        return _answer(request.GET["when"], _published(request))
    return JsonResponse(_count(request.GET.get("number", ""), request.GET.get("hedge", "")))


@for_editors
@require_GET
def known_source(request: DeskRequest) -> JsonResponse:
    """The source already registered under an address, if any."""
    url = request.GET.get("url", "").strip()
    found = Source.objects.select_related("outlet").filter(url=url).first() if url else None
    return JsonResponse({"known": f"{found} ({found.slug})" if found else ""})


def _answer(text: str, near: str) -> JsonResponse:
    try:
        edtf = to_edtf(text, near)
    except ValidationError as refusal:
        return JsonResponse({"problem": refusal.messages[0]})
    return JsonResponse({"edtf": edtf, "words": in_words(edtf) if edtf else ""})


def _published(request: DeskRequest) -> str:
    """EDTF; empty where the day of publication is not known or cannot be read either."""
    key, url = (request.GET.get(name, "").strip() for name in ("source", "url"))
    if found := Source.objects.filter(Q(slug=key) | Q(url=url)).first():
        return found.published
    try:
        return to_edtf(request.GET.get("near", ""))
    except ValidationError:
        return ""


def _count(text: str, chosen: str) -> dict[str, str]:
    """What a count stands for; a hedge typed with the number goes before the chosen one."""
    said = read_count(text[:80])
    if said is None or said.number is None or said.number > MOST_PEOPLE or chosen not in Hedge.values:
        return {"words": ""}
    if said.hedge == Hedge.EXACT and not said.range:
        said = said._replace(hedge=Hedge(chosen))
    found = said.estimate
    words = range_in_words(found.low, found.best, found.high) if said.hedge != Hedge.VAGUE else ""
    return {"words": words, "hedge": said.hedge}
