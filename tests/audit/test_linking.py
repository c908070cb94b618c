"""Every history row is linked to all before it, in the transaction that wrote it."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from accounts.models import Role, User
from audit.chain import BEGINNING, follow
from audit.changing import changing, written
from audit.linking import NoHead
from audit.models import Head, Link
from audit.sealing import is_sealed, seal
from groups.models import Group
from tests.audit.tampering import last, link_of, make_tie, problems, tamper
from tests.factories import make_group, someone

pytestmark = [pytest.mark.django_db, pytest.mark.each]
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite one writes at a time")


def head() -> Head:
    return Head.objects.get()


def rename(group: Group, name: str) -> None:
    group.name = name
    group.save()


def test_the_chain_begins_with_nothing_and_sealed() -> None:
    assert (head().count, head().hash) == (0, BEGINNING)
    assert is_sealed(0, BEGINNING, head().seal)


def test_each_history_row_is_a_link_that_follows_from_the_last() -> None:
    group = make_group(name="First")
    rename(group, "Second")
    made, changed = Link.objects.all()

    assert [row.name for row in group.history.order_by("history_id")] == ["First", "Second"]
    assert made.hash == follow(BEGINNING, 1, made.entry)
    assert changed.hash == follow(made.hash, 2, changed.entry)
    assert (head().count, head().hash) == (2, changed.hash)
    assert is_sealed(2, changed.hash, head().seal)


def test_a_link_holds_the_row_with_what_it_cites() -> None:
    tie = make_tie()
    plain, cited = (link_of(row) for row in tie.history.order_by("history_id"))

    assert '"citations":[]' in plain.content
    assert all(f'"source_id":{source.pk}' in cited.content for source in tie.citations.all())


def test_what_is_deleted_leaves_a_link() -> None:
    group = make_group()
    group.delete()

    assert '"history_type":"-"' in last().content


def test_what_comes_to_nothing_leaves_no_link() -> None:
    with transaction.atomic():
        make_group()
        transaction.set_rollback(True)

    assert not Link.objects.exists()
    assert problems() == []


def test_of_a_change_that_partly_comes_to_nothing_the_rest_is_linked(editor: User) -> None:
    with changing(by=editor):
        make_group(name="Stays")
        with transaction.atomic():
            make_group(name="Goes")
            transaction.set_rollback(True)
        with pytest.raises(LookupError), changing(by=editor):
            make_group(name="Goes too")
            raise LookupError
        make_group(name="Stays too")

    assert [row.name for row in Group.history.order_by("history_id")] == ["Stays", "Stays too"]
    assert problems() == []


def test_a_rehearsal_is_not_linked(editor: User) -> None:
    with changing(by=editor):
        make_group()
        transaction.set_rollback(True)

    assert Link.objects.count() == 1  # the editor's account


def test_links_stand_in_the_order_of_writing(editor: User) -> None:
    before = head().count
    with changing(by=editor):
        first = make_group()
        tie = make_tie()
        rename(first, "Renamed")

    rows = [first.history.last(), tie.history.last(), tie.history.first(), first.history.first()]
    numbers = [link_of(row).seq for row in rows]
    assert numbers == sorted(numbers)
    assert head().count == Link.objects.count() > before + 4


def test_history_written_in_bulk_is_linked(editor: User) -> None:
    groups = [Group(name=f"Group {at}", slug=f"group-{at}", kind="faction") for at in range(2500)]
    with changing(by=editor, reason="A list of many."):
        Group.history.bulk_history_create(Group.objects.bulk_create(groups))

    assert Group.history.filter(history_user=editor, history_change_reason="A list of many.").count() == 2500
    assert problems() == []


def test_rows_that_an_importer_wrote_by_itself_are_linked_by_one_call() -> None:
    group = make_group()
    row = group.history.get()
    row.pk = None
    row.save(force_insert=True)
    assert len(problems()) == 1

    written([(type(row), row.pk)])

    assert problems() == []


@pytest.fixture
def another_secret(settings: Settings) -> str:
    """The site's secret is another from now on; gives the former."""
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another secret " * 5
    return str(former)


def test_a_former_secret_is_known_as_long_as_it_is_kept(another_secret: str, settings: Settings) -> None:
    seal_before, settings.SECRET_KEY_FALLBACKS = head().seal, [another_secret]
    make_group()

    assert head().seal != seal_before
    assert head().seal == seal(head().count, head().hash)
    assert problems() == []


def test_an_end_that_is_not_sealed_is_told_in_the_chain_for_good(another_secret: str) -> None:
    make_group()

    told, _ = Link.objects.all()
    assert (told.table, told.row) == ("audit_head", 0)
    assert is_sealed(2, head().hash, head().seal)


def test_nothing_is_written_while_the_end_is_not_known() -> None:
    tamper("DELETE FROM audit_head")

    with pytest.raises(NoHead, match="audit_verify"), transaction.atomic():
        make_group()

    assert not Group.objects.exists()


def in_a_thread(work: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_those_who_write_at_the_same_time_write_one_chain() -> None:
    groups = [make_group() for _ in range(4)]

    def write(group: Group) -> None:
        for at in range(20):
            with changing(by=None):
                rename(group, f"{group.slug} {at}")

    threads = [in_a_thread(lambda group=group: write(group)) for group in groups]  # type: ignore[misc]
    for thread in threads:
        thread.join()

    assert head().count == Link.objects.count() == 4 + 4 * 20
    assert problems() == []


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_change_that_is_not_finished() -> None:
    """Were the head held from the first row on, two changes could each hold what the other waits for."""
    first, second, editor = make_group(), make_group(), someone(Role.EDITOR)
    with changing(by=editor):
        rename(first, "Under way")
        other = in_a_thread(lambda: rename(second, "Done"))
        other.join(5)
        assert not other.is_alive()

    assert problems() == []
