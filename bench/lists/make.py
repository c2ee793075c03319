"""Make a FollowTheMoney stream of any length: companies, owners, sanctions, people.

    python -m bench.lists.make 2000000 build/bench/entities.ftm.json

Of a thousand lines some 750 are organisations, 50 people, 100 links of ownership and 100
sanctions, in an order in which a link may stand before its ends. Names are made of syllables.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

SYLLABLES: Final = (
    "ba", "chen", "dor", "fen", "gra", "hol", "ji", "kun", "lor", "mar", "nov", "ost", "pra",
    "quin", "rus", "shan", "tor", "ul", "vel", "wick", "xin", "yar", "zhe",
)  # fmt: skip
TRADES: Final = ("Optics", "Trading", "Technology", "Shipping", "Electronics", "Holdings")
FORMS: Final = ("Ltd", "LLC", "GmbH", "Co., Ltd.", "S.A.", "JSC")
COUNTRIES: Final = ("cn", "ru", "gb", "us", "de", "ae", "ir", "hk")


def lines(count: int, seed: int = 9) -> Iterator[str]:
    """Yield so many lines, the same for the same seed."""
    chance = Random(seed)
    for number in range(count):
        yield json.dumps(_line(number, count, chance), ensure_ascii=False)


def _line(number: int, count: int, chance: Random) -> dict[str, object]:
    kind = number % 20
    if kind == 0:
        return _entity(number, "Person", {"name": [f"Fictional Person {number}"]})
    if kind in {1, 2}:
        owner, asset = (_organisation(chance.randrange(count)) for _ in range(2))
        ends = {"owner": [owner], "asset": [asset], "percentage": [str(chance.randrange(100))]}
        return _entity(number, "Ownership", ends)
    if kind in {3, 4}:
        year = chance.randrange(2000, 2026)
        told = {
            "entity": [_organisation(chance.randrange(count))],
            "startDate": [f"{year}-03-0{kind}"],
        }
        return _entity(number, "Sanction", {**told, "program": ["Fictional Act"]})
    return _entity(number, "Company", _company(chance))


def _organisation(number: int) -> str:
    """Return the id of an organisation that stands near a number."""
    return f"x-{number - number % 20 + 5 + number % 15}"


def _company(chance: Random) -> dict[str, list[str]]:
    core = "".join(chance.choice(SYLLABLES) for _ in range(chance.randrange(2, 5))).title()
    name = f"{core} {chance.choice(TRADES)} {chance.choice(FORMS)}"
    return {
        "name": [name],
        "alias": [f"{core} {chance.choice(TRADES)}", core] if chance.random() < 0.5 else [],
        "country": [chance.choice(COUNTRIES)],
        "registrationNumber": [f"{chance.randrange(10**8):08}"],
        "topics": ["sanction"],
        "sourceUrl": ["https://lists.example/entities"],
    }


def _entity(number: int, schema: str, properties: dict[str, list[str]]) -> dict[str, object]:
    return {
        "id": f"x-{number}",
        "caption": (properties.get("name") or [schema])[0],
        "schema": schema,
        "properties": properties,
        "datasets": ["fictional"],
        "last_seen": "2026-11-20T06:00:00",
    }


def main(arguments: list[str]) -> None:
    """Write a stream to a file."""
    count, target = int(arguments[0]), Path(arguments[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines(count))


if __name__ == "__main__":
    main(sys.argv[1:])
