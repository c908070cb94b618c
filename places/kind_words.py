"""Words that say what a place is, in English and the languages of the region, so that they are not taken for names."""

from places.models import PlaceKind

KIND_WORDS: dict[str, PlaceKind] = {
    word: kind
    for kind, words in {
        PlaceKind.PROVINCE: "province territory wilayat wilaya velayat vilayat ولایت ولایات صوبہ صوبه",
        PlaceKind.DISTRICT: (
            "district tehsil tahsil taluka taluk subdivision agency woluswali woleswali wuleswali wolaswali uluswali "
            "ulaswali vulusvali ولسوالی ضلع تحصیل ایجنسی"
        ),
        PlaceKind.SETTLEMENT: "city town village qarya qaria qaryeh qaryah suburb شهر شہر ښار قریه گاؤں کلی",
        PlaceKind.NEIGHBOURHOOD: (
            "area locality neighbourhood neighborhood mohalla muhalla region ناحیه منطقه علاقہ محله"
        ),
        PlaceKind.SITE: (
            "mosque church shrine school university college madrasa madrassa hospital bazaar bazar market checkpost "
            "checkpoint camp base fort bridge road dam park مسجد"
        ),
    }.items()
    for word in words.split()
}
# Words of terrain: dropped to compare a name, but they say nothing of what an editor means to enter.
TERRAIN = frozenset(
    {"valley", "sector", "hills", "hill", "pass", "mountain", "mountains", "range", "stream", "river", "field"}
)
LONG_KIND_WORDS = tuple(word for word in KIND_WORDS if len(word) >= 6 and word.isascii())
UNIT_KINDS = frozenset({PlaceKind.PROVINCE, PlaceKind.DISTRICT})
# Words that official lists write beside a name without their being a part of it, as "town" is of Iqbal Town.
UNIT_WORDS = frozenset(
    {"city", "village", "شهر", "شہر", "ښار", "قریه", *(word for word, kind in KIND_WORDS.items() if kind in UNIT_KINDS)}
)
