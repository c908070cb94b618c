"""Sketches for tests of matching: a small piece of the map, and what accounts may say of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from incidents.kinds import Kind, TargetKind
from incidents.matching import Actor, Citation, Sketch, Unit, Where
from incidents.matching.distances import doubt_km, km_between
from sources.dates import bounds
from sources.quantities import Estimate, Hedge, estimate

AF, PK = Unit(1, "Afghanistan", "country"), Unit(2, "Pakistan", "country")
KABUL, JOWZJAN, BALOCHISTAN = (
    Unit(11, "Kabul", "province"), Unit(12, "Jowzjan", "province"), Unit(13, "Balochistan", "province"),
)  # fmt: skip
KABUL_CITY, DARZAB, QOSH_TEPA, QUETTA = (
    Unit(21, "Kabul", "district"), Unit(22, "Darzab", "district"), Unit(23, "Qosh Tepa", "district"),
    Unit(24, "Quetta", "district"),
)  # fmt: skip
MOGHUL, SAR_DARA, BAGH, QUETTA_TOWN = (
    Unit(31, "Moghul", "settlement"), Unit(32, "Sar Dara", "settlement"), Unit(33, "Bagh", "settlement"),
    Unit(34, "Quetta", "settlement"),
)  # fmt: skip
BARCHI, SHAHR_E_NAW = Unit(41, "Dasht-e Barchi", "neighbourhood"), Unit(42, "Shahr-e Naw", "neighbourhood")
MOSQUE = Unit(51, "Imam Zaman Mosque", "site")
MAP: dict[Unit, Where] = {
    unit: Where(unit, within, frozenset({unit.name, *names}), lat, lon, km, precision)
    for unit, within, names, lat, lon, km, precision in (
        (AF, (), (), 33.9, 66.0, 800.0, "country"),
        (KABUL, (AF,), (), 34.5, 69.3, 80.0, "province"),
        (JOWZJAN, (AF,), ("Jawzjan", "جوزجان"), 36.5, 66.0, 120.0, "province"),
        (KABUL_CITY, (KABUL, AF), (), 34.53, 69.17, 20.0, "district"),
        (DARZAB, (JOWZJAN, AF), ("درزاب",), 35.98, 65.38, 20.0, "district"),
        (QOSH_TEPA, (JOWZJAN, AF), (), 36.09, 65.45, 20.0, "district"),
        (MOGHUL, (DARZAB, JOWZJAN, AF), (), 35.98, 65.38, 20.0, "district"),
        (SAR_DARA, (DARZAB, JOWZJAN, AF), (), 35.98, 65.38, 20.0, "district"),
        (BAGH, (QOSH_TEPA, JOWZJAN, AF), (), 36.02, 65.41, 2.0, "settlement"),
        (BARCHI, (KABUL_CITY, KABUL, AF), ("Dasht-e-Barchi", "دشت برچی"), 34.495, 69.085, 4.0, "settlement"),
        (SHAHR_E_NAW, (KABUL_CITY, KABUL, AF), (), 34.53, 69.166, 1.0, "settlement"),
        (MOSQUE, (BARCHI, KABUL_CITY, KABUL, AF), (), 34.49, 69.08, 0.3, "site"),
        (QUETTA_TOWN, (QUETTA, BALOCHISTAN, PK), (), 30.18, 67.0, 5.0, "settlement"),
    )
}  # fmt: skip


def sketch(when: str = "2017-12-17", where: Where | Unit | None = MOGHUL, **odd: Any) -> Sketch:
    """Plain: an armed attack by one group on one day in a village."""
    span = bounds(when)
    plain: dict[str, Any] = {"kind": Kind.ARMED_ATTACK, "actors": frozenset({Actor(1, "ISK-P")})}
    place = MAP[where] if isinstance(where, Unit) else where
    return Sketch(earliest=span.earliest, latest=span.latest, where=place, **{**plain, **odd})


def killed(number: int, hedge: Hedge = Hedge.EXACT) -> dict[str, Estimate]:
    return {"killed": estimate(number, hedge)}


def citing(source: int | None, root: int | None = None, owner: str = "") -> frozenset[Citation]:
    return frozenset({Citation(source, root or source, owner or f"outlet {source}")})


days = st.dates(date(2017, 11, 25), date(2018, 1, 5))
spans = st.one_of(
    days.map(lambda day: (day, day)), st.tuples(days, days).map(lambda two: tuple(sorted(two))),
    days.map(lambda day: (day.replace(day=1), day.replace(day=28))), days.map(lambda day: (None, day)),
    days.map(lambda day: (day, None)), st.just((None, None)), st.just((date(2017, 1, 1), date(2017, 12, 31))),
    st.just((date(2016, 1, 1), date(2017, 12, 20))),
)  # fmt: skip
points = st.builds(
    Where, within=st.sampled_from([(), (DARZAB, JOWZJAN, AF)]),
    names=st.sampled_from([frozenset(), frozenset({"Moghul village"}), frozenset({"دشت برچی"})]),
    lat=st.floats(35.9, 36.1), lon=st.floats(65.3, 65.5), uncertainty_km=st.sampled_from([0.5, 2.0, 20.0]),
    precision=st.sampled_from(["site", "settlement"]),
)  # fmt: skip
texts = st.builds(Where, within=st.sampled_from([(), (DARZAB, JOWZJAN, AF)]), names=st.just(frozenset({"Moghul"})))
wheres = st.one_of(st.none(), st.sampled_from(list(MAP.values())), points, texts)
actors = st.frozensets(
    st.sampled_from([
        Actor(1, "ISK-P", above=frozenset({2})), Actor(2, "Islamic State"), Actor(3, "TTP"), Actor(1, "ISK-P", True),
        Actor(4, "Police", is_usual=True), Actor(4, "Police", is_struck=True, is_usual=True),
    ]), max_size=3,
)  # fmt: skip
targets = st.frozensets(
    st.tuples(st.sampled_from(list(TargetKind)), st.sampled_from(["", "Shia", "Sufi"])), max_size=2
)
estimates = st.builds(estimate, st.integers(0, 90), st.sampled_from(list(Hedge)))
counts = st.dictionaries(st.sampled_from(["killed", "wounded", "arrested"]), estimates, max_size=2)
citations = st.frozensets(
    st.builds(Citation, st.one_of(st.none(), st.integers(1, 4)), st.integers(1, 2), st.sampled_from("ab")), max_size=2
)
sketches = st.builds(
    lambda span, **said: Sketch(earliest=span[0], latest=span[1], **said),
    spans, kind=st.sampled_from(["", *Kind]), where=wheres, actors=actors, targets=targets, counts=counts,
    citations=citations,
)  # fmt: skip


@st.composite
def pairs_with_the_first_widened(draw: st.DrawFn) -> tuple[Sketch, Sketch, Sketch]:
    """One, the same less surely dated and placed, and another."""
    one, other = draw(sketches), draw(sketches)
    earlier, later = draw(st.integers(0, 40)), draw(st.integers(0, 40))
    start = one.earliest and draw(st.sampled_from([one.earliest - timedelta(earlier), None]))
    end = one.latest and draw(st.sampled_from([one.latest + timedelta(later), None]))
    vaguer = [_wider(one.where, draw(st.floats(1, 50))), _unit_above(one.where), None]
    return one, replace(one, earliest=start, latest=end, where=draw(st.sampled_from(vaguer))), other


def _wider(where: Where | None, times: float) -> Where | None:
    return replace(where, uncertainty_km=doubt_km(where) * times) if where else None


def _unit_above(where: Where | None) -> Where | None:
    """The district, province or country around it, with a doubt that covers all the doubt there was."""
    above = next((MAP[unit] for unit in where.within if unit in MAP), None) if where else None
    if above is None or where is None:
        return where
    reached = (km_between(where, above) or 0.0) + doubt_km(where)
    return replace(above, uncertainty_km=max(reached, doubt_km(above)))
