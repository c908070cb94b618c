"""A look through all history takes a while: it is of one moment, and nobody who writes waits for it."""

import sqlite3
import threading
from pathlib import Path

import pytest
from django.db import connection

from audit.verifying.viewing import one_view
from groups.models import Group
from tests.factories import make_group
from tests.services import shared_database


def write_elsewhere(name: str) -> None:
    """As another process does, which gives up at once where it would have to wait."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(connection.settings_dict["NAME"], timeout=0.1) as other:
            other.execute("UPDATE groups_group SET name = ?", [name])
        return
    thread = threading.Thread(target=_write_in_a_thread, args=[name])
    thread.start()
    thread.join(5)
    assert not thread.is_alive()


def _write_in_a_thread(name: str) -> None:
    Group.objects.update(name=name)
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_others_write_while_it_looks_and_it_does_not_see_it(tmp_path: Path) -> None:
    with shared_database(tmp_path):
        make_group(name="Before")
        with one_view():
            assert Group.objects.get().name == "Before"
            write_elsewhere("Meanwhile")
            assert Group.objects.get().name == "Before"

        assert Group.objects.get().name == "Meanwhile"
        make_group(name="It writes again afterwards")


@pytest.mark.django_db
def test_inside_a_transaction_it_sees_what_that_wrote() -> None:
    make_group(name="Not committed")
    with one_view():
        assert Group.objects.get().name == "Not committed"
