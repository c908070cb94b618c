"""One run of `bench.intake`: a file of chance is taken in, and a part of the same rows the way of `bulk_create`."""

import csv
import os
import random
import resource
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khorasan_watch.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from simple_history.utils import bulk_create_with_history  # noqa: E402

from accounts.models import Role, User  # noqa: E402
from audit.changing import changing  # noqa: E402
from groups.models import Group, GroupKind  # noqa: E402
from incidents.actions.numbering import next_public_ids  # noqa: E402
from incidents.in_bulk import Account  # noqa: E402
from incidents.in_bulk.headlines import Heard  # noqa: E402
from incidents.models import Attribution, Casualty, Incident, Report  # noqa: E402
from intake.actions import bring, source_of  # noqa: E402
from intake.crosswalks.known import CROSSWALKS  # noqa: E402
from intake.importing.chunks import Intake  # noqa: E402
from intake.importing.opening import open_for  # noqa: E402
from intake.importing.places import Places  # noqa: E402
from intake.importing.rows import read  # noqa: E402
from intake.importing.working import CHUNK, work  # noqa: E402
from intake.models import Entry, Import  # noqa: E402
from places.models import Place, PlaceKind  # noqa: E402
from sources.dates import bounds  # noqa: E402

SEED, SPOTS, ACTORS, SHARE = 7, 3_000, 120, 5
MOST_CREATED = 10_000
FORMAT, EDITOR = "ucdp-ged", "bench"


def make(size: int, file: Path) -> None:
    """The world that rows are of, and the file."""
    call_command("migrate", verbosity=0)
    call_command("load_gazetteer", commit=True, verbosity=0)
    User.objects.create(username=EDITOR, role=Role.EDITOR)
    with changing(by=None):
        for number in range(ACTORS):
            Group.objects.create(name=f"Side {number:03}", slug=f"side-{number:03}", kind=GroupKind.ARMED_GROUP)
    write_rows(file, size)


def take(size: int, file: Path) -> None:
    seconds = taken(file, User.objects.get(username=EDITOR))
    told = f"{size / seconds:,.0f} rows/s ({size:,} rows, {seconds:.1f} s), most memory {memory():,.0f} MB"
    print(f"taken in: {told}", flush=True)


def create(size: int, file: Path) -> None:
    part = min(max(size // SHARE, 1), MOST_CREATED)
    seconds = created(file, part, User.objects.get(username=EDITOR))
    print(f"bulk_create: {part / seconds:,.0f} rows/s ({part:,} rows, {seconds:.1f} s)", flush=True)


def write_rows(file: Path, size: int) -> None:
    """Events of chance: a heavy tail of deaths, few actors of most, three thousand spots."""
    chance = random.Random(SEED)  # noqa: S311 – the same rows each time
    settlements = Place.objects.filter(kind=PlaceKind.SETTLEMENT, lat__isnull=False, province__isnull=False)
    spots = list(settlements.select_related("province", "district").order_by("pk")[:SPOTS])
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, list(row(1, spots[0], chance)))
        writer.writeheader()
        writer.writerows(row(number, chance.choice(spots), chance) for number in range(1, size + 1))


def row(number: int, spot: Place, chance: random.Random) -> dict[str, Any]:
    day = f"{chance.randint(1990, 2021)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    sides = [int(ACTORS * chance.random() ** 3) for _ in range(2)]
    deaths = [int(chance.paretovariate(1.2)) - 1 for _ in range(4)]
    best = sum(deaths)
    return {
        "id": number, "date_start": day, "date_end": day, "date_prec": 1, "type_of_violence": chance.randint(1, 3),
        "side_a": f"Side {sides[0]:03}", "side_a_new_id": sides[0], "side_b": f"Side {sides[1]:03}",
        "side_b_new_id": sides[1], "where_prec": 1, "where_coordinates": spot.name,
        "adm_1": spot.province.name if spot.province else "", "adm_2": spot.district.name if spot.district else "",
        "country": "Pakistan" if spot.country == "PK" else "Afghanistan", "latitude": spot.lat, "longitude": spot.lon,
        **dict(zip(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), deaths, strict=True)),
        "low": best // 2, "best": best, "high": best * 2, "number_of_sources": 1,
    }  # fmt: skip


def taken(file: Path, editor: User) -> float:
    """Seconds from the queue to the end, all stages and commits among them."""
    bring(file, name="rows.csv", format=FORMAT, by=editor, at=timezone.now(), release="22.1")
    began = time.perf_counter()
    while work(seconds=3600):
        pass
    return time.perf_counter() - began


def created(file: Path, size: int, editor: User) -> float:
    """Seconds for the same rows as objects, by `bulk_create` and simple-history's own bulk, links as ever."""
    importing = Import.objects.latest("pk")
    source = source_of(importing.dataset, "bulk_create", "2022", at=timezone.now())
    crosswalk = CROSSWALKS[FORMAT]
    began = time.perf_counter()
    taking = Intake.of(importing, crosswalk, Places("bench"))
    lines = islice(open_for(crosswalk, file).lines, size)
    while some := list(islice(lines, CHUNK)):
        rows = read(some, crosswalk).rows
        with changing(by=editor, reason="bulk_create"):
            accounts = [taking._account(row.event, at) for row, at in zip(rows, taking._met(rows), strict=True)]
            reports = as_objects(accounts, source, editor)
            Entry.objects.bulk_create([
                Entry(dataset=importing.dataset, external_id=f"again {row.event.external_id}", digest=row.digest,
                      report=report, made_by=importing, seen_by=importing, row=row.number)
                for row, report in zip(rows, reports, strict=True)
            ])  # fmt: skip
    return time.perf_counter() - began


def as_objects(accounts: list[Account], source: Any, editor: User) -> list[Report]:
    """The rows of some accounts, each table by one `bulk_create` with history."""
    heard = Heard(source)
    headlines = [heard.headline(account) for account in accounts]
    years = [(bounds(account.when).earliest or timezone.now().date()).year for account in accounts]
    incidents = kept(Incident, [
        Incident(public_id=number, title=account.title, kind=account.kind, when=account.when, place_id=account.place,
                 corroboration=1, unaligned=1, **counts(found))
        for number, account, found in zip(next_public_ids(years), accounts, headlines, strict=True)
    ])  # fmt: skip
    Incident.authors.through.objects.bulk_create(
        [Incident.authors.through(incident=each, user=editor) for each in incidents]
    )
    reports = kept(Report, [
        Report(source=source, incident=incident, kind=account.kind, when=account.when, place_id=account.place,
               note=account.note, entered_by=editor)
        for incident, account in zip(incidents, accounts, strict=True)
    ])  # fmt: skip
    pairs = list(zip(reports, accounts, strict=True))
    kept(Casualty, [Casualty(report=report, outcome=each.outcome, people=each.people, **vars(each.estimate))
                    for report, account in pairs for each in account.counts])  # fmt: skip
    kept(Attribution, [Attribution(report=report, group_id=part.group, role=part.role, status=part.status)
                       for report, account in pairs for part in account.parts])  # fmt: skip
    actors = kept(Attribution, [
        Attribution(incident=incident, group_id=actor.group, role=actor.role, status=actor.status)
        for incident, found in zip(incidents, headlines, strict=True) for actor in found.actors.value
    ])  # fmt: skip
    through = Attribution.citations.through
    through.objects.bulk_create([through(attribution=actor, source=source) for actor in actors])
    return reports


def counts(found: Any) -> dict[str, int | None]:
    return {f"killed_{bound}": getattr(found.killed.value, bound) for bound in ("low", "best", "high")}


def kept(model: Any, rows: list[Any]) -> list[Any]:
    made: list[Any] = bulk_create_with_history(rows, model, batch_size=1000)
    return made


def memory() -> float:
    """MB, of this process at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    {"make": make, "take": take, "create": create}[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3]) / "rows.csv")
