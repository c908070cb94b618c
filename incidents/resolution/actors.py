"""Who: every group named, how it came to be named on the whole, and whose name leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from incidents.resolution.values import Value
from incidents.resolution.voices import Origin, Said

CLAIMED, CREDITED, SUSPECTED, DENIED, DISPUTED = "claimed", "credited", "suspected", "denied", "disputed"
ASSERTED = frozenset({CLAIMED, CREDITED, SUSPECTED})
ACTING = frozenset({"perpetrator", "conducted_by"})
AUTHORITY = "authority"
CONFIDENCE = {"low": 0, "moderate": 1, "high": 2}
BOTH, CLAIM, BY_AUTHORITY, BY_OTHERS, SUSPICION, NAMED = 5, 4, 3, 2, 1, 0
STANDING = {
    BOTH: "claimed by the group and credited to it by others", CLAIM: "claimed by the group",
    BY_AUTHORITY: "credited by an authority", BY_OTHERS: "credited by media or an author",
    SUSPICION: "suspected", NAMED: "named",
}  # fmt: skip


@dataclass(frozen=True)
class Actor:
    """A group's part in an incident as all its statements together have it."""

    group: int
    role: str
    status: str
    by: str
    confidence: str
    standing: int
    leads: bool = False


def resolve_actors(origins: Sequence[Origin]) -> Value[tuple[Actor, ...]]:
    """All groups named, in order of part and standing; those that lead are the best founded of who acted."""
    said = frozenset(each for origin in origins for each in origin.actors)
    parts = sorted({(each.group, each.role) for each in said})
    rivals = _rival_claimants(said)
    found = [_actor([each for each in said if (each.group, each.role) == part], part[0] in rivals) for part in parts]
    best = max((actor.standing for actor in found if _may_lead(actor)), default=None)
    actors = [Actor(**{**vars(actor), "leads": _may_lead(actor) and actor.standing == best}) for actor in found]
    ordered = tuple(sorted(actors, key=lambda actor: (actor.role, not actor.leads, -actor.standing, actor.group)))
    speaking = sum(any(each.role in ACTING for each in origin.actors) for origin in origins)
    is_disputed = any(actor.status == DISPUTED for actor in ordered)
    return Value(ordered, _reason(ordered, best, bool(rivals)), speaking, is_disputed)


def _actor(said: list[Said], is_rival: bool) -> Actor:
    strongest = max(said, key=lambda each: (_standing(each), CONFIDENCE[each.confidence], each.by, each.status))
    statuses = {each.status for each in said}
    standing = BOTH if {CLAIMED, CREDITED} <= statuses else _standing(strongest)
    is_denied = DENIED in statuses and bool(statuses & ASSERTED)
    is_disputed = is_denied or DISPUTED in statuses or (is_rival and strongest.role in ACTING)
    status = DISPUTED if is_disputed else strongest.status
    return Actor(strongest.group, strongest.role, status, strongest.by, strongest.confidence, standing)


def _standing(said: Said) -> int:
    if said.status == CLAIMED:
        return CLAIM
    if said.status == CREDITED:
        return BY_AUTHORITY if said.by == AUTHORITY else BY_OTHERS
    return SUSPICION if said.status == SUSPECTED else NAMED


def _rival_claimants(said: Iterable[Said]) -> frozenset[int]:
    """Groups that claim the deed beside another that is neither above nor below them."""
    claims = [each for each in said if each.status == CLAIMED and each.role in ACTING]
    return frozenset(
        one.group for one in claims for other in claims
        if one.group != other.group and one.group not in other.above and other.group not in one.above
    )


def _may_lead(actor: Actor) -> bool:
    return actor.role in ACTING and actor.status != DENIED


def _reason(actors: Sequence[Actor], best: int | None, has_rivals: bool) -> str:
    if not actors:
        return "No source names a group."
    if best is None:
        return "Everybody named is listed; no group is said to have acted."
    how = f"Everybody named is listed; the best founded leads: {STANDING[best]}."
    if has_rivals:
        return f"{how} Disputed, as more than one group claims it."
    is_denied = any(actor.status == DISPUTED for actor in actors)
    return f"{how} Disputed, as a source denies or contests it." if is_denied else how
