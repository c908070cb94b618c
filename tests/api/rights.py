"""The declared table: which role may do what at which address. A new address without a line here fails the tests."""

from accounts.models import Role

STRANGER = "stranger"
EVERYBODY = frozenset({STRANGER, *Role.values})
EDITORS = frozenset({Role.EDITOR.value, Role.REVIEWER.value, Role.ADMIN.value})
REVIEWERS = frozenset({Role.REVIEWER.value, Role.ADMIN.value})
NOBODY: frozenset[str] = frozenset()

READ = {"GET": EVERYBODY}
ENTER = {"POST": EDITORS}
PUBLISH = {"POST": REVIEWERS}
LIST = {"GET": EVERYBODY, "POST": EDITORS}
ONE = {"GET": EVERYBODY, "PATCH": EDITORS}
DESK_PAGE = {"GET": EDITORS}
DESK_FORM = {"GET": EDITORS, "POST": EDITORS}

RIGHTS: dict[str, dict[str, frozenset[str]]] = {
    "/": READ,
    "/incidents/{public_id}/": READ,
    "/incidents/{public_id}/history/": READ,
    "/outlets/": READ,
    "/outlets/{slug}/": READ,
    "/groups/": READ,
    "/groups/{slug}/": READ,
    "/desk/": DESK_PAGE,
    "/desk/drafts/": DESK_FORM,
    "/desk/drafts/{key}/discard/": ENTER,
    "/desk/reports/new/": DESK_FORM,
    "/desk/reports/{pk}/": DESK_FORM,
    "/desk/incidents/{public_id}/": DESK_FORM,
    "/desk/incidents/{public_id}/submit/": ENTER,
    "/desk/incidents/{public_id}/publish/": PUBLISH,
    "/desk/incidents/{public_id}/withdraw/": PUBLISH,
    "/desk/incidents/{public_id}/send-back/": PUBLISH,
    "/desk/incidents/{public_id}/reopen/": ENTER,
    "/desk/incidents/{public_id}/pairs/": DESK_PAGE,
    "/desk/incidents/{public_id}/with/{other}/": DESK_FORM,
    "/desk/incidents/{public_id}/move/": DESK_FORM,
    "/desk/merges/{pk}/undo/": ENTER,
    "/desk/pairs/": DESK_PAGE,
    "/desk/incidents/{public_id}/confirm/": PUBLISH,
    "/desk/incidents/{public_id}/embargo/": PUBLISH,
    "/desk/incidents/{public_id}/by-rule/": ENTER,
    "/desk/incidents/{public_id}/comments/": ENTER,
    "/desk/incidents/{public_id}/assign/": ENTER,
    "/desk/places/search/": DESK_PAGE,
    "/desk/places/{pk}/": DESK_PAGE,
    "/desk/places/{pk}/status/": DESK_PAGE,
    "/desk/places/{pk}/choose/": ENTER,
    "/desk/places/{pk}/pin/": ENTER,
    "/desk/places/{pk}/retry/": ENTER,
    "/desk/suggestions/": DESK_PAGE,
    "/desk/outlets/": {"GET": REVIEWERS},
    "/desk/outlets/{slug}/": {"GET": REVIEWERS, "POST": REVIEWERS},
    "/desk/readings/": DESK_PAGE,
    "/desk/sources/known/": DESK_PAGE,
    "/accounts/login/": {"GET": EVERYBODY, "POST": EVERYBODY},
    "/accounts/logout/": {"POST": EVERYBODY},
    "/api/v1/schema": READ,
    "/api/v1/docs/": READ,
    "/api/v1/explore/": READ,
    "/api/v1/explore/incidents/": READ,
    "/api/v1/explore/playback/": READ,
    "/api/v1/explore/export.csv": READ,
    "/api/v1/explore/export.geojson": READ,
    "/api/v1/explore/export.xlsx": READ,
    "/api/v1/explore/export.gpkg": READ,
    "/api/v1/explore/export.parquet": READ,
    "/api/v1/explore/exports/": {"POST": EVERYBODY},
    "/api/v1/explore/exports/{pk}/": READ,
    "/api/v1/explore/exports/files/{pk}/": READ,
    "/api/v1/incidents/": LIST,
    "/api/v1/incidents/{public_id}/": ONE,
    "/api/v1/incidents/{public_id}/reports/": ENTER,
    "/api/v1/incidents/{public_id}/submit/": ENTER,
    "/api/v1/incidents/{public_id}/publish/": PUBLISH,
    "/api/v1/incidents/{public_id}/withdraw/": PUBLISH,
    "/api/v1/groups/": LIST,
    "/api/v1/groups/{slug}/": ONE,
    "/api/v1/groups/{slug}/names/": ENTER,
    "/api/v1/groups/{slug}/publish/": PUBLISH,
    "/api/v1/groups/{slug}/withdraw/": PUBLISH,
    "/api/v1/alliances/": LIST,
    "/api/v1/alliances/{pk}/": ONE,
    "/api/v1/alliances/{pk}/publish/": PUBLISH,
    "/api/v1/alliances/{pk}/withdraw/": PUBLISH,
    "/api/v1/leadership/": LIST,
    "/api/v1/leadership/{pk}/": ONE,
    "/api/v1/leadership/{pk}/publish/": PUBLISH,
    "/api/v1/leadership/{pk}/withdraw/": PUBLISH,
    "/api/v1/presence/": LIST,
    "/api/v1/presence/{pk}/": ONE,
    "/api/v1/presence/{pk}/publish/": PUBLISH,
    "/api/v1/presence/{pk}/withdraw/": PUBLISH,
    "/api/v1/places/": LIST,
    "/api/v1/places/{code}/": ONE,
    "/api/v1/places/{code}/choose/": ENTER,
    "/api/v1/outlets/": LIST,
    "/api/v1/outlets/{slug}/": ONE,
    "/api/v1/sources/": LIST,
    "/api/v1/sources/{slug}/": ONE,
}
