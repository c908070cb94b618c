"""The neutral words of synthetic titles and summaries, in Latin and Arabic script: no names, nothing that happened."""

from functools import cache
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from incidents.synthetic.chance import Chance, Numbers, falling

PLAIN = """
area bank bend boundary bridge bus canal cargo centre channel checkpoint clinic corner corridor court crossing culvert
dam depot district dry early east edge embankment evening farm fence ferry field flat foothill ford forest fork garage
garden gate gorge gravel ground hall harvest highway hill hour house junction kilometre lake lane late level line long
lower main market meadow metre middle mill minor morning mountain narrow near neighbourhood night north northern office
old open orchard outer outskirts park part pass path pavement plain plateau point pond post quarter quiet rail ridge
river road rock roof route sand section service settlement shed shop short side signal site slope small snow south
southern spring square stage station stone store stream street supply surface table terrace timber tower town track
traffic train tree tunnel turn upper valley vehicle village wall warehouse water weather well west wide winter yard zone
"""
PERSIAN = """
راه جاده پل بازار کوه دره رود دریا چشمه باغ زمین دشت تپه روستا قریه شهر خانه دیوار دروازه برج میدان کوچه چهارراه پاسگاه
بند جوی آسیاب درخت سنگ ریگ خاک باران برف بهار تابستان خزان زمستان صبح شام شب روز هفته ماه سال شمال جنوب شرق غرب بالا
پایین نزدیک دور کنار میان آغاز پایان خط مرز موتر قطار ایستگاه گدام دفتر
"""
PASHTO = """
لار سړک کلی ښار غر سیند ونه ډبره کور دېوال دروازه غونډۍ دښته پوله ورځ شپه میاشت کال اوبه واوره پسرلی اوړی منی ژمی ختیځ
لویدیځ سهیل پورته ښکته منځ څنډه
"""
PERSIAN_ENDINGS = ("", "ها", "\u200cها", "\u200cهای", "ی", "\u200cای")
STARTS = ("ka", "sha", "bo", "te", "lu", "ni", "pra", "ve", "go", "su", "re", "dom")
MIDDLES = ("l", "nd", "rv", "st", "mb", "kt", "sht", "vl", "gr", "tch", "pl", "dr", "ft", "zg")
ENDS = ("and", "ul", "est", "orn", "ilt", "oum", "enk", "ast", "olm", "und", "isk", "erd", "unt", "alk", "osh", "eb")

SPREAD = 0.7  # how much more often common words are used than rare ones
TITLE, SENTENCE, LEAST = 5, 10, 6  # words
STOCK = 2000  # sentences that reports quote


@cache
def vocabulary() -> pa.Array:
    """Some three thousand words, the common ones first, both scripts among the rare ones."""
    persian = [word + ending for word, ending in product(PERSIAN.split(), PERSIAN_ENDINGS)] + PASHTO.split()
    rare = [start + middle + end for start, middle, end in product(STARTS, MIDDLES, ENDS)] + persian
    shuffled = Chance(0, 0).draw.permutation(np.array(rare, dtype=object))
    return pa.array([*PLAIN.split(), *dict.fromkeys(shuffled.tolist())], pa.string())


@cache
def _capitalised() -> pa.Array:
    return pc.utf8_capitalize(vocabulary())


def titles(kinds: pa.Array, chance: Chance, *, opening: str) -> pa.Array:
    """The opening that marks a title, then the kind of incident and a few words."""
    return pc.binary_join_element_wise(pa.scalar(opening.strip()), kinds, *_columns(chance, len(kinds), TITLE), " ")


def summaries(number: int, chance: Chance) -> pa.Array:
    """One sentence or two."""
    second = pc.if_else(pa.array(chance.happens(0.5, number)), sentences(number, chance), None)
    return _joined([sentences(number, chance), second])


def quotations(number: int, chance: Chance) -> pa.Array:
    """What reports quote: sentences of a small stock, as texts are dear to make."""
    return sentences(STOCK, chance).take(pa.array(chance.between(0, STOCK - 1, number)))


def sentences(number: int, chance: Chance) -> pa.Array:
    first, *rest = _columns(chance, number, SENTENCE, capitalised=1)
    length = chance.between(LEAST, SENTENCE, number)
    shorter = [
        column if place < LEAST else pc.if_else(pa.array(length > place), column, None)
        for place, column in enumerate(rest, 1)
    ]
    return pc.binary_join_element_wise(_joined([first, *shorter]), pa.scalar("."), "")


def _columns(chance: Chance, number: int, words: int, *, capitalised: int = 0) -> list[pa.Array]:
    """A column for each place in a sentence."""
    drawn: Numbers = chance.pick(falling(len(vocabulary()), SPREAD), (words, number))
    lists = [_capitalised() if place < capitalised else vocabulary() for place in range(words)]
    return [known.take(pa.array(column)) for known, column in zip(lists, drawn, strict=True)]


def _joined(columns: list[pa.Array]) -> pa.Array:
    return pc.binary_join_element_wise(*columns, " ", null_handling="skip")
