"""One spelling for every way to write a word of a date: case, script, digits, abbreviations and small words aside."""

import re
import unicodedata

from sources.plain_dates.calendars import GREGORIAN_MONTHS, SOLAR_MONTHS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# Dari and Persian, Pashto and Urdu write one month each in their own way; letters that only differ by language
# ("ي" and "ی") are folded.
MONTH_SPELLINGS = (
    "jan جنوری ژانویه", "feb فبروری فروری فوریه", "mar مارچ مارس", "apr اپریل آوریل", "می مه مئی", "jun جون ژوئن",
    "jul جولای جولائی ژوئیه", "aug اگست اوت", "sep sept سپتمبر سپتامبر ستمبر", "oct اکتوبر اکتبر",
    "nov نومبر نوامبر", "dec دسمبر دسامبر",
)
# The signs of the zodiac, which are the months in Dari; the Pashto months; the Iranian ones.
SOLAR_SPELLINGS = (
    "حمل وری فروردین wray farvardin", "saur sowr thawr ثور غویی اردیبهشت ghwayay ordibehesht",
    "jauza jowza جوزا غبرگولی خرداد ghbargolay khordad", "سرطان چنگاښ تیر chungash tir",
    "اسد زمری مرداد zmaray mordad", "sonbola سنبله وږی شهریور wagay shahrivar", "میزان تله مهر tala mehr",
    "عقرب لړم آبان larum aban", "qaus قوس لیندی آذر lindai azar", "jady جدی مرغومی دی marghumay dey",
    "dalwa دلو سلواغه بهمن salwagha bahman", "hoot حوت کب اسفند kab esfand",
)
WEEKDAY_SPELLINGS = (
    "mon دوشنبه", "tue tues سهشنبه", "wed weds چهارشنبه", "thu thur thurs پنجشنبه", "fri جمعه", "sat شنبه",
    "sun یکشنبه",
)
OTHER_SPELLINGS = {
    "about": "around circa c ca approximately approx roughly ~ ≈", "possibly": "perhaps maybe probably",
    "start": "beginning", "mid": "middle", "autumn": "fall", "until": "till", "to": "through thru",
    "day": "days", "week": "weeks", "month": "months", "year": "years", "decade": "s",
    "1": "a an one first", "2": "two second", "3": "three third", "4": "four fourth", "5": "five fifth",
    "6": "six sixth", "7": "seven seventh", "8": "eight", "9": "nine", "10": "ten", "11": "eleven", "12": "twelve",
}
SMALL_WORDS = frozenset("the of in on at during sometime ad ce sh م ء ع میلادی عیسوی ه ش هجری شمسی خورشیدی ماه سال".split())
PHRASES = (
    (r"(?:not|no) later than|at latest(?: by)?", "by"),
    (r"prior to", "before"),
    (r"up to", "until"),
    (r"(early|mid|late) -", r"\1"),
    (r"q ([1-4])", r"\1 quarter"),
    (r"(\d{4}) (?:['’] )?decade", r"decade \1"),
    (r"(\d+) (?:st|nd|rd|th)", r"\1"),
    (r"(یک|دو|سه|چهار|پنج) شنبه", r"\1شنبه"),
)

_LETTERS = str.maketrans("يىېۍئكګټډړآأإةہھۀۂؤ–—−‒‑،؛,;", "یییییکگتدراااههههو-----    ")
_DOTS = re.compile(r"(?<!\d)\.|\.(?!\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
_PHRASES = [(re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), plain) for pattern, plain in PHRASES]


def with_plain_digits(text: str) -> str:
    """Digits of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def canonical(text: str) -> str:
    """ "Sunday, the 17th of Dec. 2017" as "sunday 17 december 2017": words and signs, one blank between each."""
    words = [_SPELLED.get(word, word) for word in _TOKEN.findall(_folded(text))]
    plain = " ".join(word for word in words if word not in SMALL_WORDS)
    for pattern, replacement in _PHRASES:
        plain = pattern.sub(replacement, plain)
    return plain


def _folded(text: str) -> str:
    signs = unicodedata.normalize("NFKC", with_plain_digits(text)).casefold()
    bare = "".join(sign for sign in signs if unicodedata.category(sign) not in ("Mn", "Cf"))
    return _DOTS.sub(" ", bare.translate(_LETTERS))


def _spellings() -> dict[str, str]:
    lists = (
        *zip(GREGORIAN_MONTHS, MONTH_SPELLINGS, strict=True), *zip(SOLAR_MONTHS, SOLAR_SPELLINGS, strict=True),
        *zip(WEEKDAYS, WEEKDAY_SPELLINGS, strict=True), *OTHER_SPELLINGS.items(),
    )
    return {_folded(spelling): word for word, spellings in lists for spelling in spellings.split()}


_SPELLED = _spellings()
