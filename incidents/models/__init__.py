"""Reports and the incidents editors conclude from them, one file a noun."""

from incidents.models.attribution import AttributedBy, Attribution, AttributionStatus, Role
from incidents.models.batch import Batch
from incidents.models.casualty import Casualty, CasualtyClass, Outcome
from incidents.models.comment import Comment
from incidents.models.decision import Decision, Verdict
from incidents.models.draft import Draft
from incidents.models.incident import Incident, IncidentNumber, IncidentQuerySet, Target, Weapon
from incidents.models.merge import Merge
from incidents.models.report import Report
from incidents.models.unresolved import Unresolved

__all__ = [
    "AttributedBy", "Attribution", "AttributionStatus", "Batch", "Casualty", "CasualtyClass", "Comment", "Decision",
    "Draft", "Incident", "IncidentNumber", "IncidentQuerySet", "Merge", "Outcome", "Report", "Role", "Target",
    "Unresolved", "Verdict", "Weapon",
]
