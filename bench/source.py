"""Where the incidents come from: a database filled by `make_synthetic`, or facts straight to columns."""

import time

import pyarrow as pa
from django.conf import settings
from django.core.management import call_command

from bench import orm
from bench.synthetic import Maker, world
from explore.models import Change, Noun, Publication
from explore.snapshot import publishing
from explore.snapshot.audience import Audience, folder_of
from explore.snapshot.building import build
from explore.snapshot.opening import Snapshot
from explore.snapshot.texts import Pieces
from incidents.models import Incident

LARGEST_DATABASE = 1_000_000
SEED = 1
DISTRICTS = {"geoboundaries_AFG_ADM2.topojson": "geoBoundaries", "codab_PAK_ADM2.topojson": "COD-AB"}
Figures = dict[str, float]


def filled(size: int) -> tuple[Snapshot, Figures]:
    """Fill this process's database, publish it, and say how long each took, in seconds."""
    call_command("migrate", verbosity=0)
    call_command("load_gazetteer", commit=True, verbosity=0)
    for file, source in DISTRICTS.items():
        if (path := settings.BASE_DIR.parent / "shared" / "data" / file).is_file():
            call_command("load_gazetteer", boundaries=path, level="district", source=source,
                         licence="for measuring alone", commit=True, verbosity=0)  # fmt: skip
    began = time.perf_counter()
    call_command("make_synthetic", incidents=size, seed=SEED, verbosity=0)
    written = time.perf_counter()
    orm.index()
    publishing.refresh()
    rebuilt = [_rebuilt() for _ in range(3)]
    return current(), {"make_synthetic_s": round(written - began, 1), "rebuild_s": round(min(rebuilt), 2)}


def _rebuilt() -> float:
    """A full rebuild of both audiences' snapshots, from the database to their being current."""
    Change.objects.create(noun=Noun.EVERYTHING, key=0)
    began = time.perf_counter()
    assert publishing.refresh()
    return time.perf_counter() - began


def changed() -> str:
    """Change an incident as an editor would; answers the version that is current until this is published."""
    version = current().version
    incident = Incident.objects.published().order_by("?")[0]
    incident.title = f"{incident.title[:150]} ({time.monotonic_ns()})"
    incident.save(update_fields=["title"])
    return version


def current() -> Snapshot:
    return Snapshot.open(folder_of(Audience.PUBLIC) / publishing.current_versions()[Audience.PUBLIC])


def straight(size: int) -> tuple[Snapshot, Figures]:
    """Facts of chance built to a snapshot, which is made current without any incident in the database."""
    call_command("migrate", verbosity=0)
    facts, lookups, root = Maker(size, SEED).facts(), world(SEED), folder_of(Audience.PUBLIC)
    root.mkdir(parents=True)
    began = time.perf_counter()
    name = build(facts, Pieces.of([pa.table(facts.texts)]), lookups, root, base=None, gone=())
    seconds = time.perf_counter() - began
    Change.objects.all().delete()
    Publication.objects.update_or_create(pk=1, defaults={"public_version": name, "desk_version": ""})
    return Snapshot.open(root / name), {"build_s": round(seconds, 2)}
