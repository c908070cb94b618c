"""A stranger who asks every address for everything never reads what is not for readers."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db.models import Model
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone

from accounts.models import Role
from explore.models import Change
from explore.snapshot import publishing
from explore.snapshot.audience import Audience
from groups.models import Group
from incidents.models import Incident
from places.models import Place
from sources.models import Outlet, Source
from tests.api.canaries import BEGINNING, BIRD, EXACT, plant
from tests.api.rights import RIGHTS, STRANGER
from tests.factories import someone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SEARCHES = (f"?q={BEGINNING}", f"?search={BEGINNING}", f"?name={BEGINNING}", f"?ordering=-when&q={BEGINNING}")
SECRETS = (BIRD, *(f"{degrees:.3f}" for degrees in EXACT))


@pytest.fixture
def stranger_at_large(written_here: None) -> Client:
    plant()
    return Client(raise_request_exception=False)


def parts() -> dict[str, set[str]]:
    """Everything that an address could be filled with, and things that are not there."""
    return {
        "public_id": {*each(Incident, "public_id"), "KW-1999-000001"},
        "slug": {*each(Group, "slug"), *each(Source, "slug"), *each(Outlet, "slug"), "nothing"},
        "code": {*each(Place, "code"), "nothing"},
        "pk": {*each(Place, "pk"), *each(Incident, "pk"), *each(Group, "pk"), "0"},
    }


def each(model: type[Model], field: str) -> Iterator[str]:
    return map(str, model._default_manager.values_list(field, flat=True))


def readable() -> Iterator[str]:
    """Every address that a stranger may ask, filled with everything; where there is nothing to fill in, searched."""
    filling = parts()
    for address, methods in RIGHTS.items():
        if STRANGER not in methods.get("GET", ()):
            continue
        names = [name for name in filling if f"{{{name}}}" in address]
        for chosen in product(*(sorted(filling[name]) for name in names)):
            yield address.format(**{name: quote(one) for name, one in zip(names, chosen, strict=True)})
        if not names:
            yield from (address + search for search in SEARCHES)


def said_in(answer: HttpResponseBase) -> str:
    """All of an answer, its headers too."""
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return f"{dict(answer.items())} {body.decode(errors='replace')}".casefold()


def telling(client: Client, address: str) -> list[str]:
    """What an address gives away; it may repeat what it was asked."""
    said = said_in(client.get(address)).replace(address.casefold().partition("?")[0], "")
    return [f"{secret} at {address}" for secret in SECRETS if secret in said]


def test_no_address_tells_a_stranger_what_is_not_for_readers(stranger_at_large: Client) -> None:
    asked = list(readable())

    assert [found for address in asked for found in telling(stranger_at_large, address)] == []
    assert len(asked) > 200


def test_no_past_of_a_readers_page_tells_it_either(stranger_at_large: Client) -> None:
    now = f"{timezone.now():%Y-%m-%dT%H:%M:%S.%fZ}"
    pages = [*(f"/incidents/{public_id}/" for public_id in each(Incident, "public_id")),
             *(f"/groups/{slug}/" for slug in each(Group, "slug"))]  # fmt: skip
    shown = [page for page in pages if stranger_at_large.get(f"{page}?as_of={now}").status_code == 200]

    assert shown and len(shown) < len(pages)
    for address in (page + how for page in pages for how in ("history/", f"?as_of={now}", "?as_of=nonsense")):
        assert telling(stranger_at_large, address) == []


def test_what_the_public_snapshot_holds_on_disk_is_for_readers(stranger_at_large: Client) -> None:
    publishing.refresh()

    files = [path for path in (settings.SNAPSHOT_DIR / Audience.PUBLIC.value).rglob("*") if path.is_file()]

    assert files and not Change.objects.exists()
    assert [path.name for path in files if BIRD.encode() in path.read_bytes().lower()] == []


def test_the_canaries_sing_for_the_desk(stranger_at_large: Client) -> None:
    """The crawl would find them: an editor reads them at the same addresses."""
    stranger_at_large.force_login(someone(Role.ADMIN))

    assert telling(stranger_at_large, "/api/v1/explore/incidents/")
    assert telling(stranger_at_large, "/api/v1/sources/")
