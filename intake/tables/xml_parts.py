"""XML of workbooks as a stream of elements; a document type, and with it every entity, is refused."""

from collections.abc import Iterator, Mapping
from typing import IO, NamedTuple
from xml.parsers import expat

from intake.tables.table import Refused

CHUNK = 1 << 16
MOST_BEFORE_ROOT = 1 << 16  # bytes
NO_MEMORY = 1  # expat's number for it
ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1")
DOCTYPE = "The workbook declares a document type (DTD) of its own, which no sound one does. It is not opened."
UNSOUND = "A part of the workbook is not sound XML. Open the workbook and save it anew."


class Element(NamedTuple):
    """Where an element begins: names without prefixes."""

    inside: str
    name: str
    attributes: Mapping[str, str]


def new_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    return parser


def parse(parser: expat.XMLParserType, chunk: bytes) -> None:
    """The next bytes, or the end where there are none. Raises Refused."""
    try:
        parser.Parse(chunk, not chunk)
    except expat.ExpatError as trouble:
        if trouble.code == NO_MEMORY:
            raise MemoryError from None
        raise Refused(UNSOUND) from None


def parse_all(parser: expat.XMLParserType, part: IO[bytes]) -> None:
    while chunk := part.read(CHUNK):
        parse(parser, chunk)
    parse(parser, b"")


def check_start(part: IO[bytes]) -> None:
    """Read as far as the root: a document type could only stand before it. Raises Refused."""
    parser, roots = new_parser(), list[str]()
    parser.StartElementHandler = lambda name, attributes: roots.append(name)
    for _ in range(MOST_BEFORE_ROOT // 4096):
        chunk = part.read(4096)
        parse(parser, chunk)
        if roots or not chunk:
            return
    raise Refused(UNSOUND)


def elements(part: IO[bytes]) -> Iterator[Element]:
    """Each element as it begins. Raises Refused."""
    parser, path, found = new_parser(), [""], list[Element]()

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        found.append(Element(path[-1], local, {key.rpartition(":")[2]: told for key, told in attributes.items()}))
        path.append(local)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: path.pop()
    while chunk := part.read(CHUNK):
        parse(parser, chunk)
        yield from found
        found.clear()
    parse(parser, b"")


def _check_encoding(version: str, encoding: str | None, standalone: int) -> None:
    if encoding and encoding.lower() not in ENCODINGS:
        raise Refused(UNSOUND)


def _refuse_doctype(*declared: object) -> None:
    raise Refused(DOCTYPE)
