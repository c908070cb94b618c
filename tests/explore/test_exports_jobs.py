"""A file that takes long is asked for once, is watched, fetched for a day by who may have it, and then gone."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as site
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Role
from explore.exports import asking, jobs
from explore.exports.writing import Order
from explore.models import Change, ExportJob, ExportState, Noun, Publication
from explore.snapshot import publishing
from explore.snapshot.audience import Audience, folder_of
from explore.snapshot.current import current
from incidents.models import Incident
from tests.explore.exported import READERS, from_csv
from tests.explore.test_exports import fetched
from tests.explore.world import make_world
from tests.factories import make_published_incident, someone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESS = "/api/v1/explore/exports/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EXPORT_DIR = tmp_path / "exports"
    return settings.EXPORT_DIR


def asked(client: Client | None = None, *, status: int = 201, **body: Any) -> dict[str, Any]:
    answer = (client or Client()).post(ADDRESS, {"format": "csv", **body}, "application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def seen(job: dict[str, Any], client: Client | None = None) -> dict[str, Any]:
    return (client or Client()).get(job["url"]).json()


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(someone(role))
    return client


@pytest.mark.parametrize("kind", READERS)
def test_a_file_asked_for_is_the_file_handed_out_at_once(kind: str) -> None:
    make_world(20)
    job = asked(format=kind, filter="family=strategic")
    total = Client().get("/api/v1/explore/?family=strategic").json()["totals"]["incidents"]
    assert (job["state"], job["done"], job["total"], job["file"]) == ("due", 0, total, None)

    assert jobs.write_next() and not jobs.write_next()

    done = seen(job)
    assert (done["state"], done["done"], done["problem"]) == ("done", total, "")
    answer = Client().get(done["file"])
    assert READERS[kind](answer.getvalue()) == from_csv(fetched("csv", "family=strategic")) != []
    assert answer.headers["Content-Disposition"] == f'attachment; filename="khorasan-watch-{job["version"]}.{kind}"'


def test_the_same_question_is_the_same_job() -> None:
    make_published_incident()
    first = asked(filter="kind=armed_attack&family=violence")

    same = asked(filter="?family=violence&kind=armed_attack&counts=best", status=200)
    others = [asked(filter="family=violence"), asked(filter="kind=armed_attack&family=violence", format="geojson")]

    assert same["id"] == first["id"] not in [one["id"] for one in others]
    assert ExportJob.objects.count() == 3


def test_new_data_are_a_new_question() -> None:
    make_published_incident()
    first = asked()

    make_published_incident()

    assert asked()["version"] != first["version"]


def test_a_job_writes_the_version_it_was_asked_for() -> None:
    make_published_incident(title="Asked for")
    job = asked()
    make_published_incident(title="Later")
    Client().get("/api/v1/explore/")
    assert not Publication.objects.get().public_version.startswith(job["version"])

    jobs.write_next()

    rows = from_csv(Client().get(seen(job)["file"]).getvalue())
    assert [row["title"] for row in rows] == ["Asked for"]


def test_a_version_that_is_waited_for_is_not_swept_away() -> None:
    make_published_incident()
    job = asked()
    make_published_incident()
    Client().get("/api/v1/explore/")
    later = timezone.now() + publishing.GRACE

    jobs.keep_versions()
    publishing.sweep(later - timedelta(seconds=5))
    assert (folder_of(Audience.PUBLIC) / ExportJob.objects.get().folder).is_dir()

    publishing.sweep(later + timedelta(seconds=5))
    jobs.write_next()
    assert (seen(job)["state"], "older version is not kept" in seen(job)["problem"]) == ("failed", True)


def test_a_finished_file_is_for_a_day_and_lies_where_only_the_site_reads(folder: Path) -> None:
    make_published_incident()
    job = asked()
    jobs.write_next()
    file, path = seen(job)["file"], folder / f"{job['id']}.csv"
    assert (folder.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)
    assert len(file.split("/")[-2]) >= 43

    ExportJob.objects.update(expires_at=timezone.now())
    gone = Client().get(file)
    assert (gone.status_code, "Ask for it again" in gone.json()["detail"], seen(job)["file"]) == (410, True, None)

    jobs.sweep(now=timezone.now())
    assert (Client().get(file).status_code, Client().get(job["url"]).status_code) == (404, 404)
    jobs.sweep(now=timezone.now() + timedelta(hours=2))
    assert list(folder.iterdir()) == []


def test_a_file_asked_for_again_is_kept_anew_or_written_anew(folder: Path) -> None:
    make_published_incident()
    job = asked()
    jobs.write_next()
    ExportJob.objects.update(expires_at=timezone.now() + timedelta(minutes=1))

    again = asked(status=200)
    assert (again["id"], again["state"]) == (job["id"], "done")
    assert ExportJob.objects.get().expires_at > timezone.now() + DAY / 2  # type: ignore[operator]

    (folder / f"{job['id']}.csv").unlink()
    assert asked()["id"] != job["id"]


def test_the_sweep_leaves_what_is_still_wanted(folder: Path) -> None:
    make_published_incident()
    done = asked()
    jobs.write_next()
    waiting = asked(format="geojson")
    (folder / ".writing-left-by-a-killed-worker").mkdir()
    (folder / "stray.csv").touch()

    jobs.sweep(now=timezone.now() + timedelta(hours=2))

    assert [path.name for path in folder.iterdir()] == [f"{done['id']}.csv"]
    assert (seen(done)["state"], seen(waiting)["state"]) == ("done", "due")
    jobs.sweep(now=timezone.now() + DAY)
    assert not ExportJob.objects.filter(pk=waiting["id"]).exists()


def test_the_desks_file_is_for_the_desk() -> None:
    make_world(15)
    editor = signed_in(Role.EDITOR)
    ours, theirs = asked(editor), asked()
    assert ours["id"] != theirs["id"] and ours["total"] == 15 > theirs["total"]
    assert jobs.write_next() and jobs.write_next()
    file = seen(ours, editor)["file"]

    for client in (Client(), signed_in(Role.READER), signed_in(Role.ANALYST)):
        assert client.get(ours["url"]).status_code == client.get(file).status_code == 404
    assert len(from_csv(editor.get(file).getvalue())) == 15
    assert len(from_csv(Client().get(seen(theirs)["file"]).getvalue())) == theirs["total"]


def test_a_reader_asks_for_what_the_public_may_see() -> None:
    make_world(15)

    assert asked(signed_in(Role.ANALYST))["id"] == asked(status=200)["id"]
    assert ExportJob.objects.get().asked_by == someone(Role.ANALYST)


def test_visitors_cannot_crowd_out_those_who_are_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    make_published_incident()
    monkeypatch.setattr(asking, "MOST_WAITING", 2)
    asked(filter="killed_min=1")
    asked(filter="killed_min=2")

    answer = Client().post(ADDRESS, {"format": "csv", "filter": "killed_min=3"}, "application/json")

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "Ask again when some are done" in answer.json()["detail"]
    asked(filter="killed_min=2", status=200)
    asked(signed_in(Role.READER), filter="killed_min=3")


def test_one_account_cannot_take_all_either(monkeypatch: pytest.MonkeyPatch) -> None:
    make_published_incident()
    monkeypatch.setattr(asking, "MOST_WAITING_EACH", 1)
    reader = signed_in(Role.READER)
    asked(reader)

    asked(reader, format="geojson", status=429)
    asked(signed_in(Role.ANALYST), format="geojson")


def test_files_do_not_fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    make_published_incident()
    asked()
    jobs.write_next()
    monkeypatch.setattr(asking, "MOST_KEPT_BYTES", 100)

    assert "no room" in asked(format="geojson", status=503)["detail"]


BODIES: tuple[tuple[Any, set[str]], ...] = (
    ({}, {"format"}), ([], {"format"}), ("csv", {"format"}), (None, {"format"}), ({"format": "doc"}, {"format"}),
    ({"format": ["csv"]}, {"format"}),
    ({"format": "csv", "filter": 7}, {"filter"}), ({"format": "csv", "filter": "x" * 100_001}, {"filter"}),
    ({"format": "csv", "filter": "&".join(["group=x"] * 2_501)}, {"filter"}),
    ({"format": "csv", "filter": "group=nobody&from=soon"}, {"group", "from"}),
    ({"format": "csv", "filter": "page_size=1"}, {"page_size"}), ({"format": "csv", "filter": "q=%00"}, {"q"}),
    ({"format": "csv", "rows": 5}, {"rows"}),
)  # fmt: skip


@pytest.mark.parametrize(("body", "fields"), BODIES)
def test_what_cannot_be_asked_is_refused_by_field(body: Any, fields: set[str]) -> None:
    answer = Client().post(ADDRESS, json.dumps(body), "application/json")

    assert (answer.status_code, set(answer.json())) == (400, fields)
    assert not ExportJob.objects.exists()


@pytest.mark.parametrize("address", [f"{ADDRESS}1/", f"{ADDRESS}{UUID(int=1)}/", f"{ADDRESS}files/x/"])
def test_what_was_never_asked_for_is_not_there(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_progress_is_said_row_by_row_under_the_lease() -> None:
    make_published_incident()
    job = asked()
    claimed = jobs.claim(now=timezone.now())
    assert claimed and (seen(job)["state"], seen(job)["done"]) == ("running", 0)

    assert jobs._is_held(claimed, 7)

    assert seen(job)["done"] == 7
    assert jobs.claim(now=timezone.now()) is None  # one at a time


def test_a_worker_that_comes_too_late_keeps_nothing(folder: Path, tmp_path: Path) -> None:
    make_published_incident()
    job = asked()
    first = jobs.claim(now=timezone.now() - jobs.LEASE)
    second = jobs.claim(now=timezone.now())
    assert first and second and first.pk == second.pk and second.attempts == 2

    late = tmp_path / "late.csv"
    late.touch()
    assert not jobs._is_held(first, 1)
    with pytest.raises(jobs.NotWanted):
        jobs._finish(first, late, now=timezone.now())
    jobs._give_up(first, "Too late.")
    jobs._put_off(first)

    assert (seen(job)["state"], late.exists(), folder.exists()) == ("running", True, False)


def test_a_file_that_cannot_be_written_is_tried_again_and_then_given_up(
    settings: Settings, tmp_path: Path, folder: Path
) -> None:
    make_published_incident()
    job = asked()
    (tmp_path / "manage.py").write_text("import os\nos.kill(os.getpid(), 9)\n")
    real, settings.BASE_DIR = site.BASE_DIR, tmp_path

    assert [jobs.write_next() for _ in range(4)] == [True, True, True, False]

    assert (seen(job)["state"], seen(job)["problem"]) == ("failed", jobs.GIVEN_UP)
    assert list(folder.iterdir()) == []
    settings.BASE_DIR = real
    assert asked()["id"] != job["id"] and jobs.write_next()


def test_a_file_that_takes_too_long_is_given_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    make_published_incident()
    job = asked()
    monkeypatch.setattr(jobs, "LONGEST_SECONDS", 0.0)

    jobs.write_next()

    assert (seen(job)["state"], seen(job)["problem"]) == ("failed", jobs.TOO_LONG)


def test_two_who_ask_at_one_moment_get_one_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second finds no job, and then the first has written it."""
    make_published_incident()
    snapshot = current.snapshot(Audience.PUBLIC)
    order = Order("csv", snapshot.folder, "", "/x/")
    more: dict[str, Any] = {
        "version": snapshot.version, "audience": Audience.PUBLIC, "total": 1, "by": AnonymousUser(),
        "now": timezone.now(),
    }  # fmt: skip
    first, _ = asking.ask(order, **more)
    looks = iter([None])
    known = asking._known
    monkeypatch.setattr(asking, "_known", lambda *given, **named: next(looks, None) or known(*given, **named))

    again, is_new = asking.ask(order, **more)

    assert (again.pk, is_new) == (first.pk, False)


def test_nothing_noted_by_a_job_makes_the_snapshot_stale() -> None:
    make_published_incident()
    asked()
    jobs.write_next()

    assert not Change.objects.exclude(noun=Noun.EVERYTHING).exists()
    assert Incident.objects.count() == ExportJob.objects.filter(state=ExportState.DONE).count() == 1
