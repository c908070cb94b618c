"""Whether two accounts may be of one event: a score, a band in words, and reasons for and against. Pure.

It suggests; a person decides. What each piece of evidence is worth stands in `weights`.
"""

from incidents.matching.judging import match, may_yet_match
from incidents.matching.reaching import Reach, meets, reach
from incidents.matching.values import Actor, Citation, Match, Reason, Sketch, Unit, Where
from incidents.matching.weights import Band

__all__ = [
    "Actor", "Band", "Citation", "Match", "Reach", "Reason", "Sketch", "Unit", "Where", "match",
    "may_yet_match", "meets", "reach",
]
