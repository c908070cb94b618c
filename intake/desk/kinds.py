"""What is told of single rows of an import, each kind with its words for the pages."""

from dataclasses import dataclass

from intake.models import FindingKind

NEW = "new"


@dataclass(frozen=True)
class Told:
    """A list of rows: its name in addresses, its label, what it means, and what it says when it is empty."""

    name: str
    label: str
    meaning: str
    empty: str


KINDS = (
    Told(FindingKind.REJECTED, "Rejected",
         "Nothing of these rows is kept. Correct them in the file and bring it again.", "Every row was read."),
    Told(FindingKind.VANISHED, "No longer in the dataset",
         "Rows of earlier files that this one should have, by the days and countries it covers, and has not. Their "
         "incidents stay until somebody withdraws them.", "No row of an earlier file is missing."),
    Told(FindingKind.DUPLICATE, "Likely duplicates",
         "New incidents that may be one with an incident of another source. A person judges each pair.",
         "No new incident is likely to be one with another."),
    Told(FindingKind.UPDATED, "Updated",
         "Rows that say something else than they did. Their reports are corrected, and the history says by which "
         "release.", "No row says anything else than it did."),
    Told(FindingKind.UNLOCATED, "Without a place", "Their incidents are on no map until somebody says where they are.",
         "Every row has a place."),
    Told(FindingKind.PLACE_DIFFERS, "Place in doubt", "Coordinates and names of these rows do not fit each other.",
         "Coordinates and names agree."),
    Told(FindingKind.ODD, "Put right or left out", "Something in these rows was put in order, or is not kept.",
         "Nothing had to be put right."),
)  # fmt: skip
OPENED = Told(NEW, "New", "Rows that were not known before. Each opened an incident, a draft at first.",
              "No row was new.")  # fmt: skip
BY_NAME = {each.name: each for each in (OPENED, *KINDS)}
