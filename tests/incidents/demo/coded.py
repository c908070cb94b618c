"""Reads the demonstration's files by the ids of the hand coding they follow."""

import json

from incidents.demo.files import FOLDER, Row, rows


def seeds_of(row: Row) -> list[str]:
    """The coded rows that one row of ours stands for."""
    seed = row.get("seed", [])
    return [seed] if isinstance(seed, str) else seed


def by_seed(noun: str) -> dict[str, Row]:
    return {seed: row for row in rows(noun) for seed in seeds_of(row)}


def left_out(noun: str) -> dict[str, str]:
    """Why coded rows have no row of ours."""
    whole = json.loads((FOLDER / f"{noun}.json").read_text(encoding="utf-8"))
    return {row["seed"]: row["why"] for row in whole.get("left_out", [])}
