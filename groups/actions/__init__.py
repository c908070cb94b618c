"""Verbs that change groups and the statements about them; each writes everything or nothing."""

from groups.actions.entering import (
    PLEDGES,
    drop_name,
    enter_alliance,
    enter_group,
    enter_leadership,
    enter_presence,
    name_group,
    revise_group,
    revise_name,
    revise_statement,
)
from groups.actions.keeping import Record, Statement
from groups.actions.merging import merge_groups, obstacle_to_merging, unmerge_group
from groups.actions.versions import Clash
from groups.actions.workflow import (
    confirm_record,
    gaps_before_publishing,
    publish_record,
    reopen_record,
    send_back_record,
    submit_record,
    withdraw_draft,
    withdraw_record,
)

__all__ = [
    "PLEDGES", "Clash", "Record", "Statement", "confirm_record", "drop_name", "enter_alliance", "enter_group",
    "enter_leadership", "enter_presence", "gaps_before_publishing", "merge_groups", "name_group",
    "obstacle_to_merging", "publish_record", "reopen_record", "revise_group", "revise_name", "revise_statement",
    "send_back_record", "submit_record", "unmerge_group", "withdraw_draft", "withdraw_record",
]  # fmt: skip
