"""A made-up estate: suppliers by names of the catalogue, or of companies that are made up."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

from countersight.catalogue import load

HEADER = ("supplier", "site", "buyer", "amount", "date")
SITES = 400
DEPARTMENTS = 30
_FIRST = ("Harbour", "Meadow", "Copper", "Willow", "Granite", "Orchard", "Beacon", "Foxglove")
_SECOND = ("Bakery", "Roofing", "Stationery", "Catering", "Plumbing", "Haulage", "Joinery")


def write(path: Path, rows: int, *, listed: float, seed: int) -> None:
    """Write a file of payments, of which the part *listed* names a vendor of the catalogue."""
    chance = random.Random(seed)
    names = _names()
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(HEADER)
        for _ in range(rows):
            name = chance.choice(names) if chance.random() < listed else _made_up(chance)
            table.writerow((name, *_rest(chance)))


def _names() -> Sequence[str]:
    known = load().vendors.values()
    return sorted({name.text for each in known for name in each.names if name.text.isascii()})


def _made_up(chance: random.Random) -> str:
    words = (chance.choice(_FIRST), chance.choice(_SECOND), str(chance.randrange(10_000)))
    return f"{' '.join(words)} Ltd"


def _rest(chance: random.Random) -> tuple[str, ...]:
    day = f"202{chance.randrange(1, 6)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"
    return (
        f"Site {chance.randrange(SITES)}",
        f"Department {chance.randrange(DEPARTMENTS)}",
        f"{chance.randrange(100, 100_000)}.00",
        day,
    )
