"""Outlets before readers: who they are, how they are graded and by whom, and what of them is cited."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from groups.models import Alliance
from sources.actions import revise_outlet
from sources.editorial import State
from sources.models import Outlet, OutletKind
from tests.factories import make_group, make_incident, make_outlet, make_published_incident, make_source
from tests.incidents.desk import signed_in

pytestmark = pytest.mark.django_db


def page_of(outlet: Outlet, client: Client | None = None) -> str:
    answer = (client or Client()).get(f"/outlets/{outlet.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def cited(**odd: Any) -> Outlet:
    """An outlet that readers know, as something published cites it."""
    outlet = make_outlet(**odd)
    make_published_incident(source=make_source(outlet=outlet))
    return outlet


def listed(**asked: str) -> list[str]:
    return [outlet.name for outlet in Client().get("/outlets/", asked).context["page"]]


def test_the_directory_counts_what_readers_see_cited() -> None:
    dawn, quiet = make_outlet(name="Dawn"), make_outlet(name="Quiet Post")
    for _ in range(2):
        make_published_incident(source=make_source(outlet=dawn))
    make_incident(source=make_source(outlet=quiet))
    make_source(outlet=dawn)

    rows = Client().get("/outlets/", {"sort": "cited"}).context["page"]

    assert [(outlet.name, outlet.cited) for outlet in rows] == [("Dawn", 2)]
    assert Client().get(f"/outlets/{quiet.slug}/").status_code == 404


def test_an_outlet_that_was_graded_is_known_though_nothing_public_cites_it(reviewer: User) -> None:
    quiet = make_outlet(name="Quiet Post")
    revise_outlet(quiet, by=reviewer, changes={"reliability": "C"}, reason="Often first.")

    assert listed() == ["Quiet Post"]


def test_editors_see_every_outlet(editor: User) -> None:
    assert make_outlet(name="Quiet Post").name in signed_in(editor).get("/outlets/").content.decode()


def test_the_directory_is_searched_by_any_name_and_sorted() -> None:
    cited(name="Pajhwok", other_names=["پژواک"])
    Outlet.objects.filter(pk=make_outlet(name="Dawn").pk).update(reliability="C")
    Outlet.objects.filter(pk=make_outlet(name="Tolo News").pk).update(reliability="B")

    assert listed(q="پژواک") == ["Pajhwok"]
    assert listed() == listed(sort="nonsense") == ["Dawn", "Pajhwok", "Tolo News"]
    assert listed(sort="grade") == ["Tolo News", "Dawn", "Pajhwok"]
    assert "No outlet is known by a name like" in Client().get("/outlets/", {"q": "x<y"}).content.decode()


def test_the_directory_has_pages_that_keep_the_search() -> None:
    for number in range(51):
        make_outlet(name=f"Post {number:02}")
    Outlet.objects.update(reliability="B")

    first = Client().get("/outlets/", {"q": "post"}).content.decode()

    assert "Page 1 of 2" in first and 'href="?q=post&amp;page=2"' in first
    assert listed(q="post", page="2") == listed(q="post", page="99") == ["Post 50"]


def test_an_ungraded_outlet_says_so() -> None:
    page = page_of(cited())

    assert "cannot be judged" in page and "Nobody has graded it yet" in page


def test_a_grade_is_shown_with_its_reason_and_the_graders_role_but_not_their_name(reviewer: User) -> None:
    outlet = make_outlet()
    User.objects.filter(pk=reviewer.pk).update(username="zmarak-testperson")
    for grade, reason in (("C", "Often first, often wrong."), ("B", "Corrects itself <now>.")):
        revise_outlet(outlet, by=reviewer, changes={"reliability": grade}, reason=reason)

    page = page_of(outlet)

    assert page.index("Corrects itself &lt;now&gt;.") < page.index("Often first, often wrong.")
    assert "by a reviewer" in page
    assert "zmarak-testperson" not in page
    assert "zmarak-testperson" in signed_in(reviewer).get(f"/desk/outlets/{outlet.slug}/grade/").content.decode()


def test_other_changes_are_no_grades(reviewer: User) -> None:
    outlet = cited()
    revise_outlet(outlet, by=reviewer, changes={"other_names": ["The Post"]}, reason="It is called so.")

    assert "It is called so." not in page_of(outlet)


def test_outlets_of_one_owner_are_counted_once() -> None:
    outlet, sister = cited(owner_group="One House"), cited(owner_group=" one  HOUSE")
    make_outlet()

    page = page_of(outlet)

    assert f'Counted once with <a href="/outlets/{sister.slug}/">{sister.name}</a>:' in page


def test_items_lead_to_themselves_and_to_the_incidents_that_cite_them() -> None:
    outlet = make_outlet()
    incident = make_published_incident(source=make_source(outlet=outlet, title="A story", url="https://example.org/a"))
    make_incident(source=make_source(outlet=outlet, title="Of a draft"))
    also = make_incident(source=incident.reports.get().source)

    page = page_of(outlet)

    assert 'href="https://example.org/a"' in page and incident.get_absolute_url() in page
    assert "Of a draft" not in page and also.public_id not in page


def test_an_item_that_only_a_tie_of_groups_cites_is_listed_too() -> None:
    source = make_source(title="On an oath")
    tie = Alliance.objects.create(
        source=make_group(), target=make_group(), kind="pledged_to", status="asserted", confidence="low",
        state=State.PUBLISHED,
    )
    tie.citations.add(source)

    assert "On an oath" in page_of(source.outlet)


def test_what_a_party_to_the_conflict_publishes_is_not_linked() -> None:
    party = make_outlet(kind=OutletKind.PARTY_TO_CONFLICT)
    make_published_incident(source=make_source(outlet=party, url="https://example.org/claim"))

    assert "https://example.org/claim" not in page_of(party)


def test_the_public_page_is_the_same_for_editors(editor: User) -> None:
    outlet = make_outlet()
    make_incident(source=make_source(outlet=outlet, title="Of a draft"))

    assert "Of a draft" not in page_of(outlet, signed_in(editor))


def test_too_few_figures_are_too_few_to_say() -> None:
    assert "Too few to say." in page_of(cited())


def test_an_outlet_that_is_not_there_is_not_found() -> None:
    assert Client().get("/outlets/nobody/").status_code == 404


def test_the_pages_ask_as_much_of_the_database_for_many_items_as_for_few(django_assert_max_num_queries: Any) -> None:
    outlet = make_outlet()
    original = make_source()
    for _ in range(8):
        make_published_incident(source=make_source(outlet=outlet, republishes=original))

    with django_assert_max_num_queries(8):
        page_of(outlet)
    with django_assert_max_num_queries(3):
        Client().get("/outlets/", {"sort": "cited"})
