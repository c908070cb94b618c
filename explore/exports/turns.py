"""Long answers, a few at a time: each keeps a thread of the web for as long as its reader takes to fetch it."""

import threading
import time
from collections.abc import Iterator

MOST_AT_ONCE = 1  # of the two threads of a web process; pages need only the other
LONGEST_SECONDS = 1800.0
_turns = threading.BoundedSemaphore(MOST_AT_ONCE)


class Crowded(Exception):
    """As many long answers as may be are under way."""


class Turn(Iterator[bytes]):
    """The pieces of a long answer. The turn ends when the answer is closed, read to its end or not."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Raises Crowded when no turn is free."""
        self._is_held = _turns.acquire(blocking=False)
        if not self._is_held:
            raise Crowded
        self._pieces, self._end = pieces, time.monotonic() + LONGEST_SECONDS

    def __next__(self) -> bytes:
        if time.monotonic() > self._end:
            raise TimeoutError("A reader took too long to fetch a file.")
        return next(self._pieces)

    def close(self) -> None:
        if self._is_held:
            self._is_held = False
            _turns.release()

    __del__ = close  # an answer that was never handed over
