"""Who the actors of a dataset are: groups that bear their id or name, or proposals that a person decides."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from groups.lists.comparing import propose
from groups.lists.rows import ListedName, ListRow, tidy
from groups.matching import NameIndex, Said, candidates, sole_exact
from groups.models import GroupKind, ListedActor
from groups.name_index import known_names
from incidents.in_bulk import Part
from intake import events
from intake.models import Actor, Dataset, Known, Naming
from sources.withholding.asking import withheld_in

LONGEST = 200
GOVERNMENT = "Government of "


class Actors:
    """All actors of a dataset as they are known, and new ones as they come."""

    def __init__(self, dataset: Dataset, scheme: str) -> None:
        self._dataset, self._scheme = dataset, scheme
        actors = Actor.objects.filter(dataset=dataset).select_related("group")
        self._known: dict[str, Actor | None] = {actor.key: actor for actor in actors}
        self._index: NameIndex | None = None

    def meet(self, found: Iterable[Sequence[events.Actor]]) -> None:
        """Know all actors of some rows."""
        for key, actor in {_key(actor): actor for actors in found for actor in actors}.items():
            if key not in self._known:
                self._known[key] = self._add(key, actor)

    def of(self, actor: events.Actor) -> Actor | None:
        """None where its name is withheld: nothing is kept of it."""
        return self._known[_key(actor)]

    def parts(self, actors: Iterable[events.Actor]) -> list[Part]:
        """What is known of some actors' groups, as parts of an account."""
        told = ((actor, self.of(actor)) for actor in actors)
        return [
            Part(known.group.canonical_id, actor.role, actor.status)
            for actor, known in told if known and known.group
        ]  # fmt: skip

    def _add(self, key: str, actor: events.Actor) -> Actor | None:
        name = tidy(actor.name)[:LONGEST] or key
        if withheld_in({"name": name}):
            return None
        index = self._names()
        found = sole_exact(candidates(index, [Said(name)], {self._scheme: key} if self._scheme else {}))
        if found is None:
            return Actor.objects.create(dataset=self._dataset, key=key, name=name, listed=self._listed(key, name))
        known = Known.ID if (self._scheme, key) in index.by_id else Known.NAME
        return Actor.objects.create(dataset=self._dataset, key=key, name=name, group_id=found.group, known=known)

    def _names(self) -> NameIndex:
        """The names of all groups, read once an import: a group that is entered meanwhile is decided on by a person."""
        if self._index is None:
            self._index = known_names()
        return self._index

    def _listed(self, key: str, name: str) -> ListedActor:
        """A proposal, for a person to decide."""
        listed = f"{self._dataset.title}: actors"[:160]
        kind = GroupKind.STATE_FORCE if name.startswith(GOVERNMENT) else GroupKind.ARMED_GROUP
        ids = {self._scheme: key} if self._scheme and key != name else {}
        row = ListRow(line=0, external_id=key, name=name, named=name, kind=kind, names=(ListedName(name),), ids=ids)
        found, _ = ListedActor.objects.get_or_create(
            dataset=listed, external_id=key, defaults={"name": name, "said": row.as_json()}
        )
        if not found.is_decided and propose(found, self._names()):
            ListedActor.objects.filter(pk=found.pk).update(candidates=found.candidates, finding=found.finding)
        return found


def recount(dataset: Dataset) -> None:
    """How many rows name each actor of a dataset, for those who decide whom to look at first."""
    named = Naming.objects.filter(actor=OuterRef("pk")).order_by().values("actor")
    rows = Subquery(named.annotate(rows=Count("entry", distinct=True)).values("rows"))
    Actor.objects.filter(dataset=dataset).update(seen=Coalesce(rows, 0))
    seen = Subquery(Actor.objects.filter(listed=OuterRef("pk")).values("seen"))
    ListedActor.objects.filter(intake_actor__dataset=dataset).update(seen=seen)


def _key(actor: events.Actor) -> str:
    return actor.number or tidy(actor.name)[:LONGEST]
