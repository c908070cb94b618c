"""How likely two sketches are of one event, all evidence together."""

from collections.abc import Iterator

from incidents.matching import weights
from incidents.matching.citing import compare_citations
from incidents.matching.deeds import compare_actors, compare_kinds, compare_targets
from incidents.matching.figures import compare_figures
from incidents.matching.reaching import meets
from incidents.matching.times import compare_times
from incidents.matching.values import Match, Reason, Sketch
from incidents.matching.weights import Band, band_of, likelihood
from incidents.matching.whereabouts import compare_places


def match(one: Sketch, other: Sketch) -> Match:
    """The same whichever of the two comes first."""
    reasons = list(_reasons(one, other))
    score = likelihood(sum(reason.points for reason in reasons))
    return Match(score, band_of(score), tuple(sorted(reasons, key=lambda reason: -abs(reason.points))))


def may_yet_match(one: Sketch, outline: Sketch) -> bool:
    """Whether it could be suggested if all that the outline is still silent on agreed, but for a common source."""
    if not meets(one, outline):
        return False
    unseen = [weights.LARGE_FIGURE * weights.OUTCOMES[each] for each in one.counts.keys() - outline.counts.keys()]
    unseen += [weights.SAME_GROUP] * bool(one.actors and not outline.actors)
    unseen += [weights.SAME_COMMUNITY] * bool(one.targets and not outline.targets)
    unseen += [weights.SAME_OWNER] * bool(one.citations and not outline.citations)
    seen = sum(reason.points for reason in _reasons(one, outline))
    return band_of(likelihood(seen + sum(unseen))) is not Band.UNLIKELY


def _reasons(one: Sketch, other: Sketch) -> Iterator[Reason]:
    yield compare_times(one, other)
    yield compare_places(one, other)
    yield from compare_kinds(one, other)
    yield from compare_actors(one, other)
    yield from compare_targets(one, other)
    yield from compare_figures(one, other)
    yield from compare_citations(one, other)
