"""Verbs that change reports and incidents, each in one transaction; one module a noun."""

from incidents.actions.batches import (
    batch_many,
    judge_sample,
    make_batch,
    publish_batch,
    publish_next,
    send_back_next,
    submit_into_batch,
    withdraw_next,
)
from incidents.actions.clashing import Clash
from incidents.actions.many import publish_many, submit_many, withdraw_many
from incidents.actions.matching import decide, merge, obstacle_to_merging, split, unmerge
from incidents.actions.numbering import next_public_id
from incidents.actions.opening import attach, detach, open_incident
from incidents.actions.reporting import enter_report, revise_report
from incidents.actions.resolving import RESOLVED, resolve, resolve_due
from incidents.actions.restricting import restrict
from incidents.actions.revising import attribute, describe, revise, take_back
from incidents.actions.talking import assign, assign_all, assign_report, comment
from incidents.actions.workflow import (
    confirm,
    embargo,
    gaps_before_publishing,
    publish,
    release_due,
    reopen,
    send_back,
    submit,
    withdraw,
)

__all__ = [
    "RESOLVED", "Clash", "assign", "assign_all", "assign_report", "attach", "attribute", "batch_many", "comment",
    "confirm", "decide", "describe", "detach", "embargo", "enter_report", "gaps_before_publishing", "judge_sample",
    "make_batch", "merge", "next_public_id", "obstacle_to_merging", "open_incident", "publish", "publish_batch",
    "publish_many", "publish_next", "release_due", "reopen", "resolve", "resolve_due", "restrict", "revise",
    "revise_report", "send_back", "send_back_next", "split", "submit", "submit_into_batch", "submit_many", "take_back",
    "unmerge", "withdraw", "withdraw_many", "withdraw_next",
]
