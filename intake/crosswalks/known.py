"""The crosswalks there are: by the key of their dataset, and those of people's own tables by "own:" and a mapping."""

from intake.crosswalks.acled import Acled
from intake.crosswalks.crosswalk import Crosswalk
from intake.crosswalks.gtd import Gtd
from intake.crosswalks.own import OwnTable
from intake.crosswalks.own_export import own_export
from intake.crosswalks.ucdp_excerpt import UcdpExcerpt
from intake.crosswalks.ucdp_ged import UcdpGed
from intake.models import Mapping
from intake.models.mapping import OWN

CROSSWALKS: dict[str, Crosswalk] = {
    **{each.dataset.key: each for each in (UcdpGed(), Acled(), Gtd(), own_export())}, "ucdp-ged-excerpt": UcdpExcerpt(),
}  # fmt: skip


class UnknownFormat(LookupError):
    """A format that there is not, with a sentence that says which there are."""


def crosswalk_for(format: str) -> Crosswalk:
    """By the key of a dataset, or "own:" and the number of a mapping. Raises UnknownFormat."""
    if found := CROSSWALKS.get(format):
        return found
    number = format.removeprefix(OWN)
    if format.startswith(OWN) and number.isascii() and number.isdigit() and len(number) < 19:
        mapping = Mapping.objects.select_related("dataset").filter(pk=int(number)).first()
        if mapping:
            return OwnTable(mapping.mapped)
    raise UnknownFormat(f"Choose one of {', '.join(sorted(CROSSWALKS))}, or {OWN} and the name of a saved mapping.")


def format_named(format: str) -> str:
    """A format as imports keep it, of one as people type it: with the name of a mapping in place of its number."""
    mapping = Mapping.objects.filter(name=format.removeprefix(OWN)).first() if format.startswith(OWN) else None
    return mapping.format if mapping else format
