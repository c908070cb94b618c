"""What belonged to a chosen group on an incident's day counts for it, and nothing that did not."""

import pytest
from django.test import Client

from explore.models import Change
from groups.models import Alliance, AllianceKind, AllianceStatus, Group
from sources.editorial import State
from tests.explore.world import make_tie
from tests.factories import make_group, make_published_incident, make_source

pytestmark = pytest.mark.django_db
PLEDGED = "2017-06"


@pytest.fixture
def below() -> Group:
    """A group that pledged to another in the summer of 2017."""
    found = make_group(slug="below")
    make_tie(found, make_group(slug="above"), AllianceKind.PLEDGED_TO, start=PLEDGED)
    return found


def acts(group: Group, *whens: str) -> None:
    for when in whens:
        told = {"title": f"On {when or 'some day'}", "source": make_source(published="2018-01-10")}
        make_published_incident(when=when, attributions=[{"group": group}], **told)


def counted(client: Client, slug: str = "above") -> set[str]:
    got = client.get(f"/api/v1/explore/?group={slug}&parts=yes").json()
    facet = {row["value"]: row["count"] for row in got["facets"]["group"]}
    assert facet[slug] == got["totals"]["incidents"] == len(got["list"]["results"])
    return {row["title"].removeprefix("On ") for row in got["list"]["results"]}


def test_a_group_that_pledged_in_2017_is_not_counted_in_2015(client: Client, below: Group) -> None:
    acts(below, "2015-06-01", "2017-05-31", "2017-06-01", "2018-01-01")

    assert counted(client) == {"2017-06-01", "2018-01-01"}
    assert counted(client, "below") == {"2015-06-01", "2017-05-31", "2017-06-01", "2018-01-01"}


def test_an_uncertain_date_counts_where_it_may_and_none_where_it_ever_could(client: Client, below: Group) -> None:
    acts(below, "2016", "2017", "2017-05/2017-06-01", "/2017-05-20", "")

    assert counted(client) == {"2017", "2017-05/2017-06-01", "some day"}


def test_a_pledge_that_was_withdrawn_counts_up_to_that_day(client: Client, below: Group) -> None:
    make_tie(below, Group.objects.get(slug="above"), AllianceKind.WITHDREW_FROM, start="2017-12-24")
    acts(below, "2017-12-24", "2017-12-25")

    assert counted(client) == {"2017-12-24"}


@pytest.mark.parametrize(("status", "is_over"), [(AllianceStatus.ASSERTED, True), (AllianceStatus.IMPLIED, False)])
def test_page_network_and_counts_agree_when_a_pledge_was_over(
    client: Client, below: Group, status: str, is_over: bool
) -> None:
    above = Group.objects.get(slug="above")
    make_tie(below, above, AllianceKind.WITHDREW_FROM, start="2017-12-24", status=status)
    acts(below, "2018-01-01")
    day = "2018-01-01"

    links = client.get(f"/api/v1/network/?as_of={day}&kind=pledged_to").json()["links"]
    page = client.get(f"{below.get_absolute_url()}?on={day}").content.decode()
    parents = page.partition('aria-labelledby="belonging"')[2].partition("<section")[0]

    assert (not links, above.get_absolute_url() not in parents, not counted(client)) == (is_over,) * 3


@pytest.mark.parametrize(("status", "number"), [
    (AllianceStatus.ASSERTED, 1), (AllianceStatus.CONFIRMED, 1), (AllianceStatus.DISPUTED, 1),
    (AllianceStatus.IMPLIED, 0), (AllianceStatus.DENIED, 0),
])  # fmt: skip
def test_what_is_only_implied_or_was_denied_does_not_count(client: Client, status: str, number: int) -> None:
    group = make_group()
    make_tie(group, make_group(slug="above"), AllianceKind.CHAPTER_OF, status=status)
    acts(group, "2017-06-01")

    assert client.get("/api/v1/explore/?group=above&parts=yes").json()["totals"]["incidents"] == number


def test_a_tie_that_is_still_a_draft_counts_for_nobody_in_public(client: Client, below: Group) -> None:
    Alliance.objects.update(state=State.DRAFT)
    acts(below, "2018-01-01")

    assert client.get("/api/v1/explore/?group=above&parts=yes").json()["totals"]["incidents"] == 0


def test_a_tie_further_up_moves_what_is_far_below(client: Client, below: Group) -> None:
    acts(below, "2018-01-01")
    top = make_group(slug="top")
    acts(top, "2018-01-02")
    assert counted(client, "top") == {"2018-01-02"}

    make_tie(Group.objects.get(slug="above"), top, AllianceKind.FACTION_OF)

    assert counted(client, "top") == {"2018-01-01", "2018-01-02"}


def test_that_an_older_source_tells_of_an_end_is_noticed(client: Client, below: Group) -> None:
    """What a source calls ended was over when that was published."""
    tie, older = Alliance.objects.get(), make_source(published="2017-08-01")
    tie.status = AllianceStatus.ENDED
    tie.save()
    acts(below, "2018-01-01", "2017-07-01")
    assert counted(client) == {"2017-07-01", "2018-01-01"}

    tie.citations.add(older)

    assert Change.objects.exists()
    assert counted(client) == {"2017-07-01"}
