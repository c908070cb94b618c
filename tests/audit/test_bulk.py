"""Rows written by one statement have a history like all others, linked as one stretch."""

import pytest

from accounts.models import Role
from audit.bulk import note_many, runs, write_many
from audit.changing import changing
from audit.columns import Rows, table_of
from audit.copying import take_keys, write_over
from audit.models import Link
from groups.models import Alliance, Group
from tests.audit.tampering import ROWS, make_tie, problems, run, tamper
from tests.factories import make_group, make_source, someone

pytestmark = [pytest.mark.django_db, pytest.mark.each]


def write_groups(number: int, *, reason: str = "Imported.") -> list[int]:
    keys = take_keys(Group, number)
    rows = table_of(Group, number, {
        "id": keys, "name": [f"Bulk {key}" for key in keys], "slug": [f"in-bulk-{key}" for key in keys],
        "kind": "unknown",
    })  # fmt: skip
    with changing(by=someone(Role.EDITOR), reason=reason):
        write_many(Group, rows)
    return keys


def stretches() -> list[tuple[int, int | None]]:
    return list(Link.objects.filter(last__isnull=False).order_by("seq").values_list("row", "last"))


def test_each_row_has_a_history_that_says_who_and_why() -> None:
    keys = write_groups(3)

    history = Group.history.filter(id__in=keys)
    assert {(row.history_type, row.history_change_reason, row.history_user.role) for row in history} == {
        ("+", "Imported.", Role.EDITOR)
    }
    assert sorted(row.name for row in history) == sorted(f"Bulk {key}" for key in keys)


def test_all_rows_of_a_table_are_one_link() -> None:
    make_group()
    write_groups(40)
    make_group()

    ((first, last),) = stretches()
    assert (last or 0) - first + 1 == 40
    assert problems() == []


def test_a_change_of_many_rows_is_kept_too() -> None:
    keys = write_groups(5)
    with changing(by=None, reason="All of them."):
        Group.objects.filter(pk__in=keys[::2]).update(standing="active")
        note_many(Group, keys[::2])

    history = Group.history.filter(id__in=keys).order_by("history_id")
    told = [[row.standing for row in history if row.id == key] for key in keys]
    assert told == [["unknown", "active"], ["unknown"]] * 2 + [["unknown", "active"]]
    assert problems() == []


def test_what_a_row_cites_is_part_of_its_history() -> None:
    tie = make_tie()
    tie.citations.through._default_manager.create(alliance=tie, source=make_source())
    with changing(by=None):
        note_many(Alliance, [tie.pk])

    row = tie.history.latest("history_id")
    assert row.citations.count() == tie.citations.count() == 3
    assert problems() == []


def test_an_edited_row_of_a_stretch_is_seen() -> None:
    write_groups(4)
    ((first, last),) = stretches()
    tamper(f"UPDATE {ROWS} SET name = 'Another' WHERE history_id = {first + 1}")  # noqa: S608

    found = problems()
    assert f"{ROWS} {first} to {last} were edited after they were written (link 2)." in found


def test_a_deleted_row_of_a_stretch_is_seen() -> None:
    write_groups(4)
    ((first, last),) = stretches()
    tamper(f"DELETE FROM {ROWS} WHERE history_id = {last}")  # noqa: S608

    assert f"{ROWS} {first} to {last} are 3 where 4 were written (link 2)." in problems()


def test_an_edited_citation_of_a_stretch_is_seen() -> None:
    tie = make_tie()
    with changing(by=None):
        note_many(Alliance, [tie.pk])
    row = tie.history.latest("history_id")
    assert problems() == []

    other = make_source()
    table = row.citations.model._meta.db_table
    tamper(f"UPDATE {table} SET source_id = {other.pk} WHERE history_id = {row.pk}")  # noqa: S608

    assert any("were edited after they were written" in each for each in problems())


def test_a_row_changed_past_its_history_is_seen() -> None:
    keys = write_groups(4)
    run("UPDATE groups_group SET standing = 'dormant' WHERE id = %s", keys[2])

    assert problems() == [f"groups_group {keys[2]} was changed past its history: standing."]


def test_a_row_beside_a_stretch_without_a_link_is_seen() -> None:
    write_groups(4)
    row = make_group().history.get()
    tamper(f"DELETE FROM audit_link WHERE \"row\" = {row.pk} AND \"table\" = '{ROWS}'")  # noqa: S608

    assert f"{ROWS} {row.pk} was inserted past the program: no link is about it." in problems()


def test_a_stretch_made_longer_is_seen() -> None:
    write_groups(4)
    ((first, last),) = stretches()
    tamper(f'UPDATE audit_link SET last = {(last or 0) + 1} WHERE "row" = {first} AND last IS NOT NULL')  # noqa: S608

    assert any("are not as their link has it" in each for each in problems())


def test_what_comes_to_nothing_leaves_no_stretch() -> None:
    with pytest.raises(RuntimeError), changing(by=None):
        write_groups(4)
        raise RuntimeError

    assert stretches() == []
    assert problems() == []


def test_numbers_are_told_as_runs() -> None:
    assert list(runs([5, 3, 4, 9, 11, 10])) == [(3, 5), (9, 11)]
    assert list(runs([])) == []


def test_numbers_taken_are_nobody_elses() -> None:
    before, first, between, second = make_group().pk, write_groups(3), make_group().pk, write_groups(2)

    assert len({before, between, *first, *second}) == 7


def test_every_letter_of_a_text_arrives() -> None:
    text = "a\tb\\n\r\nc\\N ‘ی’ \\"
    with changing(by=None):
        (key,) = take_keys(Group, 1)
        about = {"id": [key], "name": "Odd", "slug": "odd", "kind": "unknown", "summary": [text]}
        write_many(Group, table_of(Group, 1, {**about, "external_ids": {"ucdp": text}}))

    group = Group.objects.get(pk=key)
    assert (group.summary, group.external_ids) == (text, {"ucdp": text})
    assert (group.formed_earliest, group.merged_into, group.short_name) == (None, None, "")
    assert problems() == []


def test_columns_of_rows_that_are_there_are_written_over() -> None:
    keys = write_groups(3)
    with changing(by=None):
        write_over(Group, Rows(2, {"id": keys[:2], "summary": ["one", "two"], "short_name": ["1", "2"]}))
        note_many(Group, keys[:2])

    assert list(Group.objects.filter(pk__in=keys).order_by("pk").values_list("summary", "short_name")) == [
        ("one", "1"), ("two", "2"), ("", ""),
    ]  # fmt: skip
    assert problems() == []
