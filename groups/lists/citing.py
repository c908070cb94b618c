"""The published item that what comes from a list cites: its outlet is the list, one item a version."""

from groups.lists import ucdp
from groups.models import ListedActor
from sources.actions import register_outlet, register_source
from sources.models import Outlet, OutletKind, Source

FIRST_BY_YEAR = 17  # since 17.1, UCDP's versions begin with the year in which they are released
NOTE = "Uppsala Conflict Data Program, ucdp.uu.se/downloads; CC BY 4.0"


def source_of(listed: ListedActor) -> Source:
    """The version of the list that a row was last read from, entered the first time it is needed."""
    outlet = Outlet.objects.filter(name__iexact=listed.dataset).first()
    outlet = outlet or register_outlet(name=listed.dataset, kind=OutletKind.DATASET)
    title = f"{listed.dataset}, version {listed.version}" if listed.version else listed.dataset
    known = outlet.sources.filter(title=title).first()
    if known:
        return known
    is_ucdp = listed.dataset == ucdp.LIST_NAME
    year = released(listed.version) if is_ucdp else ""
    return register_source(outlet=outlet, title=title, published=year, note=NOTE if is_ucdp else "")


def released(version: str) -> str:
    """The year of a UCDP version: 22.1 is of 2022; "" where the number does not tell."""
    year = version.partition(".")[0]
    return f"20{year}" if year.isdecimal() and len(year) == 2 and int(year) >= FIRST_BY_YEAR else ""
