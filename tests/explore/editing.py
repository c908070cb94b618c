"""Edits by chance of everything that a snapshot shows or hides, written as plainly as can be."""

import random
from collections.abc import Callable
from typing import Any

from django.db.models import Model

from groups.models import Alliance, AllianceKind, AllianceStatus, Group, GroupName
from incidents.kinds import Kind, TargetKind, WeaponKind
from incidents.models import Attribution, Incident, Report, Target, Weapon
from places.models import NameKind, Place, PlaceName
from places.names import main_key
from sources.editorial import State
from sources.models import Outlet, OutletKind, Source
from tests.explore import world
from tests.factories import make_group, make_outlet, make_source

Chance = random.Random
WORDS = ("Alpha", "beta", "It", "of", "کابل", "École", "Darzab", "(no)", "№5")
COMMUNITIES = ("", "Shia", "Sufi", "Ismaili", "Sikh")
TIES = (AllianceKind.PLEDGED_TO, AllianceKind.PLEDGED_TO, AllianceKind.WITHDREW_FROM, AllianceKind.RIVAL_OF)
KNOWN = (AllianceStatus.ASSERTED, AllianceStatus.ENDED)
STATES = (State.PUBLISHED, State.PUBLISHED, State.DRAFT, State.WITHDRAWN)


def one(chance: Chance, model: type[Model], **wanted: Any) -> Any:
    """Some row; None where there is none."""
    rows = list(model._default_manager.filter(**wanted).order_by("pk"))
    return chance.choice(rows) if rows else None


def words(chance: Chance) -> str:
    return chance.choice((" ", " ", "  ", "\n")).join(chance.choices(WORDS, k=chance.randint(1, 4)))


def change(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def open_incident(chance: Chance) -> None:
    number = 1 + max((int(one.public_id[-6:]) for one in Incident.objects.all()), default=0)
    places, groups = [None, *Place.objects.order_by("pk")], list(Group.objects.order_by("pk"))
    world.make_incident(chance.choice((number, number + 3)), chance, groups, places)
    report(chance)


def retitle(chance: Chance) -> None:
    change(one(chance, Incident), title=words(chance), summary=chance.choice(("", words(chance))))


def redate(chance: Chance) -> None:
    change(one(chance, Incident), when=chance.choice(world.WHENS))


def relocate(chance: Chance) -> None:
    change(one(chance, Incident), place=chance.choice((None, one(chance, Place), one(chance, Place))))


def recount(chance: Chance) -> None:
    low, best, high = chance.choice(world.COUNTS)
    change(one(chance, Incident), killed_low=low, killed_best=best, killed_high=high)


def rejudge(chance: Chance) -> None:
    values = {"kind": chance.choice(list(Kind.values)), "has_conflict": chance.random() < 0.5,
              "unaligned": chance.randint(0, 1)}  # fmt: skip
    change(one(chance, Incident), corroboration=chance.randint(1, 3), credibility=chance.randint(1, 6), **values)


def publish_or_withdraw(chance: Chance) -> None:
    state = chance.choice(STATES)
    change(one(chance, Incident), state=state, is_public=state == State.PUBLISHED and chance.random() < 0.8)


def renumber(chance: Chance) -> None:
    incident = one(chance, Incident)
    change(incident, public_id=f"KW-20{chance.randint(10, 20)}-{int(incident.public_id[-6:]):06}")


def delete(chance: Chance) -> None:
    incident = one(chance, Incident)
    incident.reports.all().update(incident=None)
    incident.delete()


def attribute(chance: Chance) -> None:
    values: dict[str, Any] = {"role": chance.choice(("perpetrator", "target")), "status": chance.choice(world.STATUSES)}
    Attribution.objects.get_or_create(incident=one(chance, Incident), group=one(chance, Group), **values)


def unattribute(chance: Chance) -> None:
    Attribution.objects.filter(incident=one(chance, Incident)).delete()


def strike(chance: Chance) -> None:
    kind, community = chance.choice((TargetKind.RELIGIOUS, TargetKind.POLICE)), chance.choice(COMMUNITIES)
    values: dict[str, Any] = {"kind": kind, "community": community}
    Target.objects.get_or_create(incident=one(chance, Incident), **values)


def spare(chance: Chance) -> None:
    Target.objects.filter(community=chance.choice(COMMUNITIES)).delete()


def arm(chance: Chance) -> None:
    Weapon.objects.get_or_create(incident=one(chance, Incident), kind=chance.choice(list(WeaponKind.values)))


def report(chance: Chance) -> None:
    source = one(chance, Source) if chance.random() < 0.5 else None
    source = source or make_source(outlet=one(chance, Outlet) or make_outlet(), title=words(chance))
    Report.objects.create(source=source, incident=one(chance, Incident), kind=Kind.ARREST)


def take_report_away(chance: Chance) -> None:
    Report.objects.filter(incident=one(chance, Incident)).update(incident=one(chance, Incident))


def recite(chance: Chance) -> None:
    """A source gets another title or address, or turns out to be a copy of an older one."""
    if source := one(chance, Source):
        origin = one(chance, Source, pk__lt=source.pk)
        address = f"https://example.org/{source.pk}/{chance.randint(0, 9)}"
        change(source, title=words(chance), url=address, republishes=origin)


def regrade(chance: Chance) -> None:
    if outlet := one(chance, Outlet):
        kind = chance.choice((OutletKind.PARTY_TO_CONFLICT, OutletKind.NGO))
        change(outlet, kind=kind, reliability=chance.choice("ABF"), name=f"{chance.choice(WORDS)} {outlet.pk}")


def move_place(chance: Chance) -> None:
    change(one(chance, Place, lat__isnull=False), lat=chance.uniform(30, 38), lon=chance.uniform(60, 74))


def rename_place(chance: Chance) -> None:
    place = one(chance, Place)
    change(place, name=words(chance), code=f"{place.code[:20]}{chance.randint(0, 9)}")


def name_place(chance: Chance) -> None:
    place, name = one(chance, Place), chance.choice(WORDS)
    PlaceName.objects.get_or_create(place=place, name=name, defaults={"key": main_key(name), "kind": NameKind.VARIANT})


def forget_names(chance: Chance) -> None:
    PlaceName.objects.filter(place=one(chance, Place)).delete()


def withhold(chance: Chance) -> None:
    """The public sees a place as it is, or what it lies in, or nothing."""
    place = one(chance, Place)
    change(place, public_place=chance.choice((place, place.district, place.province, None)))


def rename_group(chance: Chance) -> None:
    group = one(chance, Group)
    change(group, name=f"{chance.choice(WORDS)} {group.pk}", short_name=chance.choice(("", "GG")))


def name_group(chance: Chance) -> None:
    GroupName.objects.get_or_create(group=one(chance, Group), name=chance.choice(WORDS))


def show_group(chance: Chance) -> None:
    change(one(chance, Group), state=chance.choice(STATES))


def exchange_slugs(chance: Chance) -> None:
    first, second = one(chance, Group), one(chance, Group)
    slugs = first.slug, second.slug
    change(first, slug="meanwhile")
    if first != second:
        change(second, slug=slugs[0])
    change(first, slug=slugs[1])


def merge_group(chance: Chance) -> None:
    kept, merged = one(chance, Group), one(chance, Group)
    if kept != merged and kept.merged_into is None and not merged.merged.exists():
        change(merged, merged_into=kept)


def unmerge_group(chance: Chance) -> None:
    change(one(chance, Group), merged_into=None)


def found_group_anew(chance: Chance) -> None:
    """A group is deleted, and another is entered under its slug."""
    group = one(chance, Group)
    group.merged.update(merged_into=None)
    group.attributions.all().delete()
    Alliance.objects.filter(source=group).delete()
    Alliance.objects.filter(target=group).delete()
    group.delete()
    Attribution.objects.create(incident=one(chance, Incident), group=make_group(slug=group.slug), status="claimed")


def tie(chance: Chance) -> None:
    above, below = one(chance, Group), one(chance, Group)
    if above != below:
        kind = chance.choice(TIES if above.pk > below.pk else (AllianceKind.CHAPTER_OF, *TIES))  # never in a circle
        made = world.make_tie(below, above, kind, start=chance.choice(world.WHENS), status=chance.choice(KNOWN))
        made.citations.set(filter(None, (one(chance, Source),)))


def date_tie(chance: Chance) -> None:
    """By when it was reported a tie had begun, and one that is said to have ended was over."""
    if (source := one(chance, Source)) and (found := one(chance, Alliance)):
        change(source, published=chance.choice(("2016-12-01", "2017-12-10", "2018-01-03")))
        chance.choice((found.citations.add, found.citations.remove))(source)


def loosen(chance: Chance) -> None:
    if found := one(chance, Alliance):
        change(found, status=chance.choice(list(AllianceStatus.values)), state=chance.choice(STATES))


EDITS: tuple[Callable[[Chance], None], ...] = (
    open_incident, open_incident, retitle, redate, relocate, recount, rejudge, publish_or_withdraw, renumber, delete,
    attribute, attribute, unattribute, strike, strike, spare, arm, report, report, take_report_away, recite, regrade,
    move_place, rename_place, name_place, forget_names, withhold, rename_group, name_group, show_group, exchange_slugs,
    merge_group, unmerge_group, found_group_anew, tie, tie, date_tie, loosen,
)  # fmt: skip
