"""Finds outlets by any of their names and by their owner, and the items that readers may see."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from sources.editorial import State
from sources.models import Outlet, Reliability, Source

# Those who cite live on floors above: only the relation is followed, never their code.
CITED_BY = {
    "reports__incident__is_public": True, "alliances__state": State.PUBLISHED, "leaderships__state": State.PUBLISHED,
    "presences__state": State.PUBLISHED, "group_names__group__state": State.PUBLISHED,
}


def cited_in_public() -> QuerySet[Source]:
    """The items that something published cites: asked of each item by itself, as one outlet's are few among many."""
    itself = Source.objects.filter(pk=OuterRef("pk")).order_by()
    cited = (Exists(itself.filter(**{field: value})) for field, value in CITED_BY.items())
    return Source.objects.filter(Q(*cited, _connector=Q.OR))


def outlets_known_to(user: User | AnonymousUser) -> QuerySet[Outlet]:
    """All outlets for editors; for others those that something published cites, and those that were graded.

    One that only unpublished reports cite would tell what the desk is working on.
    """
    if user.has_perm("sources.edit"):
        return Outlet.objects.all()
    return Outlet.objects.filter(Q(pk__in=cited_in_public().values("outlet")) | ~Q(reliability=Reliability.F))


def called(outlets: QuerySet[Outlet], text: str) -> QuerySet[Outlet]:
    """By part of the name or another name. These live in a JSON list of a few hundred outlets, so Python compares."""
    text = text.casefold()
    named = outlets.values_list("pk", "name", "other_names")
    return outlets.filter(
        pk__in=[pk for pk, own, others in named if any(text in each.casefold() for each in (own, *others))]
    )


def owned_like(outlet: Outlet) -> list[Outlet]:
    """The other outlets of one owner or wire: whatever the case and the spaces of its name."""
    owner = owner_key(outlet.owner_group)
    if not owner:
        return []
    return [each for each in Outlet.objects.exclude(pk=outlet.pk) if owner_key(each.owner_group) == owner]


def owner_key(name: str) -> str:
    """An owner or wire as compared: whatever the case and the spaces of its name."""
    return " ".join(name.split()).casefold()
