"""Correcting, reviewing and merging what is said about groups on the desk: never unseen, never by one person alone."""


import pytest
from django.test import Client

from accounts.models import Role, User
from groups import actions
from groups.models import Alliance, GroupName
from sources.editorial import State
from tests.factories import make_group, make_source, someone
from tests.groups.statements import entered_head, entered_tie, published, submitted
from tests.incidents.desk import signed_in, where_to
from tests.incidents.group_desk import at, standing, tie, told, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_correction_needs_a_reason_and_changes_only_what_was_typed_anew(desk: Client, editor: User) -> None:
    row = entered_tie(start="2015", note="As it was.", by=editor)
    page = desk.get(at(row, "correct"))
    inputs = standing(page)

    assert "history keeps the reason" in str(wrong(desk.post(at(row, "correct"), {**inputs, "note": "New."}))["reason"])
    desk.post(at(row, "correct"), {**inputs, "note": "New.", "reason": "A slip."})

    row.refresh_from_db()
    assert (row.note, row.start, row.status) == ("New.", "2015", "asserted")
    assert row.history.first().history_change_reason == "A slip."
    assert row.citations.count() == 1


def test_sources_are_added_and_taken_away_by_a_correction(desk: Client) -> None:
    row, other = entered_tie(), make_source()
    inputs = standing(desk.get(at(row, "correct")))
    rows = {"citations-TOTAL_FORMS": "2", "citations-0-source": "", "citations-1-source": other.slug}

    desk.post(at(row, "correct"), {**inputs, **rows, "reason": "The first says nothing of it."})

    assert list(row.citations.all()) == [other]


def test_two_people_who_correct_one_tie_choose_between_both(desk: Client, reviewer: User) -> None:
    row = entered_tie(note="Old.", start="2015")
    inputs = standing(desk.get(at(row, "correct")))
    theirs = {"note": "Theirs.", "status": "confirmed"}
    actions.revise_statement(row, by=reviewer, changes=theirs, reason="Another source.")

    answer = desk.post(at(row, "correct"), {**inputs, "note": "Mine.", "reason": "A slip."})

    assert answer.status_code == 409
    assert Alliance.objects.get().note == "Theirs."
    shown = {each.part.name: (each.before, each.theirs, each.yours) for each in answer.context["differences"]}
    assert shown["note"] == ("Old.", "Theirs.", "Mine.")
    assert shown["status"][:2] == ("Asserted", "Confirmed")

    carried = dict(answer.context["carried"])
    again = {**carried, "version": answer.context["version"], "opened": answer.context["opened"],
             "contested": ["note"], "keep-note": "yours", "keep-status": "theirs"}  # fmt: skip
    assert desk.post(at(row, "correct"), again).status_code == 302
    row.refresh_from_db()
    assert (row.note, row.status, row.start) == ("Mine.", "confirmed", "2015")


def test_what_is_public_stays_public_and_shows_a_second_person_what_changed(desk: Client, reviewer: User) -> None:
    row = published(entered_tie(status="asserted"))
    inputs = standing(desk.get(at(row, "correct")))
    desk.post(at(row, "correct"), {**inputs, "status": "confirmed", "reason": "The group says so."})
    second = signed_in(reviewer)

    page = second.get(at(row)).content.decode()

    assert "Changed since it was reviewed" in page
    assert "<ins>Confirmed</ins>" in page or "<ins>confirmed</ins>" in page
    assert at(row) in second.get("/desk/groups/?tab=changed").content.decode()
    second.post(at(row, "confirm"), {"version": second.get(at(row)).context["version"]})
    assert not Alliance.objects.changed_since_review().exists()


def test_the_queue_is_linked_and_counted_from_the_inbox(desk: Client, reviewer: User) -> None:
    row = entered_tie()
    assert desk.get("/desk/groups/").context["lines"] == []
    desk.post(at(row, "submit"))
    entered_head("A", group=make_group())

    (line,) = desk.get("/desk/groups/").context["lines"]

    assert (line.address, line.who) == (at(row), "editor")
    assert 'Groups <span class="count">1</span>' in desk.get("/desk/").content.decode()


def test_a_reviewer_publishes_only_what_was_on_the_page(desk: Client, reviewer: User) -> None:
    row, second = submitted(entered_tie()), signed_in(reviewer)
    seen = second.get(at(row)).context["version"]
    actions.revise_statement(row, by=someone(Role.EDITOR), changes={"note": "Newer."})

    assert "changed it meanwhile" in told(second.post(at(row, "publish"), {"version": seen}))
    second.post(at(row, "publish"), {"version": second.get(at(row)).context["version"]})

    assert Alliance.objects.get().state == State.PUBLISHED


def test_who_entered_it_is_told_that_a_second_person_publishes(reviewer: User) -> None:
    row, own = submitted(entered_tie(by=reviewer)), signed_in(reviewer)

    assert "A second person must publish: you wrote part of it." in own.get(at(row)).content.decode()
    seen = own.get(at(row)).context["version"]
    assert "A second person must publish" in told(own.post(at(row, "publish"), {"version": seen}))


def test_the_way_back_and_out_needs_a_reason(reviewer: User) -> None:
    row, second = submitted(entered_tie()), signed_in(reviewer)

    for verb, state in (("send-back", State.IN_REVIEW), ("withdraw", State.IN_REVIEW)):
        second.post(at(row, verb), {"reason": " "})
        assert Alliance.objects.get().state == state
    second.post(at(row, "withdraw"), {"reason": "Entered twice."})
    second.post(at(row, "reopen"), {"reason": "It was not."})

    assert Alliance.objects.get().state == State.DRAFT


def test_names_are_added_corrected_and_taken_away_with_a_reason(desk: Client) -> None:
    group = make_group(slug="jundullah")
    plain = {"kind": "alias", "match": "casefold"}

    assert desk.post(at(group, "names"), {**plain, "name": "Army of God"}).status_code == 422
    desk.post(at(group, "names"), {**plain, "name": "Army of God", "reason": "Its own word."})
    name = group.names.get()
    assert "Army of God" in desk.get(f"{at(group)}?name={name.pk}").content.decode()
    corrected = {**plain, "match": "never", "name": "Army of God"}
    desk.post(at(group, "names"), {**corrected, "chosen": name.pk, "reason": "Many."})
    assert group.names.get().match == "never"
    desk.post(at(group, "names"), {"chosen": name.pk, "drop": "yes", "reason": "Another group's."})

    assert not group.names.exists()


def test_a_name_of_another_group_is_not_within_reach(desk: Client) -> None:
    group, other = make_group(), make_group()
    name = GroupName.objects.create(group=other, name="Theirs")

    for sent in ({"drop": "yes"}, {"name": "Mine", "kind": "alias", "match": "never"}):
        answer = desk.post(at(group, "names"), {**sent, "chosen": name.pk, "reason": "Because."})
        assert answer.status_code == 404
    assert other.names.get().name == "Theirs"


def test_a_reviewer_merges_two_records_and_undoes_it(reviewer: User) -> None:
    kept, merged, second = make_group(name="Kept"), make_group(name="Gone"), signed_in(reviewer)

    answer = second.post(at(merged, "merge"), {"kept": "Kept", "why": ""})
    assert answer.status_code == 422
    assert where_to(second.post(at(merged, "merge"), {"kept": "Kept", "why": "One group."})) == at(kept)
    assert "Merged into" in second.get(at(merged)).content.decode()
    assert "was merged into this record" in second.get(at(kept)).content.decode()
    merged.refresh_from_db()
    assert merged.merged_into == kept

    second.post(at(merged, "unmerge"), {"reason": "Two after all."})
    merged.refresh_from_db()
    assert merged.merged_into is None


def test_a_merge_and_its_undoing_are_listed_among_what_changed_since_the_review(reviewer: User) -> None:
    kept, merged = (published(make_group(name=name, state="draft")) for name in ("Kept", "Gone"))
    second = signed_in(reviewer)

    actions.merge_groups(kept, merged, by=someone(Role.ADMIN), reason="One group.")
    page = second.get(at(kept)).content.decode()
    assert "<dt>Records merged</dt><dd><del>–</del>" in page and "<ins>Gone</ins>" in page

    second.post(at(kept, "confirm"), {"version": second.get(at(kept)).context["version"]})
    actions.unmerge_group(merged, by=someone(Role.ADMIN), reason="Two after all.")
    page = second.get(at(kept)).content.decode()
    assert "<dt>Records merged</dt><dd><del>Gone</del>" in page and "<ins>–</ins>" in page


def test_a_name_of_a_merged_record_means_the_one_it_leads_to(desk: Client, reviewer: User) -> None:
    kept, merged, _ = make_group(name="Kept"), make_group(name="Gone"), make_group(name="Other")
    actions.merge_groups(kept, merged, by=reviewer, reason="One group.")

    desk.post("/desk/groups/enter/ties/", tie(group="Gone", other="Other"))

    assert Alliance.objects.get().source == kept


def test_every_statement_has_a_page_of_its_history(desk: Client) -> None:
    row = entered_tie(note="Old.")
    actions.revise_statement(row, by=someone(Role.EDITOR), changes={"note": "New."}, reason="A slip.")

    link = f"/desk/history/alliance/{row.pk}/"
    assert link in desk.get(at(row)).content.decode()
    page = desk.get(link).content.decode()
    assert "A slip." in page
    assert at(row) in page
    assert "confirmation" not in page
