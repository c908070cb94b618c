"""Reads a count as a source words it: "more than 40", "at least nine", "dozens". Pure."""

import re
from typing import NamedTuple

from sources.quantities import Estimate, Hedge, estimate

OPENINGS = {
    Hedge.AT_LEAST: "at least|no fewer than|no less than|not less than|a minimum of|minimum|≥",
    Hedge.MORE_THAN: "more than|over|upwards of|in excess of|greater than|>",
    Hedge.NEARLY: "nearly|almost|close to|just under|not quite",
    Hedge.AROUND: "around|about|some|approximately|approx\\.?|roughly|an estimated|circa|c\\.|~",
    Hedge.UP_TO: "up to|as many as|at most|no more than|not more than|a maximum of|maximum|≤",
    Hedge.EXACT: "exactly|=",
}
OPENING = re.compile("|".join(f"(?P<{hedge}>(?:{words}))" for hedge, words in OPENINGS.items()), re.IGNORECASE)
OR_MORE = re.compile(r"\s*(?:\+|or more|and more|or above)$", re.IGNORECASE)
DIGITS = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+")
ONE_TO_TWENTY = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
DOZENS = {"a dozen": 12, "two dozen": 24, "three dozen": 36}
IN_WORDS = {"no": 0, "none": 0, "zero": 0} | DOZENS | {word: number for number, word in enumerate(ONE_TO_TWENTY, 1)}
VAGUE = re.compile(
    r"(?:a number of|a few|few|several|many|multiple|numerous|scores|dozens|hundreds|thousands|some|various)\b.*",
    re.IGNORECASE,
)


RANGE = re.compile(r"(?:between (?=\d+ and )|(?!\d+ and ))(\d+) ?(?:-|–|to|and) ?(\d+)(?:, best (\d+))?", re.IGNORECASE)


class Said(NamedTuple):
    """A number with its hedge; without a number (`Hedge.VAGUE`) the source's words; of a range, all it says."""

    number: int | None
    hedge: Hedge
    words: str = ""
    range: Estimate | None = None

    @property
    def estimate(self) -> Estimate:
        """What it stands for, by the rules of docs/method.md."""
        return self.range or estimate(self.number or 0, self.hedge)


def read_count(text: str) -> Said | None:
    """What the text says; None when it is no count. A plain number is exact."""
    text = " ".join(text.split())
    if found := RANGE.fullmatch(text):
        return _range(text, *(int(part[:9]) if part else None for part in found.groups()))
    opening = OPENING.match(text)
    hedge = Hedge(opening.lastgroup) if opening and opening.lastgroup else Hedge.EXACT
    rest = text[opening.end() :].strip() if opening else text
    is_open = OR_MORE.search(rest)
    number = _number(rest[: is_open.start()] if is_open else rest)
    if number is None:
        return Said(None, Hedge.VAGUE, text) if VAGUE.fullmatch(text) else None
    return Said(number, Hedge.AT_LEAST if is_open and hedge == Hedge.EXACT else hedge)


def as_typed(said: Estimate, hedge: Hedge, words: str) -> str:
    """A count as somebody types it; `read_count` reads the same of it where words can say it at all."""
    if said.low is None:
        return words
    if estimate(said.low, Hedge.EXACT) == said:
        return str(said.low)
    for number in filter(None, {said.low, said.low - 1, said.best, said.high}):
        if hedge != Hedge.EXACT and estimate(number, hedge) == said:
            return f"{hedge.label} {number}"
    if said.high is None:
        return f"{Hedge.AT_LEAST.label} {said.low}"
    return f"{said.low}–{said.high}" + (f", best {said.best}" if said.best is not None else "")


def _range(text: str, low: int | None, high: int | None, best: int | None) -> Said | None:
    parts = [low, high] if best is None else [low, best, high]
    if sorted(filter(None, parts)) != list(filter(None, parts)) or low is None or high is None:
        return None
    return Said(low, Hedge.EXACT, text, Estimate(low, best, high))


def _number(text: str) -> int | None:
    if DIGITS.fullmatch(text):
        return int(re.sub(r"\D", "", text)[:12])
    return IN_WORDS.get(text.casefold())
