"""What a name is written in, in plain words. Pure."""

LANGUAGES = {
    "ar": "Arabic", "en": "English", "fa": "Persian", "fa-AF": "Dari", "prs": "Dari", "ps": "Pashto", "ru": "Russian",
    "tg": "Tajik", "tr": "Turkish", "ug": "Uyghur", "ur": "Urdu", "uz": "Uzbek", "bal": "Balochi", "pa": "Punjabi",
}  # fmt: skip
SCRIPTS = {"Arab": "Arabic script", "Cyrl": "Cyrillic script", "Deva": "Devanagari", "Latn": "Latin script"}


def language_in_words(code: str) -> str:
    """ "Dari" for fa-AF; a code that is not known stands for itself."""
    return LANGUAGES.get(code) or LANGUAGES.get(code.partition("-")[0]) or code


def script_in_words(code: str) -> str:
    """ "Arabic script" for Arab (ISO 15924)."""
    return SCRIPTS.get(code, code)
