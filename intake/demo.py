"""Datasets in the demonstration: taken in by its desk, published by its reviewer, with the groups that they name."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError

from audit.changing import changing
from groups.actions import enter_group, publish_record, submit_record
from groups.matching import Said, candidates, sole_exact
from groups.models import Group, GroupKind
from groups.name_index import known_names
from incidents import actions
from incidents.demo.accounts import desk, reviewer
from intake import events
from intake.actions import bring, hand_over
from intake.crosswalks.crosswalk import Crosswalk
from intake.crosswalks.known import CROSSWALKS
from intake.importing.actors import GOVERNMENT
from intake.importing.opening import open_for
from intake.importing.rows import read
from intake.importing.working import work
from intake.models import Import
from intake.tables.table import Refused

OPEN = ("ucdp-ged", "ucdp-ged-excerpt")  # what readers may see, attributed
NONE_FITS = "Its columns are those of no dataset that readers may see: only UCDP GED goes into the demonstration."
PUBLISHED = "Part of the demonstration."


def format_of(path: Path) -> str:
    """Which open dataset a file is of, by its columns. Raises ValidationError."""
    for name in OPEN:
        try:
            open_for(CROSSWALKS[name], path).lines.close()  # type: ignore[attr-defined]
        except Refused:
            continue
        return name
    raise ValidationError({"file": NONE_FITS})


def load(path: Path, *, release: str, at: datetime, tell: Callable[[Import], None]) -> Import:
    """Take a file in and publish it; what is there already stays as it is."""
    name = format_of(path)
    crosswalk = CROSSWALKS[name]
    with changing(by=desk(), reason=PUBLISHED):
        _enter_groups(_named(path, crosswalk), crosswalk.dataset.scheme)
    by = desk()
    importing = bring(path, name=path.name, format=name, by=by, at=at, release=release)
    while importing.is_unfinished:
        work(seconds=5, tell=tell, by=by)
        importing.refresh_from_db()
    if importing.counts.get("new"):
        _publish(importing, at)
    return importing


def _named(path: Path, crosswalk: Crosswalk) -> Iterable[events.Actor]:
    rows = read(open_for(crosswalk, path).lines, crosswalk).rows
    return {actor.number or actor.name: actor for row in rows for actor in row.event.actors}.values()


def _enter_groups(named: Iterable[events.Actor], scheme: str) -> None:
    """Actors that no group bears the id or the name of become groups, so that readers can ask for them."""
    index = known_names()
    for actor in named:
        ids = {scheme: actor.number} if actor.number else {}
        is_known = Group.objects.filter(name__iexact=actor.name).exists()
        if not is_known and not sole_exact(candidates(index, [Said(actor.name)], ids)):
            kind = GroupKind.STATE_FORCE if actor.name.startswith(GOVERNMENT) else GroupKind.ARMED_GROUP
            group = enter_group(by=desk(), name=actor.name, kind=kind, external_ids=ids)
            submit_record(group, by=desk())
            publish_record(group, by=reviewer())


def _publish(importing: Import, at: datetime) -> None:
    """As a reviewer would who found the whole sample right."""
    batch = hand_over(importing, by=desk(), note=PUBLISHED)
    for public_id in batch.sample:
        actions.judge_sample(batch, by=reviewer(), public_id=public_id, is_right=True)
    while actions.publish_next(batch, by=reviewer(), at=at):
        pass
