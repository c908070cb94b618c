"""Reports and the incidents editors conclude from them, one file a noun."""

from incidents.models.attribution import AttributedBy, Attribution, AttributionStatus, Role
from incidents.models.casualty import Casualty, CasualtyClass, Outcome
from incidents.models.decision import Decision, Verdict
from incidents.models.incident import Incident, IncidentNumber, IncidentQuerySet, Target, Weapon
from incidents.models.report import Report

__all__ = [
    "AttributedBy", "Attribution", "AttributionStatus", "Casualty", "CasualtyClass", "Decision", "Incident",
    "IncidentNumber", "IncidentQuerySet", "Outcome", "Report", "Role", "Target", "Verdict", "Weapon",
]
