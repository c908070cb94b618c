"""A second dataset made of a first: some of its events in ACLED's columns, a day off here and some deaths off there."""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random

COLUMNS = (
    "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "actor2", "country",
    "admin1", "admin2", "location", "latitude", "longitude", "geo_precision", "source", "notes", "fatalities",
)  # fmt: skip
DAYS_OFF = (0, 0, 0, 0, 0, 0, 1, 1, -1, 2)
SHARE_OF_DEATHS = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.8, 1.3, 0.5, 1.0)
PRECISIONS = {"1": "1", "2": "1", "3": "2", "4": "3"}
SUB_EVENTS = {"1": "Armed clash", "2": "Armed clash", "3": "Attack"}


def write_jittered(events: Iterable[dict[str, str]], path: Path, *, every: int = 2, seed: int = 1) -> int:
    """Every second event, say, of rows in UCDP's columns; its id there, after a J, is its id here. How many."""
    chance = Random(seed)  # noqa: S311 – the same each time
    known = [row for row in events if row["where_prec"] in PRECISIONS and row["date_prec"] in {"1", "2"}]
    rows = [_jittered(row, chance) for row in known[::every]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def _jittered(row: dict[str, str], chance: Random) -> dict[str, str]:
    day = date.fromisoformat(row["date_start"][:10]) + timedelta(chance.choice(DAYS_OFF))
    return {
        "event_id_cnty": f"J{row['id']}", "event_date": f"{day:%d %B %Y}", "time_precision": "1",
        "event_type": "Battles", "sub_event_type": SUB_EVENTS[row["type_of_violence"]], "actor1": row["side_a"],
        "actor2": row["side_b"], "country": row["country"], "admin1": row["adm_1"], "admin2": row["adm_2"],
        "location": row["where_coordinates"], "latitude": row["latitude"], "longitude": row["longitude"],
        "geo_precision": PRECISIONS[row["where_prec"]], "source": "", "notes": "",
        "fatalities": str(round(int(row["best"]) * chance.choice(SHARE_OF_DEATHS))),
    }  # fmt: skip
