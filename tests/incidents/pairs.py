"""Pairs of accounts labelled by hand: of one event, and of two that are easily taken for one.

The accounts are made up after what the sources of the region are like: other spellings, a day's shift, early and late
tolls, a district for a village. Neither set was chosen by what matching says of it.
"""

from dataclasses import replace

from incidents.kinds import Kind, TargetKind
from incidents.matching import Actor, Sketch, Unit, Where
from sources.quantities import Estimate, Hedge
from tests.incidents.sketches import (
    BAGH,
    BARCHI,
    DARZAB,
    JOWZJAN,
    KABUL,
    KABUL_CITY,
    MAP,
    MOGHUL,
    MOSQUE,
    QOSH_TEPA,
    QUETTA_TOWN,
    SAR_DARA,
    SHAHR_E_NAW,
    citing,
    killed,
    sketch,
)

ISKP, TALIBAN, TTP = Actor(1, "ISK-P", above=frozenset({2})), Actor(5, "Taliban"), Actor(3, "TTP")
ISLAMIC_STATE, POLICE = Actor(2, "Islamic State"), Actor(4, "Afghan security forces", is_usual=True)
STRUCK_ISKP = replace(ISKP, is_struck=True)
SHIA_WORSHIP, CITY_POLICE = (TargetKind.RELIGIOUS, "Shia"), (TargetKind.POLICE, "")
Pair = tuple[Sketch, Sketch]


def by(*actors: Actor) -> frozenset[Actor]:
    return frozenset(actors)


def toll(low: int, high: int | None, best: int | None = None, **others: int) -> dict[str, Estimate]:
    return {
        "killed": Estimate(low, best if best is not None else low, high),
        **{outcome: Estimate(number, number, number) for outcome, number in others.items()},
    }


def text(name: str, within: Unit | None = None) -> Where:
    """A place as typed, not (yet) found in the gazetteer."""
    return Where(within=(within, *MAP[within].within) if within else (), names=frozenset({name}))


def pin(lat: float, lon: float, km: float) -> Where:
    return Where(lat=lat, lon=lon, uncertainty_km=km, precision="site" if km < 1 else "settlement")


mosque = sketch("2017-10-20", MOSQUE, kind=Kind.SUICIDE_ATTACK, actors=by(ISKP), counts=toll(27, 30, 30))
clash = sketch("2017-12-12", MOGHUL, kind=Kind.ARMED_CLASH, actors=by(ISKP, POLICE), counts=killed(9))
strike = sketch("2018-01-01", DARZAB, kind=Kind.AIRSTRIKE, actors=by(STRUCK_ISKP), counts=killed(7, Hedge.AT_LEAST))
arrests = sketch("2017-12-05", KABUL_CITY, kind=Kind.ARREST, actors=by(POLICE, STRUCK_ISKP),
                 counts={"arrested": Estimate(4, 4, 4)})  # fmt: skip
bomb = sketch("2017-12-28", SHAHR_E_NAW, kind=Kind.BOMBING_IED, actors=frozenset(), counts=toll(3, 3, wounded=11))
camp = sketch("/2017-12-07", MOGHUL, kind=Kind.TRAINING_CAMP, actors=by(ISKP))
church = sketch("2017-12-17", QUETTA_TOWN, kind=Kind.SUICIDE_ATTACK, actors=by(ISKP), counts=toll(9, None, wounded=51))
leader = sketch("2017-07-11", None, kind=Kind.LEADER_CHANGE, actors=by(ISKP), counts=killed(1))

SAME: dict[str, Pair] = {
    "the same words again": (mosque, mosque),
    "a neighbourhood in Dari, a rising toll": (
        mosque, sketch("2017-10-20", text("دشت برچی", KABUL_CITY), kind=Kind.SUICIDE_ATTACK, actors=by(ISKP),
                       counts=toll(39, None))),
    "the mosque and its neighbourhood, the kind less exact": (
        mosque, sketch("2017-10-20", BARCHI, kind=Kind.BOMBING_IED, actors=frozenset(), counts=killed(30))),
    "only the city, nobody named": (
        mosque, sketch("2017-10-20", KABUL_CITY, kind=Kind.SUICIDE_ATTACK, actors=frozenset(), counts=killed(32))),
    "dated by the paper, credited to the parent group": (
        mosque, sketch("2017-10-21", MOSQUE, kind=Kind.SUICIDE_ATTACK, actors=by(ISLAMIC_STATE),
                       counts=toll(39, None))),
    "the mosque under a like name": (
        mosque, sketch("2017-10-20", text("Imam-e-Zaman Mosque", KABUL_CITY), kind=Kind.SUICIDE_ATTACK,
                       actors=frozenset(), counts=killed(20, Hedge.AT_LEAST))),
    "a pin beside the mosque": (
        mosque, sketch("2017-10-20", pin(34.492, 69.083, 0.5), kind=Kind.SUICIDE_ATTACK, counts=killed(27))),
    "a village in its district": (
        clash, sketch("2017-12-12", DARZAB, kind=Kind.ARMED_CLASH, actors=by(ISKP), counts=killed(11))),
    "a village as typed, the day after": (
        clash, sketch("2017-12-13", text("Mughul", DARZAB), kind=Kind.ARMED_CLASH, actors=by(ISKP, POLICE),
                      counts=killed(9))),
    "called an attack, one side counted": (
        clash, sketch("2017-12-12", MOGHUL, kind=Kind.ARMED_ATTACK, actors=by(POLICE), counts=killed(5))),
    "a week instead of a day": (
        clash, sketch("2017-12-11/2017-12-17", MOGHUL, kind=Kind.ARMED_CLASH, actors=by(ISKP), counts=killed(9))),
    "two neighbouring villages for one fight": (
        clash, sketch("2017-12-12", SAR_DARA, kind=Kind.ARMED_CLASH, actors=by(ISKP, POLICE), counts=killed(9))),
    "a strike called a drone's, two days' news": (
        strike, sketch("2018-01-02", DARZAB, kind=Kind.DRONE_STRIKE, actors=by(STRUCK_ISKP), counts=killed(7))),
    "a strike in a village of the district": (
        strike, sketch("2018-01-01", text("Alkhani", DARZAB), kind=Kind.AIRSTRIKE, actors=by(STRUCK_ISKP),
                       counts=killed(8))),
    "a strike dated by its paper": (
        strike, sketch("/2018-01-02", DARZAB, kind=Kind.AIRSTRIKE, actors=by(STRUCK_ISKP), counts=killed(7))),
    "arrests in a wire copy": (
        replace(arrests, citations=citing(31, 30)), replace(arrests, citations=citing(32, 30), where=MAP[KABUL])),
    "arrests called a raid": (
        arrests, sketch("2017-12-05", KABUL_CITY, kind=Kind.RAID, actors=by(POLICE), counts=arrests.counts)),
    "a bomb, the wounded counted alike": (
        bomb, sketch("2017-12-28", KABUL_CITY, kind=Kind.BOMBING_IED, actors=by(TALIBAN),
                     counts=toll(4, 4, wounded=11))),
    "a bomb, by two spellings": (
        bomb, sketch("2017-12-28", text("Shahre Nau", KABUL_CITY), kind=Kind.BOMBING_IED, actors=frozenset())),
    "a bomb that killed a policeman, as a killing of one": (
        replace(bomb, targets=frozenset({CITY_POLICE})),
        sketch("2017-12-28", SHAHR_E_NAW, kind=Kind.ASSASSINATION, actors=by(TALIBAN), counts=toll(3, 3),
               targets=frozenset({(TargetKind.GOVERNMENT, "")}))),
    "a camp, by another day's paper": (camp, replace(camp, latest=sketch("/2017-12-10").latest)),
    "a camp called a base": (camp, replace(camp, kind=Kind.BASE_ESTABLISHED)),
    "a church, at the pin of the town": (
        church, sketch("2017-12-17", pin(30.19, 67.01, 5.0), kind=Kind.SUICIDE_ATTACK, actors=by(ISLAMIC_STATE),
                       counts=toll(9, 9, wounded=44))),
    "a church, in the month alone": (
        church, sketch("2017-12", QUETTA_TOWN, kind=Kind.SUICIDE_ATTACK, actors=by(ISKP),
                       counts=toll(9, 9, wounded=57))),
    "a leader's death, placed by one": (
        leader, sketch("2017-07-11", JOWZJAN, kind=Kind.DRONE_STRIKE, actors=by(STRUCK_ISKP), counts=killed(1))),
    "undated, from the same source": (
        replace(church, citations=citing(40)),
        sketch("", QUETTA_TOWN, kind=Kind.SUICIDE_ATTACK, counts=toll(9, None), citations=citing(40))),
}  # fmt: skip

DIFFERENT: dict[str, Pair] = {
    "same district, next day, another kind": (
        clash, sketch("2017-12-13", SAR_DARA, kind=Kind.ARREST, actors=by(POLICE, STRUCK_ISKP),
                      counts={"arrested": Estimate(3, 3, 3)})),
    "same place, a week later": (
        clash, sketch("2017-12-19", MOGHUL, kind=Kind.ARMED_CLASH, actors=by(ISKP, POLICE), counts=killed(9))),
    "same day in one city, other targets": (
        replace(mosque, targets=frozenset({SHIA_WORSHIP})),
        sketch("2017-10-20", KABUL_CITY, kind=Kind.SUICIDE_ATTACK, actors=by(TALIBAN), counts=killed(6),
               targets=frozenset({CITY_POLICE}))),
    "same day in one city, two quarters": (
        mosque, sketch("2017-10-20", SHAHR_E_NAW, kind=Kind.SUICIDE_ATTACK, actors=by(TALIBAN), counts=killed(6))),
    "same day in one city, two quarters, one group": (
        mosque, sketch("2017-10-20", SHAHR_E_NAW, kind=Kind.BOMBING_IED, actors=by(ISKP), counts=killed(2))),
    "same day, far away": (mosque, replace(church, earliest=mosque.earliest, latest=mosque.latest)),
    "two bombs of one morning": (
        bomb, sketch("2017-12-28", BARCHI, kind=Kind.BOMBING_IED, actors=frozenset(), counts=toll(1, 1))),
    "two bombs of two days in a quarter": (
        bomb, sketch("2017-12-30", SHAHR_E_NAW, kind=Kind.BOMBING_IED, actors=frozenset(), counts=killed(1))),
    "two fights of neighbouring districts": (
        clash, sketch("2017-12-12", BAGH, kind=Kind.ARMED_CLASH, actors=by(ISKP, POLICE), counts=killed(2))),
    "fights of two days in one village": (
        clash, sketch("2017-12-14", MOGHUL, kind=Kind.ARMED_CLASH, actors=by(ISKP, POLICE), counts=killed(2))),
    "a fight, and the strike of the next day": (
        clash, sketch("2017-12-13", DARZAB, kind=Kind.AIRSTRIKE, actors=by(STRUCK_ISKP), counts=killed(20))),
    "two strikes of one month": (
        strike, sketch("2018-01", DARZAB, kind=Kind.AIRSTRIKE, actors=by(STRUCK_ISKP), counts=killed(30))),
    "two strikes in neighbouring districts": (
        strike, sketch("2018-01-01", QOSH_TEPA, kind=Kind.AIRSTRIKE, actors=by(STRUCK_ISKP), counts=killed(3))),
    "two strikes a day apart, by one article": (
        replace(strike, citations=citing(50)),
        sketch("2018-01-02", QOSH_TEPA, kind=Kind.AIRSTRIKE, actors=by(STRUCK_ISKP), counts=killed(15),
               citations=citing(50))),
    "arrests on two days in one city": (
        arrests, sketch("2017-12-07", KABUL_CITY, kind=Kind.ARREST, actors=by(POLICE, STRUCK_ISKP),
                        counts={"arrested": Estimate(11, 11, 11)})),
    "arrests of one day, of two groups": (
        arrests, sketch("2017-12-05", KABUL_CITY, kind=Kind.ARREST, counts={"arrested": Estimate(12, 12, 12)},
                        actors=by(POLICE, replace(TALIBAN, is_struck=True)))),
    "an attack, and the arrests after it": (
        mosque, sketch("2017-10-21", KABUL_CITY, kind=Kind.ARREST, actors=by(POLICE, STRUCK_ISKP),
                       counts={"arrested": Estimate(2, 2, 2)})),
    "an attack, and the claim of it": (
        church, sketch("2017-12-17", None, kind=Kind.STATEMENT, actors=by(ISKP))),
    "an attack, and the protest against it": (
        church, sketch("2017-12-18", QUETTA_TOWN, kind=Kind.PROTEST, actors=frozenset())),
    "two camps of one article": (
        replace(camp, citations=citing(60)),
        sketch("/2017-12-07", SAR_DARA, kind=Kind.TRAINING_CAMP, actors=by(ISKP), citations=citing(60))),
    "a base in the next district, by one article": (
        replace(camp, citations=citing(60)),
        sketch("/2017-12-12", QOSH_TEPA, kind=Kind.BASE_ESTABLISHED, actors=by(ISKP), citations=citing(60))),
    "two leaders, three months apart": (leader, sketch("2017-04", None, kind=Kind.LEADER_CHANGE, counts=killed(1))),
    "two killings by gunmen in one city": (
        sketch("2017-12-05", SHAHR_E_NAW, kind=Kind.ASSASSINATION, actors=by(TALIBAN), counts=killed(1)),
        sketch("2017-12-06", BARCHI, kind=Kind.ASSASSINATION, actors=by(TALIBAN), counts=killed(1))),
    "places of like names": (
        sketch("2017-12-05", text("Dasht-e Archi"), kind=Kind.ARMED_CLASH, actors=by(TALIBAN), counts=killed(4)),
        sketch("2017-12-05", BARCHI, kind=Kind.ARMED_ATTACK, actors=by(TALIBAN), counts=killed(2))),
    "a whole year, and one of its days": (
        sketch("2017", KABUL_CITY, kind=Kind.BOMBING_IED, actors=by(ISKP), counts=toll(200, 300, 250)), bomb),
    "a province's month, and one of its fights": (
        clash, sketch("2017-12", JOWZJAN, kind=Kind.ARMED_CLASH, actors=by(TALIBAN, POLICE), counts=killed(60))),
    "undated in one city": (
        bomb, sketch("", KABUL_CITY, kind=Kind.BOMBING_IED, actors=by(TALIBAN), counts=killed(2))),
    "daily fights in one village": (
        clash, sketch("2017-12-13", MOGHUL, kind=Kind.ARMED_CLASH, actors=by(ISKP, POLICE), counts=killed(8))),
    "two strikes of one day in a district": (
        strike, sketch("2018-01-01", DARZAB, kind=Kind.AIRSTRIKE, actors=by(STRUCK_ISKP), counts=killed(9))),
    "two bombs in a city, no quarter named": (
        replace(bomb, where=MAP[KABUL_CITY]),
        sketch("2017-12-28", KABUL_CITY, kind=Kind.BOMBING_IED, actors=frozenset(), counts=killed(2))),
    "claimed by rivals on one day": (
        sketch("2017-12-08", QUETTA_TOWN, kind=Kind.ARMED_ATTACK, actors=by(TTP), counts=killed(3)),
        sketch("2017-12-08", QUETTA_TOWN, kind=Kind.SUICIDE_ATTACK, actors=by(ISKP), counts=killed(14))),
}  # fmt: skip
