"""`make run`, really run: it starts, answers, says what is wrong, and leaves nothing behind."""

import os
import re
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.running import RunningSite, copy_state, free_port, running_site
from tests.services import ROOT, is_living, wait_until
from tools.check import clean_environment

pytestmark = pytest.mark.stack
PATIENCE = 30.0  # the promise of five seconds is measured, not tested: a busy machine proves nothing


@pytest.fixture
def copied(first: RunningSite, tmp_path: Path) -> Path:
    """A state folder of its own that holds what the first start made."""
    copy_state(first.state, tmp_path / "state")
    return tmp_path / "state"


@pytest.fixture
def another(copied: Path) -> Iterator[RunningSite]:
    """A site that a test may stop or break."""
    with running_site(copied) as site:
        yield site


def stop(site: RunningSite, number: signal.Signals = signal.SIGINT) -> float:
    """Stop a site, prove that nothing of it is left, and say how long it took."""
    everything = list(site.processes().values())
    began = time.monotonic()
    if number is signal.SIGINT:
        site.interrupt()
    else:
        os.kill(site.make.pid, number)
    wait_until(lambda: not living(everything), seconds=PATIENCE, what="the end of every process")
    return time.monotonic() - began


def living(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [one for one in processes if is_living(one)]


def refused(**settings: str) -> str:
    """What a start says that is meant to fail."""
    environment = {**clean_environment(Path(settings["VAR_DIR"])), "PORT": str(free_port()), **settings}
    answer = subprocess.run(["make", "run"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode != 0
    assert "Traceback" not in answer.stderr
    return answer.stderr


def test_the_first_start_shows_the_demonstration(first: RunningSite) -> None:
    assert first.url.startswith("http://127.0.0.1:")
    assert '"public_id"' in first.read("/api/v1/incidents/")
    assert set(first.passwords) == {"editor", "reviewer"}
    assert len(set(first.passwords.values())) == 2


def test_pages_find_their_styles_and_scripts(first: RunningSite) -> None:
    files = re.findall(r'(?:src|href)="(/static/[^"]+)"', first.read("/"))

    assert files
    assert all(first.read(file) for file in files)


def test_what_is_private_is_readable_by_this_account_alone(first: RunningSite) -> None:
    names = ("secret-key", "redis", "redis/redis.sock")
    modes = {name: stat.S_IMODE((first.state / name).stat().st_mode) for name in names}

    assert modes == {"secret-key": 0o600, "redis": 0o700, "redis/redis.sock": 0o700}


def test_only_the_web_server_listens_and_only_on_this_machine(first: RunningSite) -> None:
    everything = first.processes().values()
    addresses = {tuple(c.laddr) for one in everything for c in one.net_connections("tcp") if c.status == "LISTEN"}

    assert {f"http://{host}:{port}" for host, port in addresses} == {first.url}


def test_redis_writes_every_message_to_a_file(first: RunningSite) -> None:
    assert (first.state / "redis" / "appendonly.aof").is_file()


def test_a_second_start_in_the_same_folder_is_refused(first: RunningSite) -> None:
    assert "is running already" in refused(VAR_DIR=str(first.state))


def test_a_taken_port_is_named(first: RunningSite, tmp_path: Path) -> None:
    port = first.url.rpartition(":")[2]

    assert f"Port {port} is taken. Choose another: make run PORT={int(port) + 1}" in refused(
        PORT=port, VAR_DIR=str(tmp_path)
    )


@pytest.mark.parametrize(("name", "value", "sentence"), [
    ("PORT", "80000", "PORT is 80000: write a number from 1 to 65535."),
    ("HTTPS", "maybe", "HTTPS is 'maybe': write yes or no."),
    ("DATABASE_URL", "sqlite:///x", "DATABASE_URL cannot be read: write postgresql://"),
])
def test_a_bad_setting_is_one_sentence(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    assert sentence in refused(**{"VAR_DIR": str(tmp_path), name: value})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_no_process(another: RunningSite, number: signal.Signals) -> None:
    assert {"launch", "web", "worker", "publisher", "beat", "redis"} <= set(another.processes())

    stop(another, number)
    assert not (another.state / "redis" / "redis.sock").exists()


def test_redis_stops_in_good_order_after_one_that_would_not(another: RunningSite) -> None:
    another.processes()["worker"].suspend()

    stop(another)
    assert not (another.state / "redis" / "redis.sock").exists()


@pytest.mark.parametrize("killed", ["make", "launch"])
def test_killing_the_starter_leaves_no_process(another: RunningSite, killed: str) -> None:
    processes = another.processes()
    everything = list(processes.values())

    os.kill(another.make.pid if killed == "make" else processes["launch"].pid, signal.SIGKILL)

    wait_until(lambda: not living(everything), seconds=PATIENCE, what="the end of every process")


def test_when_one_process_dies_all_stop_and_it_is_named(another: RunningSite) -> None:
    processes = another.processes()
    everything = list(processes.values())

    processes["worker"].kill()

    wait_until(lambda: not living(everything), seconds=PATIENCE, what="the end of every process")
    assert another.make.wait(5) != 0
    assert "worker ended by itself (status -9" in another.said


def test_a_long_state_folder_is_no_trouble(copied: Path, tmp_path: Path) -> None:
    folder = tmp_path / ("long-" * 12) / ("and longer " * 6).strip()
    folder.parent.mkdir()
    copied.rename(folder)
    with running_site(folder) as site:
        wait_until(lambda: "ready." in site.said, what="the worker's connection to Redis")
        assert (folder / "redis" / "appendonly.aof").is_file()


def test_a_later_start_keeps_the_data_and_tells_no_password(first: RunningSite) -> None:
    stop(first)

    with running_site(first.state) as second:
        assert second.passwords == {}
        assert '"public_id"' in second.read("/api/v1/incidents/")
