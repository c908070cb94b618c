"""JSON read piece by piece: each value is made as soon as it is whole, however long the file."""

import codecs
import json
from typing import IO, Any

from intake.tables.table import NULS, Refused

CHUNK = 1 << 20
MOST_VALUE = 16_000_000  # characters of one feature
SPACE = " \t\n\r"
CUT = "It may be cut short; fetch it again."


class Number(str):
    """A number as it is written: nothing is rounded, and a long one costs nothing."""


class NoNumber(str):
    """NaN and its kin, which JSON does not have and some programs write."""


class Doubled(dict[str, Any]):
    """An object that names something twice, so that programs differ on what it says."""


class JsonStream:
    """The signs and values of a JSON text in their order. Every method raises Refused where the text ends or errs."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._decode = file, codecs.getincrementaldecoder("utf-8-sig")().decode
        self._text, self._at = "", 0

    def sign(self) -> str:
        """The next sign that is no space, which stays to be read; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, expected: str) -> bool:
        """Read the next sign if it is the one."""
        is_so = self.sign() == expected
        self._at += is_so
        return is_so

    def demand(self, expected: str) -> None:
        if not self.take(expected):
            raise Refused(f"The JSON is not sound: “{expected}” is missing. {CUT}")

    def value(self) -> Any:
        """The next value; one that stands at the end of what is read so far may go on."""
        self.sign()
        while True:
            try:
                found, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as trouble:
                if not self._more():
                    raise Refused(f"The JSON is not sound: {trouble.msg}. {CUT}") from None
                continue
            if end < len(self._text) or not self._more():
                self._at = end
                return found

    def _more(self) -> bool:
        """Whether there was more of the file; where there was none, nothing has moved."""
        held = len(self._text) - self._at
        if held > MOST_VALUE:
            raise Refused(f"A value is longer than {MOST_VALUE:,} characters, or the JSON is not sound. Export points.")
        chunk = self._file.read(max(CHUNK, held))  # a long value is looked at a few times, not once for each part
        if b"\x00" in chunk:
            raise Refused(NULS)
        try:
            told = self._decode(chunk, not chunk)
        except UnicodeDecodeError:
            raise Refused("The file is JSON, but not in UTF-8. Save it as UTF-8.") from None
        if not chunk:
            return False
        self._text, self._at = self._text[self._at :] + told, 0
        return True


def as_json(value: Any) -> str:
    """A value as JSON, its numbers as they were written."""
    if isinstance(value, list):
        return f"[{', '.join(map(as_json, value))}]"
    if isinstance(value, dict):
        told = (f"{json.dumps(name, ensure_ascii=False)}: {as_json(part)}" for name, part in value.items())
        return f"{{{', '.join(told)}}}"
    return value if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


def _whole(told: str) -> Number:
    return Number(told.removesuffix(".0"))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Doubled(found)


DECODER = json.JSONDecoder(parse_int=Number, parse_float=_whole, parse_constant=NoNumber, object_pairs_hook=_object)
