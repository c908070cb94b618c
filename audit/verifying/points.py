"""A noted point of the chain, such as a head that somebody wrote down elsewhere."""

import re
from dataclasses import dataclass
from typing import Self

POINT = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


@dataclass(frozen=True)
class Point:
    """The link `seq`, whose hash was `digest`. Written SEQ:HASH."""

    seq: int
    digest: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValueError with a sentence."""
        found = POINT.fullmatch(text.strip().lower())
        if found is None:
            raise ValueError(f"“{text}” is no point of a chain: write SEQ:HASH, as an earlier run ended.")
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        return f"{self.seq}:{self.digest}"
