"""How to cite an incident: one text, BibTeX and RIS, all naming the version and the address where it stays readable."""

from dataclasses import dataclass
from datetime import date, datetime

SITE = "Khorasan Watch"
TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


@dataclass(frozen=True)
class Citation:
    """A version of a record: `changed` is when it came to be, `address` where it can be read for good."""

    key: str
    title: str
    version: int
    changed: datetime
    published: date | None
    accessed: date
    address: str

    @property
    def text(self) -> str:
        """Chicago style, as for a page of a database."""
        published = f"Published {_day(self.published)}. " if self.published else ""
        return (
            f"{SITE}. “{_one_line(self.title)}.” Incident {self.key}, {self.named_version}. {published}"
            f"Accessed {_day(self.accessed)}. {self.address}"
        )

    @property
    def named_version(self) -> str:
        return f"version {self.version} of {_day(self.changed)}"

    @property
    def bibtex(self) -> str:
        lines = {
            "title": f"{{{_one_line(self.title).translate(TEX)}}}", "author": f"{{{SITE}}}",
            "year": str((self.published or self.changed).year), "number": self.key,
            "version": self.named_version, "url": self.address, "urldate": self.accessed.isoformat(),
        }  # fmt: skip
        body = "".join(f"  {name} = {{{value}}},\n" for name, value in lines.items())
        return f"@misc{{{self.key},\n{body}}}\n"

    @property
    def ris(self) -> str:
        """RIS ends lines with CR LF; the tags are those of a page on the web."""
        year = (self.published or self.changed).year
        lines = [
            ("TY", "ELEC"), ("AU", SITE), ("TI", _one_line(self.title)), ("PY", str(year)), ("PB", SITE),
            ("M1", self.key), ("ET", self.named_version), ("UR", self.address),
            ("Y2", f"{self.accessed:%Y/%m/%d}"), ("ER", ""),
        ]  # fmt: skip
        return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(day: date | datetime) -> str:
    return f"{day.day} {day:%B %Y}"
