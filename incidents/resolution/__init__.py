"""From reports to an incident's headline values, each with its reason: pure, so that a page can show how it came about.

Rules: docs/method.md, "Resolving headline values"; one module a noun.
"""

from incidents.resolution.actors import Actor
from incidents.resolution.counts import UNREPORTED, total, whole
from incidents.resolution.headline import FACTS, Headline, View, headline
from incidents.resolution.values import Value
from incidents.resolution.voices import Origin, Said, Voice, Whereabouts, origins
from incidents.resolution.weights import weight

__all__ = [
    "Actor", "FACTS", "Headline", "Origin", "Said", "UNREPORTED", "Value", "View", "Voice", "Whereabouts", "headline",
    "origins", "total", "weight", "whole",
]
