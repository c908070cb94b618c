"""Datasets, the files of theirs that were taken in, and what became of every row; one file a noun."""

from intake.models.actor import Actor, Known, Naming
from intake.models.dataset import Dataset
from intake.models.entry import Entry, Finding, FindingKind
from intake.models.importing import Import, ImportState, Stage
from intake.models.mapping import Mapping

__all__ = [
    "Actor", "Dataset", "Entry", "Finding", "FindingKind", "Import", "ImportState", "Known", "Mapping", "Naming",
    "Stage",
]  # fmt: skip
