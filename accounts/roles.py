"""What each role may do: the one table of rights, each role holding those of the roles before it."""

from accounts.models import Role

EDITING = frozenset({
    "incidents.view_draft",
    "incidents.enter_report",
    "sources.edit",
    "places.edit",
    "places.view_exact",
    "groups.edit",
    "groups.view_draft",
    "intake.import",
})
REVIEWING = EDITING | {"incidents.publish", "groups.publish", "sources.grade", "sources.withhold"}

PERMISSIONS: dict[str, frozenset[str]] = {
    Role.READER: frozenset(),
    Role.ANALYST: frozenset(),
    Role.EDITOR: EDITING,
    Role.REVIEWER: REVIEWING,
    Role.ADMIN: REVIEWING | {"accounts.manage", "intake.open"},
}


def permissions_of(role: str) -> frozenset[str]:
    """The permission names a role holds; an unknown role holds none."""
    return PERMISSIONS.get(role, frozenset())


def roles_with(permission: str) -> list[str]:
    """The roles that hold a right, such as "incidents.enter_report"."""
    return [str(role) for role, held in PERMISSIONS.items() if permission in held]
