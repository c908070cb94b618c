"""The inbox: what waits for somebody, a queue a tab, sifted, counted and paged."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from incidents.desk import queues
from incidents.desk.access import DeskRequest, for_editors
from incidents.desk.assigning import colleagues
from incidents.desk.groups.queue import waiting
from incidents.desk.sifting import SiftForm

MOST_SHOWN = 50
MOST_PAGES = 2000


@for_editors
def inbox(request: DeskRequest) -> HttpResponse:
    """One queue, fifty rows a page."""
    sift, now = SiftForm(request.GET), timezone.now()
    sift.is_valid()
    queue = queues.BY_NAME.get(request.GET.get("tab", ""), queues.QUEUES[0])
    found = queues.counts(sift, request.user, now)
    page = _page(request, found[queue.name])
    first = (page - 1) * MOST_SHOWN
    rows = list(queues.shown(queue, sift, request.user, now)[first:first + MOST_SHOWN + 1])
    about = {
        "queue": queue, "tabs": [(each, found[each.name], _asked(request, tab=each.name)) for each in queues.QUEUES],
        "sift": sift, "rows": rows[:MOST_SHOWN], "now": now, "most_counted": queues.MOST_COUNTED, "page": page,
        "before": _asked(request, page=page - 1) if page > 1 else "",
        "after": _asked(request, page=page + 1) if len(rows) > MOST_SHOWN else "",
        "about_groups": waiting(), "colleagues": colleagues(), "here": request.get_full_path(),
        "asked": [(name, request.GET.get(name, "")) for name in ("tab", *sift.fields)],
    }
    return render(request, "desk/inbox.html", about)


def _page(request: DeskRequest, counted: int) -> int:
    """Which page is asked for; beyond the last there is the last."""
    last = MOST_PAGES if counted >= queues.MOST_COUNTED else max(1, -(-counted // MOST_SHOWN))
    asked = request.GET.get("page", "1")[:9]
    return min(last, max(1, int(asked))) if asked.isascii() and asked.isdigit() else 1


def _asked(request: DeskRequest, **odd: Any) -> str:
    """The question of this page with something else asked; another tab begins at its first page."""
    asked = request.GET.copy()
    if "tab" in odd:
        asked.pop("page", None)
    for name, value in odd.items():
        asked[name] = str(value)
    return f"?{asked.urlencode()}"
