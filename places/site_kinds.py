"""What a site is used for, as its name tells, and which uses are shown to the public only coarsely. Pure."""

from places.kind_words import KIND_WORDS
from places.models import PlaceKind, Sensitivity, SiteKind
from places.names import split

WITHHELD_SITES = frozenset({SiteKind.WORSHIP, SiteKind.SCHOOL, SiteKind.SHELTER, SiteKind.HOME})
# Words that tell it wherever they stand in a name.
ANYWHERE: dict[str, SiteKind] = {
    word: kind
    for kind, words in {
        SiteKind.WORSHIP: (
            "mosque masjid musjid church cathedral chapel shrine temple mandir gurdwara gurudwara imambargah imambara "
            "imambarah takiakhana husseiniya hussainia khanqah darbar مسجد مزار درگاه تکیه کلیسا "
            "گرجا مندر امامبارگاه خانقاه"
        ),
        SiteKind.SCHOOL: (
            "school college university academy madrasa madrassa madrasah madrassah madressah seminary kindergarten "
            "lycee مدرسه مکتب لیسه پوهنتون دانشگاه یونیورسٹی سکول اسکول ښوونځی کالج"
        ),
        SiteKind.SHELTER: "shelter orphanage refugee refugees idp idps safehouse پناهگاه",
        SiteKind.HOME: "house home residence compound",
    }.items()
    for word in split(words)
}
# Words that are part of many a town's name too: they tell it at the end alone.
AT_THE_END = {
    **dict.fromkeys(split("mazar ziarat ziyarat dargah bargah grave زیارت"), SiteKind.WORSHIP),
    **dict.fromkeys(split("jamia جامعه"), SiteKind.SCHOOL),
}  # fmt: skip


def site_kind_of(text: str) -> SiteKind | None:
    """What the named place is used for, where its name tells; None for towns, and where nothing tells."""
    words = split(text)
    told = next((ANYWHERE[word] for word in words if word in ANYWHERE), None)
    if told is None and len(words) > 1:
        told = AT_THE_END.get(words[-1])
    if told is None and words and KIND_WORDS.get(words[-1]) == PlaceKind.SITE:
        return SiteKind.OTHER
    return told


def default_sensitivity(kind: str, site_kind: str) -> Sensitivity:
    """What the public may see of a new place: those who pray, learn, shelter or live there are not pointed at."""
    is_withheld = kind == PlaceKind.SITE and site_kind in WITHHELD_SITES
    return Sensitivity.DISTRICT if is_withheld else Sensitivity.EXACT
