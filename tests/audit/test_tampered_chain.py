"""Whoever rules over the database may make the chain anew, but not seal it, nor move a point noted elsewhere."""
# ruff: noqa: S608 – the tables are our own, and the database is a test's

from dataclasses import replace
from typing import Any

import pytest
from pytest_django import Settings

from audit.chain import BEGINNING
from audit.models import Link
from audit.sealing import seal
from audit.verifying.points import Point
from groups.models import Group
from tests.audit.tampering import ROWS, last, link_of, problems, rewrite, swap, tamper

pytestmark = [pytest.mark.django_db, pytest.mark.each, pytest.mark.usefixtures("group")]
NOT_SEALED = "The head of the chain is not sealed by this site"


def test_a_row_deleted_with_its_link_is_found(rows: list[Any]) -> None:
    tamper(f"DELETE FROM {ROWS} WHERE history_id = {rows[3].pk}", "DELETE FROM audit_link WHERE seq = 4")

    assert problems() == ["Link 4 is missing from the chain."]


def test_links_that_closed_a_gap_are_found(rows: list[Any]) -> None:
    tamper(
        f"DELETE FROM {ROWS} WHERE history_id = {rows[3].pk}", "DELETE FROM audit_link WHERE seq = 4",
        "UPDATE audit_link SET seq = 4 WHERE seq = 5", "UPDATE audit_link SET seq = 5 WHERE seq = 6",
    )  # fmt: skip

    assert problems() == [
        "Links 4 to 5 are not as the chain has it: edited or moved.",
        "The chain is cut off: its head counts 6 links, and it ends with link 5.",
    ]


def test_links_in_another_order_are_named() -> None:
    tamper(*swap("audit_link", "seq", 2, 4))

    assert problems() == ["Links 2, 4 were put in another order."]


def test_very_many_links_that_do_not_fit_are_told_a_thousand_at_a_time(group: Group) -> None:
    Group.history.bulk_history_create([group] * 2400)
    tamper("UPDATE audit_link SET hash = 'x' WHERE seq > 3")

    assert problems()[:3] == [
        "Links 4 to 1000 are not as the chain has it: edited or moved.",
        "Links 1001 to 2000 are not as the chain has it: edited or moved.",
        "Links 2001 to 2406 are not as the chain has it: edited or moved.",
    ]


def test_an_edited_link_is_found_though_its_row_was_edited_alike(rows: list[Any]) -> None:
    content = link_of(rows[2]).content.replace("Name 2", "Another")
    tamper(
        f"UPDATE {ROWS} SET name = 'Another' WHERE history_id = {rows[2].pk}",
        f"UPDATE audit_link SET content = '{content}' WHERE seq = 3",
    )

    assert problems() == ["Link 3 is not as the chain has it: edited or moved."]


@pytest.mark.parametrize("content", ["no JSON", "7", "{}"])
def test_a_link_that_says_nonsense_is_found(content: str) -> None:
    tamper(f"UPDATE audit_link SET content = '{content}' WHERE seq = 3")

    assert "Link 3 is not as the chain has it: edited or moved." in problems()


def test_a_chain_made_anew_lacks_the_seal(rows: list[Any]) -> None:
    """Whoever has the database alone can make every hash fit, but not the last word."""
    tamper(f"UPDATE {ROWS} SET name = 'Another' WHERE history_id = {rows[2].pk}")
    rewrite(lambda entry: replace(entry, content=entry.content.replace("Name 2", "Another")), sealed=False)

    (found,) = problems()
    assert found.startswith(NOT_SEALED)


def test_a_chain_made_anew_does_not_hold_a_noted_point(rows: list[Any]) -> None:
    """Not even whoever has the secret too can move a point that is noted elsewhere."""
    noted = Point(4, Link.objects.get(seq=4).hash)
    tamper(f"UPDATE {ROWS} SET name = 'Another' WHERE history_id = {rows[2].pk}")
    rewrite(lambda entry: replace(entry, content=entry.content.replace("Name 2", "Another")), sealed=True)

    assert problems() == []
    assert problems(noted) == ["Link 4 is not the one that was noted: the history up to it was rewritten."]


def cut(rows: list[Any], group: Group) -> tuple[str, ...]:
    """As if the last two changes never were."""
    gone = ", ".join(str(row.pk) for row in rows[4:])
    return (
        f"DELETE FROM {ROWS} WHERE history_id IN ({gone})", "DELETE FROM audit_link WHERE seq > 4",
        f"UPDATE groups_group SET name = 'Name 3' WHERE id = {group.pk}",
    )  # fmt: skip


def test_an_end_cut_off_is_found(rows: list[Any], group: Group) -> None:
    tamper(*cut(rows, group))

    assert problems() == ["The chain is cut off: its head counts 6 links, and it ends with link 4."]


def test_an_end_cut_off_with_its_head_lacks_the_seal(rows: list[Any], group: Group) -> None:
    digest = Link.objects.get(seq=4).hash
    tamper(*cut(rows, group), f"UPDATE audit_head SET count = 4, hash = '{digest}'")

    (found,) = problems()
    assert found.startswith(NOT_SEALED)


def test_an_end_cut_off_with_a_seal_kept_from_then_does_not_hold_a_noted_point(rows: list[Any], group: Group) -> None:
    noted, digest = Point(last().seq, last().hash), Link.objects.get(seq=4).hash
    tamper(*cut(rows, group), f"UPDATE audit_head SET count = 4, hash = '{digest}', seal = '{seal(4, digest)}'")

    assert problems() == []
    assert problems(noted) == ["The chain is cut off: link 6 was noted, and it ends with link 4."]


def test_links_past_the_end_are_found(rows: list[Any]) -> None:
    tamper(f"""INSERT INTO audit_link (seq, "table", row, content, hash) VALUES (7, '{ROWS}', 1000, '{{}}', '')""")

    assert problems() == [
        f"{ROWS} 1000 was deleted: link 7 is about it, and it is not there.",
        "Link 7 is not as the chain has it: edited or moved.",
        "The chain goes on to link 7, though its head counts 6.",
    ]


def test_a_link_before_the_beginning_hides_no_inserted_row(rows: list[Any]) -> None:
    columns = ", ".join(field.column for field in rows[0]._meta.fields if field.column != "history_id")
    source = f"SELECT 1000, {columns} FROM {ROWS} WHERE history_id = {rows[5].pk}"
    tamper(
        f"INSERT INTO {ROWS} (history_id, {columns}) {source}",
        f"""INSERT INTO audit_link (seq, "table", row, content, hash) VALUES (-1, '{ROWS}', 1000, '{{}}', '')""",
    )

    assert problems() == ["Link -1 stands before the beginning of the chain."]


def test_a_head_that_names_another_end_is_found() -> None:
    tamper(f"UPDATE audit_head SET hash = '{BEGINNING}'")

    ends, seals = problems()
    assert ends.startswith("The chain does not end as its head says")
    assert seals.startswith(NOT_SEALED)


def test_a_missing_head_is_found() -> None:
    tamper("DELETE FROM audit_head")

    assert problems() == ["The head of the chain is missing: nothing says where the history ends."]


def test_what_is_written_after_a_forgery_does_not_cover_it(rows: list[Any], group: Group) -> None:
    """The next honest change would seal whatever it finds: so it says that the end before it was not sealed."""
    tamper(f"UPDATE {ROWS} SET name = 'Another' WHERE history_id = {rows[2].pk}")
    rewrite(lambda entry: replace(entry, content=entry.content.replace("Name 2", "Another")), sealed=False)
    group.save()

    (found,) = problems()
    assert found.startswith("Before link 7 the chain ended without this site's seal")


def test_a_changed_secret_is_no_forgery_where_an_earlier_point_was_noted(settings: Settings, group: Group) -> None:
    noted, settings.SECRET_KEY = Point(last().seq, last().hash), "another secret " * 5
    group.save()

    assert len(problems()) == 1
    assert problems(noted) == []
