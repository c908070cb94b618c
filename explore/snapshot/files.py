"""Files of a snapshot: arrays and texts in a folder, each with its size and checksum, mapped into memory to read."""

import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

META = "meta.json"
BIG_BYTES = 1 << 18
END = b', "sum": '  # of meta.json; what follows is the checksum of all before it
MOST_REMEMBERED = 20_000
_sound: set[tuple[int, int, int, int]] = set()  # files whose checksum this process has seen to be right


class Unsound(Exception):
    """A snapshot that is missing, half-built, of another make or damaged: never opened."""


def save(folder: Path, name: str, array: NDArray[Any]) -> None:
    np.save(folder / f"{name}.npy", np.ascontiguousarray(array))


def load(folder: Path, name: str) -> NDArray[Any]:
    """An array to read only: a big one is mapped, so that all workers share one copy of it.

    A mapping keeps its file open, of which a process may have about a thousand: so small ones are read.
    """
    file = folder / f"{name}.npy"
    if file.stat().st_size > BIG_BYTES:
        return np.asarray(np.load(file, mmap_mode="r", allow_pickle=False))
    found: NDArray[Any] = np.load(file, allow_pickle=False)
    found.flags.writeable = False
    return found


@dataclass(frozen=True)
class Texts:
    """Many texts as one run of UTF-8 bytes and where each begins."""

    starts: NDArray[np.int64]
    run: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, place: int) -> str:
        return self.run[self.starts[place] : self.starts[place + 1]].tobytes().decode()

    def as_array(self) -> NDArray[np.bytes_]:
        """All texts as one array of bytes, for short ones alone."""
        sizes = np.diff(self.starts)
        found = np.zeros((len(self), max(int(sizes.max(initial=0)), 1)), np.uint8)
        owner = np.repeat(np.arange(len(self)), sizes)
        found[owner, np.arange(len(owner)) - self.starts[owner]] = self.run
        return found.view(f"S{found.shape[1]}").ravel()

    @classmethod
    def of(cls, texts: list[str]) -> "Texts":
        encoded = [text.encode() for text in texts]
        starts = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
        return cls(starts, np.frombuffer(b"".join(encoded), dtype=np.uint8))

    def save(self, folder: Path, name: str) -> None:
        save(folder, f"{name}-starts", self.starts)
        save(folder, f"{name}-run", self.run)

    @classmethod
    def load(cls, folder: Path, name: str) -> "Texts":
        return cls(load(folder, f"{name}-starts"), load(folder, f"{name}-run"))


def seal(folder: Path, meta: dict[str, Any]) -> None:
    """Write `meta.json`, last: it names every file of the folder with its size and checksum, and ends with its own."""
    sums = {file.relative_to(folder).as_posix(): [file.stat().st_size, _sum(file)] for file in _files(folder)}
    draft = folder / f"{META}.new"
    body = json.dumps({**meta, "files": sums}, ensure_ascii=False).encode().removesuffix(b"}")
    draft.write_bytes(body + END + _tail(body))
    draft.rename(folder / META)


def checked_meta(folder: Path) -> dict[str, Any]:
    """The meta data of a folder all of whose files are there and undamaged. Raises Unsound."""
    try:
        meta = _read((folder / META).read_bytes())
        for name, (size, expected) in meta["files"].items():
            _check(folder / name, size, expected)
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        raise Unsound(f"{folder.name}: {trouble}") from trouble
    return meta


def _read(content: bytes) -> dict[str, Any]:
    body, _, tail = content.rpartition(END)
    if tail != _tail(body):
        raise ValueError(f"{META} is damaged")
    found: dict[str, Any] = json.loads(body + b"}")
    return found


def _tail(body: bytes) -> bytes:
    return b"%d}" % zlib.crc32(body)


def _check(file: Path, size: int, expected: int) -> None:
    """A file shared with an older snapshot (a hard link) was checked with that one."""
    found = file.stat()
    identity = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
    if found.st_size != size:
        raise Unsound(f"{file.name} has {found.st_size} bytes instead of {size}")
    if identity not in _sound:
        if _sum(file) != expected:
            raise Unsound(f"{file.name} is damaged")
        if len(_sound) >= MOST_REMEMBERED:  # mostly of snapshots long gone
            _sound.clear()
        _sound.add(identity)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and not file.name.startswith(META))


def _sum(file: Path) -> int:
    """CRC-32 of a file, a piece at a time."""
    found = 0
    with file.open("rb") as opened:
        while piece := opened.read(1 << 22):
            found = zlib.crc32(piece, found)
    return found


def link(source: Path, target: Path) -> None:
    """The files of a folder under another name; copied where the disk knows no second names."""
    target.mkdir(parents=True)
    for file in _files(source):
        try:
            os.link(file, target / file.name)
        except OSError:
            (target / file.name).write_bytes(file.read_bytes())
