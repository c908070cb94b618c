"""A file runs nothing in a spreadsheet, keeps every letter, and holds nothing that its reader may not see."""

import csv
import io
import zipfile
from typing import Any

import pytest
from django.test import Client

from accounts.models import Role
from incidents.models import Incident
from places.models import Place, PlaceKind, PlaceName, Precision, Sensitivity, SiteKind
from sources.editorial import State
from sources.spreadsheets import RISKY
from tests.explore.exported import READERS, from_csv, from_xlsx
from tests.explore.test_exports import PERSIAN, fetched
from tests.factories import make_group, make_incident, make_place, make_published_incident, make_report, someone

pytestmark = [
    pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("written_here"),  # the engine asks no database
]  # fmt: skip
FORMULAS = (
    '=HYPERLINK("https://example.org","x")', "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1",
    "=cmd|' /C calc'!A0", "'quoted'", "'=1",
)  # fmt: skip
ODD = (
    PERSIAN, 'He said "no", twice', "a,b;c", "two\r\nlines", "آ\u200cب", "𐎠 old Persian", "NULL", "1E5", " spaced ",
    "_x0041_",
)  # fmt: skip
CANARY = "Zyxwvut"
HIDDEN = (34.5678, 69.8765)


def raw_titles(data: bytes) -> list[str]:
    return [row["title"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


def make_titled(*titles: str) -> None:
    for _ in titles:
        make_published_incident()
    for incident, title in zip(Incident.objects.order_by("-public_id"), titles, strict=True):
        Incident.objects.filter(pk=incident.pk).update(title=title)


def test_no_cell_of_a_csv_begins_as_a_formula_and_its_apostrophe_comes_off_again() -> None:
    make_titled(*FORMULAS)

    data = fetched("csv")

    assert raw_titles(data) == [f"'{title}" for title in FORMULAS]
    assert [row["title"] for row in from_csv(data)] == list(FORMULAS)


def test_no_cell_of_any_column_is_a_formula() -> None:
    group = make_group(slug="-a", name="=1")
    place = make_place(name="=1+1", code="@a", country="AF")
    make_published_incident(reports=[make_report(place=place, attributions=[{"group": group, "status": "claimed"}])])
    Incident.objects.update(title="=1", summary="=1")

    lines = list(csv.reader(io.StringIO(fetched("csv").decode("utf-8-sig"), newline="")))

    assert [cell for cell in lines[1] if cell[:1] in RISKY - {"'"}] == []
    assert lines[1].count("'=1") == 2 and "'=1+1" in lines[1] and "'-a (perpetrator, claimed)" in lines[1]


@pytest.mark.parametrize("kind", ["geojson", "parquet", "gpkg", "xlsx"])
def test_what_runs_nothing_keeps_its_text(kind: str) -> None:
    titles = (*FORMULAS, *ODD)
    make_titled(*titles)

    assert [row["title"] for row in READERS[kind](fetched(kind))] == list(titles)


def test_a_workbook_links_to_nothing() -> None:
    make_titled("https://example.org", '=HYPERLINK("https://example.org")')

    data = fetched("xlsx")

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert [name for name in book.namelist() if "externalLink" in name or name.endswith("sheet2.xml.rels")] == []
    assert len(from_xlsx(data)) == 2


def test_a_csv_follows_its_standard_and_says_its_letters() -> None:
    make_titled(*ODD)

    data = fetched("csv")

    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    assert raw_titles(data) == list(ODD)


def test_a_text_too_long_for_a_cell_is_cut_in_a_workbook_alone() -> None:
    make_published_incident()
    Incident.objects.update(summary="ab" * 20_000)

    assert from_xlsx(fetched("xlsx"))[0]["summary"] == ("ab" * 20_000)[:32_767]
    assert from_csv(fetched("csv"))[0]["summary"] == "ab" * 20_000


@pytest.fixture
def withheld(db: None) -> Incident:
    """At a place of worship that the public sees as its district, by a group that it does not know of."""
    province = make_place(code="P-1", name="P", kind=PlaceKind.PROVINCE, precision=Precision.PROVINCE)
    Place.objects.filter(pk=province.pk).update(province=province)
    district = make_place(
        code="D-1", name="D", kind=PlaceKind.DISTRICT, precision=Precision.DISTRICT, province=province,
        lat=34.2, lon=69.2,
    )  # fmt: skip
    Place.objects.filter(pk=district.pk).update(district=district)
    site = make_place(
        name=f"{CANARY} mosque", code=f"{CANARY}-1", kind=PlaceKind.SITE, site_kind=SiteKind.WORSHIP, parent=district,
        sensitivity=Sensitivity.DISTRICT, public_place=district, province=province, district=district,
        lat=HIDDEN[0], lon=HIDDEN[1], precision=Precision.SITE, uncertainty_km=0.1234,
    )  # fmt: skip
    PlaceName.objects.create(place=site, name=f"Also called {CANARY}", key=CANARY.lower())
    secret = make_group(slug=f"{CANARY}-group".lower(), name=f"{CANARY} group", state=State.DRAFT)
    report = make_report(place=site, attributions=[{"group": secret, "status": "claimed"}])
    make_incident(title=f"Draft {CANARY}")
    return make_published_incident(reports=[report])


def inside(kind: str, data: bytes) -> bytes:
    """All of a file, unpacked and read, so that nothing hides in compression."""
    parts = [data, repr(READERS[kind](data)).encode()]
    if kind == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts += [book.read(name) for name in book.namelist()]
    return b"\n".join(parts)


def said() -> list[Any]:
    """What files say to a stranger, a stream and a written one, and the tags of all."""
    tags = [Client().head(f"/api/v1/explore/export.{kind}").headers["ETag"] for kind in READERS]
    return [tags, fetched("csv"), READERS["parquet"](fetched("parquet"))]


@pytest.mark.parametrize("role", ["", Role.READER, Role.ANALYST])
def test_nothing_hidden_is_in_any_file(withheld: Incident, role: str) -> None:
    client = Client()
    if role:
        client.force_login(someone(Role(role)))

    for kind in READERS if not role else ("csv", "geojson"):  # the written ones are for the same two audiences
        data = fetched(kind, client=client)
        found = inside(kind, data).lower()
        secrets = [CANARY, *map(str, HIDDEN), "0.1234"]
        assert [secret for secret in secrets if secret.lower().encode() in found] == [], kind
        row = READERS[kind](data)[0]
        assert (row["place_code"], row["latitude"], row["longitude"], row["groups"]) == ("D-1", 34.2, 69.2, None)


def test_no_file_changes_with_what_is_hidden(withheld: Incident) -> None:
    before = said()

    Place.objects.filter(incidents=withheld).update(lat=35.5, lon=68.1, name="Another", uncertainty_km=9)

    assert said() == before


def test_an_editors_file_has_the_exact_place(withheld: Incident) -> None:
    client = Client()
    client.force_login(someone(Role.EDITOR))

    for kind in READERS:
        rows = {row["title"]: row for row in READERS[kind](fetched(kind, client=client))}
        assert len(rows) == 2 and f"Draft {CANARY}" in rows
        assert HIDDEN in [(row["latitude"], row["longitude"]) for row in rows.values()]
