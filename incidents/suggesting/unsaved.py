"""What a half-filled report form says, as plain values: editors want suggestions before anything is saved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sources.quantities import Estimate


@dataclass(frozen=True)
class Unsaved:
    """Everything may be missing.

    `when` is EDTF. `place` and `within` are numbers of places, `place_text` is a place as typed; a pin (WGS84 degrees)
    goes before the position of either. `groups` acted and `struck` were struck, by number; `targets` are pairs of a
    kind and a community; `counts` maps an outcome such as "killed" to the total for it (see `counted`). `source` is
    the number of the cited item or, while that is new, `outlet` the number of its outlet.
    """

    kind: str = ""
    when: str = ""
    place: int | None = None
    place_text: str = ""
    within: int | None = None
    lat: float | None = None
    lon: float | None = None
    uncertainty_km: float | None = None
    groups: Collection[int] = ()
    struck: Collection[int] = ()
    targets: Collection[tuple[str, str]] = ()
    counts: Mapping[str, Estimate] = field(default_factory=dict)
    source: int | None = None
    outlet: int | None = None
