"""Files of lists as tests need them: plain rows with what is odd typed over them, and the command run on them."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from groups.lists import ucdp
from groups.models import ListedActor

REAL = settings.BASE_DIR.parent / "shared" / "data" / "ucdp_actors_afpk.csv"
FLAGS = ("NameChange", "Splinter", "SplitTemp", "Alliance", "JoinGroup")


def the_real_list() -> Path:
    if not REAL.exists():
        pytest.skip(f"{REAL.name} is not here: the development data lies beside the repository, in shared/data")
    return REAL


def actor(number: int, name: str, **odd: Any) -> dict[str, str]:
    """A row of the UCDP Actor Dataset."""
    plain = {**dict.fromkeys(ucdp.NEEDED, ""), **dict.fromkeys(FLAGS, "0"), "Org": "1", "Version": "22.1"}
    return {**plain, "ActorId": str(number), "NameData": name, "NameOrig": name, **odd}


def ucdp_file(folder: Path, *rows: dict[str, str]) -> Path:
    return written(folder / "actors.csv", list(ucdp.NEEDED), [list(row.values()) for row in rows])


def written(path: Path, header: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def load(file: Path, *, commit: bool = True, **options: Any) -> str:
    out = StringIO()
    call_command("load_actors", str(file), commit=commit, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def listed(name: str) -> ListedActor:
    return ListedActor.objects.get(name=name)
