"""How much a report weighs: the project's defaults, here and nowhere else, in whole hundredths so that sums are exact.

Grades are those of the Admiralty scale (NATO AJP-2.1).
"""

RELIABILITY = {"A": 10, "B": 8, "C": 6, "D": 3, "E": 1, "F": 4}
CREDIBILITY = {1: 10, 2: 8, 3: 6, 4: 3, 5: 1, 6: 4}


def weight(reliability: str, credibility: int) -> int:
    """Of a report from 1 to 100, by its outlet's reliability ("A" to "F") and its own credibility (1 to 6)."""
    return RELIABILITY[reliability] * CREDIBILITY[credibility]
