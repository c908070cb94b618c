"""Whoever rules over the database may change rows of history, or past it, but not unseen."""
# ruff: noqa: S608 – the tables are our own, and the database is a test's

import json
from dataclasses import replace
from typing import Any

import pytest

from accounts.models import User
from audit.chain import Entry, canonical
from audit.changing import changing
from groups.models import Alliance, Group
from tests.audit.tampering import ROWS, look, make_tie, problems, rewrite, swap, tamper
from tests.factories import make_group

pytestmark = [pytest.mark.django_db, pytest.mark.each, pytest.mark.usefixtures("group")]
CITED = Alliance.history.model.citations.model._meta.db_table


def test_an_edited_row_is_named_with_what_it_said(rows: list[Any]) -> None:
    tamper(f"UPDATE {ROWS} SET name = 'Another' WHERE history_id = {rows[2].pk}")

    (found,) = problems()
    assert found == f'{ROWS} {rows[2].pk} was edited after it was written (link 3): name was "Name 2", is "Another".'


@pytest.mark.parametrize(("column", "value"), [
    ("history_user_id", "NULL"), ("history_change_reason", "'Another reason'"), ("history_date", "'2001-01-01 00:00'"),
    ("history_type", "'-'"), ("external_ids", "'{\"gtd\": \"x\"}'"), ("formed_earliest", "'2001-01-01'"),
])  # fmt: skip
def test_whatever_is_edited_is_found(editor: User, column: str, value: str) -> None:
    with changing(by=editor, reason="A reason"):
        row = make_group().history.get()
    tamper(f"UPDATE {ROWS} SET {column} = {value} WHERE history_id = {row.pk}")

    assert [sentence for sentence in problems() if f"{ROWS} {row.pk} was edited" in sentence and column in sentence]


def test_an_edited_citation_is_found() -> None:
    cited = make_tie().history.first()
    one, other = (row.pk for row in cited.citations.order_by("pk"))
    tamper(f"UPDATE {CITED} SET source_id = 1000 WHERE m2m_history_id = {other}")
    assert [sentence.split(" (")[0] for sentence in problems()] == [
        f"{cited._meta.db_table} {cited.pk} was edited after it was written"
    ]

    tamper(f"DELETE FROM {CITED} WHERE m2m_history_id = {one}")
    assert len(problems()) == 1


def test_an_inserted_row_is_found(rows: list[Any]) -> None:
    columns = ", ".join(field.column for field in rows[0]._meta.fields if field.column != "history_id")
    source = f"SELECT 1000, {columns} FROM {ROWS} WHERE history_id = {rows[1].pk}"
    tamper(f"INSERT INTO {ROWS} (history_id, {columns}) {source}")

    assert problems() == [f"{ROWS} 1000 was inserted past the program: no link is about it."]


def test_an_inserted_citation_of_no_row_is_found() -> None:
    make_tie()
    source = f"SELECT 1000, id, alliance_id, source_id, 1000 FROM {CITED} LIMIT 1"
    tamper(f"INSERT INTO {CITED} (m2m_history_id, id, alliance_id, source_id, history_id) {source}")

    assert problems() == [f"{CITED} 1000 was inserted past the program: it belongs to no history row."]


def test_a_deleted_row_is_found(rows: list[Any]) -> None:
    tamper(f"DELETE FROM {ROWS} WHERE history_id = {rows[3].pk}")

    assert problems() == [f"{ROWS} {rows[3].pk} was deleted: link 4 is about it, and it is not there."]


def test_rows_in_another_order_are_found(rows: list[Any]) -> None:
    tamper(*swap(ROWS, "history_id", rows[1].pk, rows[2].pk))

    assert [sentence.split(" was edited")[0] for sentence in problems()] == [f"{ROWS} {row.pk}" for row in rows[1:3]]


def test_a_row_changed_past_its_history_is_found(group: Group) -> None:
    Group.objects.filter(pk=group.pk).update(name="Another", summary="Another")

    assert problems() == [f"groups_group {group.pk} was changed past its history: name, summary."]


def test_citations_changed_past_their_history_are_found() -> None:
    tie = make_tie()
    Alliance.citations.through.objects.filter(alliance=tie).first().delete()  # type: ignore[union-attr]

    assert problems() == [f"groups_alliance {tie.pk} was changed past its history: citations."]


def test_a_row_deleted_past_its_history_is_found(group: Group) -> None:
    tamper(f"DELETE FROM groups_group WHERE id = {group.pk}")

    assert problems() == [f"groups_group {group.pk} is gone, and its history does not say that it was deleted."]


def test_a_row_put_back_past_its_history_is_found(group: Group) -> None:
    number = group.pk
    group.delete()
    Group.objects.bulk_create([Group(pk=number, name="Back", slug="back", kind="faction")])

    assert problems() == [f"groups_group {number} is there, though its history says that it was deleted."]


def test_rows_that_never_had_any_history_are_counted_and_no_problem() -> None:
    Group.objects.bulk_create(Group(name=f"Group {at}", slug=f"group-{at}", kind="faction") for at in range(3))

    found, verification = look()
    assert found == []
    assert verification.unrecorded["groups_group"] == 3


def test_rows_stay_whole_when_a_migration_adds_a_field_or_takes_one_away(group: Group) -> None:
    """Texts of before do not name the one, and name the other for ever."""

    def of_before(entry: Entry) -> Entry:
        values = json.loads(entry.content)
        del values["summary"]
        return replace(entry, content=canonical(values | {"taken_away": "kept in the link"}))

    rewrite(of_before, sealed=True)
    Group.objects.filter(pk=group.pk).update(summary="Filled in by the migration.")

    assert problems() == []


def test_history_of_a_table_that_is_kept_no_more_is_named() -> None:
    rewrite(lambda entry: replace(entry, table="groups_gone"), sealed=True)
    tamper("UPDATE audit_link SET \"table\" = 'groups_gone'")

    assert "6 links are about groups_gone, a table whose history is kept no more." in problems()
