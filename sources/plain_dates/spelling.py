"""One spelling for every way to write a word of a date: case, script, digits, abbreviations and small words aside."""

import re
import unicodedata

from sources.plain_dates.calendars import GREGORIAN_MONTHS, SOLAR_MONTHS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = ("spring", "summer", "autumn", "winter")

# Dari and Persian, Pashto and Urdu write one month each in their own way; abbreviations are English.
GREGORIAN_SPELLINGS = (
    "jan جنوری ژانویه", "feb فبروری فروری فوریه", "mar مارچ مارس", "apr اپریل آوریل", "می مه مئی", "jun جون ژوئن",
    "jul جولای جولائی ژوئیه", "aug اگست آگست اوت", "sep sept سپتمبر سپتامبر ستمبر", "oct اکتوبر اکتبر", "nov نومبر نوامبر",
    "dec دسمبر دسامبر",
)
# The signs of the zodiac in Dari, the Pashto months and the Iranian ones, each also in Latin script.
SOLAR_SPELLINGS = (
    "حمل وری فروردین wray farvardin", "saur sowr thawr ثور غویی اردیبهشت ghwayay ordibehesht",
    "jauza jowza جوزا غبرګولی خرداد ghbargolay khordad", "سرطان چنګاښ تیر chungash tir", "اسد زمری مرداد zmaray mordad",
    "sonbola سنبله وږی شهریور wagay shahrivar", "میزان تله مهر tala mehr", "عقرب لړم آبان larum aban",
    "qaus قوس لیندۍ آذر lindai azar", "jady جدی مرغومی دی marghumay dey", "dalwa دلو سلواغه بهمن salwagha bahman",
    "hoot حوت کب اسفند kab esfand",
)
WEEKDAY_SPELLINGS = (
    "mon دوشنبه", "tue tues سهشنبه", "wed weds چهارشنبه", "thu thur thurs پنجشنبه", "fri جمعه", "sat شنبه",
    "sun یکشنبه",
)
OTHERS = {
    "about": "around circa c ca approximately approx roughly ~ ≈",
    "possibly": "perhaps maybe probably",
    "early": "beginning_", "autumn": "fall", "until": "till", "to": "through thru", "mid": "middle",
    "day": "days", "week": "weeks", "month": "months", "year": "years", "past": "previous",
    "1": "first one", "2": "second two", "3": "third three", "4": "fourth four", "5": "fifth five", "6": "six",
    "7": "seven", "8": "eight", "9": "nine", "10": "ten", "11": "eleven", "12": "twelve",
}
SMALL = "the of in on at during sometime , ، ؛ . م ء ع میلادی عیسوی هجری شمسی خورشیدی هش ماه سال ad ce"
