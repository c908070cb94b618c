"""The public pages of outlets; they show what every reader may see, to everybody alike."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from incidents.outlets.directory import SORTED_BY, Wanted, cited_items, directory
from incidents.outlets.figures import MOST_INCIDENTS, standing_of
from incidents.outlets.standing import FEWEST
from sources.grading import gradings
from sources.lookup import outlets_known_to, owned_like
from sources.models import Reliability

OUTLETS_ON_A_PAGE, ITEMS_ON_A_PAGE = 50, 25


def outlet_list(request: HttpRequest) -> HttpResponse:
    """Outlets by name, grade or how often they are cited."""
    sort = request.GET.get("sort", "")
    wanted = Wanted(request.GET.get("q", "").strip()[:100], sort if sort in SORTED_BY else "name")
    page = page_of(request, directory(outlets_known_to(request.user), wanted), OUTLETS_ON_A_PAGE)
    return render(request, "outlets/list.html", {"page": page, "wanted": wanted})


def outlet_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """How one outlet is graded and why, what it counts as one with, how often its figures stood, and its items."""
    outlet = get_object_or_404(outlets_known_to(request.user), slug=slug)
    about = {
        "outlet": outlet,
        "is_ungraded": outlet.reliability == Reliability.F,
        "gradings": gradings(outlet),
        "siblings": [each for each in owned_like(outlet) if each in outlets_known_to(request.user)],
        "standing": standing_of(outlet),
        "fewest": FEWEST,
        "most": MOST_INCIDENTS,
        "page": page_of(request, cited_items(outlet), ITEMS_ON_A_PAGE),
    }
    return render(request, "outlets/detail.html", about)


def page_of(request: HttpRequest, rows: QuerySet, size: int) -> Page:
    """The page that was asked for; the first or last for what is none."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
