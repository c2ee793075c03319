"""TED forms before 2014 and those of defence (R2.0.7, R2.0.8): a record for each operator.

An award is whatever element holds an ECONOMIC_OPERATOR_NAME_ADDRESS, since each form has
its own name for it (AWARD_OF_CONTRACT, AWARD_OF_CONTRACT_DEFENCE, ...).
"""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from countersight.read.notices.cpv import with_words
from countersight.read.notices.rows import (
    Notice,
    Row,
    at,
    codes,
    identifier,
    joined,
    name,
    text,
)
from countersight.read.notices.ted_head import Head

OPERATOR: Final = "ECONOMIC_OPERATOR_NAME_ADDRESS"
_AWARD: Final = "AWARD_OF_CONTRACT"
_VALUE: Final = "COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE"


def read_old(form: Element, head: Head, notice: Notice) -> Iterator[Row]:
    """Yield the economic operators that were awarded a contract."""
    number = 0
    for award in form.iter():
        operators = award.findall(OPERATOR)
        if not operators:
            notice.tally["lots"] += award.tag.startswith(_AWARD)
            continue
        number += 1
        amount, currency = _value(award)
        shared: Row = {
            "id": f"{head.id}/{number}",
            "buyer": head.buyer,
            "amount": amount,
            "currency": currency,
            "date": _date(award),
            "description": _description(award, head),
            "classification": codes(head.codes),
        }
        for place, operator in enumerate(operators, 1):
            row = _operator(operator)
            if row is None:
                notice.tally["nameless"] += 1
                continue
            pointer = f"//{award.tag}[{number}]/{OPERATOR}[{place}]"
            yield {**notice.place(pointer), **shared, **row}


def _operator(operator: Element) -> Row | None:
    organisation = operator.find(".//ORGANISATION")
    called = name(at(organisation, "OFFICIALNAME") or text(organisation))
    if called is None:
        return None
    country = operator.find(".//COUNTRY")
    return {
        "name": called,
        "identifier": identifier(at(organisation, "NATIONALID")),
        "country": country.get("VALUE") if country is not None else None,
    }


def _value(award: Element) -> tuple[str | None, str | None]:
    value = award.find(f".//{_VALUE}")
    if value is None:
        return None, None
    ends = (at(value, ".//LOW_VALUE"), at(value, ".//HIGH_VALUE"))
    said = at(value, "VALUE_COST") or " to ".join(end for end in ends if end) or None
    return said, value.get("CURRENCY") if said else None


def _date(award: Element) -> str | None:
    found = award.find("CONTRACT_AWARD_DATE")
    year, month, day = (at(found, part) for part in ("YEAR", "MONTH", "DAY"))
    if not (year and month and day):
        return year
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


def _description(award: Element, head: Head) -> str | None:
    lot = at(award, "LOT_NUMBER")
    words = (with_words(code, head.words.get(code)) for code in dict.fromkeys(head.codes))
    parts = (
        head.what,
        at(award, "CONTRACT_TITLE") or at(award, "TITLE_CONTRACT"),
        head.title,
        f"lot {lot}" if lot else None,
        *words,
        head.text,
    )
    return joined(parts)
