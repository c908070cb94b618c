"""Unique strings in everything that readers may not see, so that a crawl of what they see can look for them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import Role, User
from groups.models import GroupName
from incidents import actions
from incidents.models import Draft, Incident
from places.models import Place, PlaceKind, PlaceName, Sensitivity
from sources.models import OutletKind
from tests.factories import (
    NOON,
    make_group,
    make_incident,
    make_outlet,
    make_place,
    make_published_incident,
    make_report,
    make_source,
    someone,
)

BEGINNING = "Zqx"  # what a hostile reader would search for
BIRD = "canary"  # what no answer may hold
EXACT = (12.34567, 23.45678)


def canary(where: str) -> str:
    return f"{BEGINNING} {BIRD} {where}"


def plant() -> list[Incident]:
    """One incident that readers see, with secrets around it, and others that they do not see at all."""
    editor, reviewer = secretive(Role.EDITOR), secretive(Role.REVIEWER)
    shown = make_published_incident(reports=[make_report(place=mosque(), source=of_a_party(), attributions=hidden())])
    actions.comment(shown, by=editor, text=canary("comment"))
    actions.assign(shown, by=reviewer, to=editor)
    actions.revise(shown, by=editor, changes={"title": "An attack, told again"}, reason=canary("reason of the desk"))
    draft, reviewed = secret("draft"), secret("in review")
    actions.submit(reviewed, by=editor)
    embargoed = secret("embargoed")
    actions.submit(embargoed, by=editor)
    until = timezone.now() + timedelta(days=30)
    actions.publish(embargoed, by=reviewer, at=NOON, embargo_until=until, reason=canary("embargo"))
    withdrawn = secret("withdrawn")
    actions.submit(withdrawn, by=editor)
    actions.publish(withdrawn, by=reviewer, at=NOON)
    actions.release_due(now=timezone.now())
    withdrawn.refresh_from_db()
    actions.withdraw(withdrawn, by=reviewer, reason="Told twice.", at=NOON)
    actions.decide(shown, draft, by=editor, verdict="different", reason=canary("verdict"))
    actions.make_batch([reviewed], by=reviewer, note=canary("batch"))
    Draft.objects.create(key=uuid4(), owner=editor, fields={"title": canary("half-typed")}, saved_at=NOON)
    waiting(editor)
    return [shown, draft, reviewed, embargoed, withdrawn]


def secretive(role: Role) -> User:
    """The person of that role, whose account readers never learn of."""
    person = someone(role)
    person.username, person.email = f"{BEGINNING}-{BIRD}-{role}", f"{BIRD}-{role}@example.org"
    person.save()
    return person


def secret(what: str) -> Incident:
    typed = canary(f"place of {what}")
    place = make_place(name=typed, query=typed, lat=EXACT[0], lon=EXACT[1])
    report = make_report(place=place, excerpt=canary(f"quote of {what}"), note=canary(f"note of {what}"),
                         source=make_source(title=canary(f"headline of {what}"), author=canary(f"author of {what}")))
    incident = make_incident(reports=[report], title=canary(f"title of {what}"))
    actions.revise(incident, by=someone(Role.EDITOR), changes={"summary": canary(f"summary of {what}")})
    return incident


def waiting(editor: User) -> None:
    """A report in the inbox."""
    outlet = make_outlet(name=canary("outlet"))
    source = make_source(outlet=outlet, title=canary("waiting headline"), note=canary("waiting source"))
    report = make_report(excerpt=canary("waiting quote"), note=canary("waiting note"), source=source)
    actions.assign_report(report, by=editor, to=editor)


def mosque() -> Place:
    """A place that readers see by its district."""
    district = make_place(name="Open District", kind=PlaceKind.DISTRICT, precision="district")
    site = make_place(
        name=canary("mosque"), code="t-mosque", kind=PlaceKind.SITE, precision="site", parent=district,
        district=district, lat=EXACT[0], lon=EXACT[1], sensitivity=Sensitivity.DISTRICT, public_place=district,
        query=canary("mosque as typed"),
    )  # fmt: skip
    PlaceName.objects.create(place=site, name=canary("other name of the mosque"), key="zqx")
    return site


def of_a_party() -> Any:
    """A source whose address is not linked, with a note of the desk."""
    return make_source(
        outlet=make_outlet(kind=OutletKind.PARTY_TO_CONFLICT), url=f"https://example.org/{BIRD}",
        note=canary("note on a source"),
    )  # fmt: skip


def hidden() -> list[dict[str, Any]]:
    """A group that is not published yet."""
    group = make_group(name=canary("group"), short_name=f"{BEGINNING}{BIRD}", state="draft")
    GroupName.objects.create(group=group, name=canary("alias"), kind="alias")
    return [{"group": group, "note": canary("note on a group")}]
