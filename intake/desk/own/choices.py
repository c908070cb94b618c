"""What a column may mean, in the words of the page, grouped as one asks: when, what, where, who, how many."""

from intake.guessing import Meaning

M = Meaning
NOTHING = ("", "– not taken in –")
MEANINGS = (
    NOTHING,
    ("The row", ((M.ID, "Its id"), (M.SOURCE, "Sources, by name"), (M.SOURCE_COUNT, "How many sources"))),
    ("When", ((M.DATE, "Date"), (M.END_DATE, "Last day"), (M.DATE_PRECISION, "How exact the date is"))),
    ("What", ((M.KIND, "What happened"), (M.TARGETS, "What was struck"), (M.WEAPONS, "With which weapons"))),
    ("Where", (
        (M.PLACE, "Place"), (M.DISTRICT, "District"), (M.PROVINCE, "Province"), (M.COUNTRY, "Country"),
        (M.LATITUDE, "Latitude"), (M.LONGITUDE, "Longitude"), (M.LEVEL, "How exact the place is"),
        (M.UNCERTAINTY, "Uncertainty in km"), (M.PLACE_CODE, "Code of the place here"),
    )),
    ("Who", (
        (M.ACTOR, "Group that acted"), (M.OTHER_ACTOR, "Group that was struck"), (M.GROUPS, "Groups as exported here"),
    )),
    ("Killed", (
        (M.KILLED, "Killed"), (M.KILLED_LOW, "Killed, lowest"), (M.KILLED_HIGH, "Killed, highest"),
        (M.KILLED_OPEN, "Killed, “or more”"), (M.KILLED_CIVILIANS, "Civilians killed"),
        (M.KILLED_FORCES, "Security forces killed"), (M.KILLED_MILITANTS, "Militants killed"),
        (M.KILLED_ATTACKERS, "Attackers killed"),
    )),
    ("Wounded", (
        (M.WOUNDED, "Wounded"), (M.WOUNDED_LOW, "Wounded, lowest"), (M.WOUNDED_HIGH, "Wounded, highest"),
        (M.WOUNDED_OPEN, "Wounded, “or more”"),
    )),
)  # fmt: skip
LABELS: dict[str, str] = {str(value): words for _, group in MEANINGS[1:] for value, words in group if words}
COUNTRIES = [("", "Not said"), ("Afghanistan", "Afghanistan"), ("Pakistan", "Pakistan")]
LEVELS = [
    ("", "As finely as it is named"), ("settlement", "To the settlement"), ("district", "To the district"),
    ("province", "To the province"),
]  # fmt: skip
ORDERS = [("day", "The day comes first"), ("month", "The month comes first")]
