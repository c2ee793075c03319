"""TED legacy XML (2011 to 2023), editions R2.0.7 to R2.0.9: a record for each winner.

Elements are matched by their local names; namespaces change from edition to edition. Field
names are those of the standard forms (Commission Implementing Regulations (EU) 842/2011
and 2015/1986). The forms before 2014 and those of defence are read by ``ted_old``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from countersight.messages import sentence
from countersight.read.notices.cpv import with_words
from countersight.read.notices.rows import (
    Notice,
    Row,
    at,
    codes,
    day,
    identifier,
    joined,
    name,
    text,
)
from countersight.read.notices.ted_head import Head, contacts, form_of, head_of
from countersight.read.notices.ted_old import OPERATOR, read_old

WITHHELD: Final = "withheld"
_AFTER: Final = "contractor after a modification of the contract"


@dataclass(frozen=True, slots=True)
class _Lot:
    """What a notice says of one lot."""

    title: str | None = None
    codes: tuple[str, ...] = ()
    text: str | None = None


def read_ted(root: Element, notice: Notice) -> Iterator[Row]:
    """Yield the winners that a notice names."""
    form = form_of(root)
    if form is None:
        notice.problem("no-form", sentence("the notice has no form in its FORM_SECTION"))
        return
    notice.tally["persons"] += contacts(form)
    head = head_of(root, form)
    if form.find(".//CONTRACTING_BODY") is None and form.find(f".//{OPERATOR}") is not None:
        yield from read_old(form, head, notice)
    else:
        yield from _read_form(form, head, notice)


def _read_form(form: Element, head: Head, notice: Notice) -> Iterator[Row]:
    awards = form.findall("AWARD_CONTRACT")
    if not awards:
        notice.tally["silent"] += 1
    lots = _lots(form)
    named: set[str | None] = set()
    for number, award in enumerate(awards, 1):
        awarded = award.find("AWARDED_CONTRACT")
        if awarded is None:
            notice.tally["lots"] += 1
            continue
        shared = _shared(award, awarded, head, lots)
        if shared["amount"] is None and len(awards) == 1:
            amount, currency = _value(form.find("OBJECT_CONTRACT"))
            shared |= {"amount": amount, "currency": currency}
        shared["id"] = f"{head.id}/{award.get('ITEM') or number}"
        notice.tally["withheld"] += shared["amount"] == WITHHELD
        for row in _winners(awarded, f"//AWARD_CONTRACT[{number}]", notice):
            named.add(str(row["name"]))
            yield {**shared, **row}
    yield from _modified(form, head, named, notice)


def _shared(award: Element, awarded: Element, head: Head, lots: dict[str, _Lot]) -> Row:
    """Return what the winners of one award have in common."""
    said = at(award, "LOT_NO")
    lot = lots.get(said or "") or (next(iter(lots.values())) if len(lots) == 1 else _Lot())
    amount, currency = _value(awarded)
    several = awarded.find(".//AWARDED_TO_GROUP") is not None
    found = (*head.codes, *lot.codes)
    parts = (
        head.what,
        at(award, "TITLE"),
        lot.title,
        head.title,
        f"lot {said}" if said else None,
        "one of a group of winners" if several else None,
        *(with_words(code, head.words.get(code)) for code in dict.fromkeys(found)),
        lot.text,
        head.text,
    )
    return {
        "buyer": head.buyer,
        "amount": amount,
        "currency": currency,
        "date": day(at(awarded, "DATE_CONCLUSION_CONTRACT")),
        "description": joined(parts),
        "classification": codes(found),
    }


def _lots(form: Element) -> dict[str, _Lot]:
    """Return the lots by their number; one without a number has its place."""
    lots: dict[str, _Lot] = {}
    for number, found in enumerate(form.iterfind("OBJECT_CONTRACT/OBJECT_DESCR"), 1):
        told = tuple(
            code.get("CODE") or "" for code in found.iterfind("CPV_ADDITIONAL/CPV_CODE")
        )
        key = at(found, "LOT_NO") or f"#{number}"
        lots[key] = _Lot(at(found, "TITLE"), told, at(found, "SHORT_DESCR"))
    return lots


def _value(parent: Element | None) -> tuple[str | None, str | None]:
    """Return the amount as written, and the currency; estimates are none of an award."""
    if parent is None:
        return None, None
    for holder in (parent, *parent.findall("VALUES"), *parent.findall("VALUE")):
        for value in holder:
            if value.tag not in {"VAL_TOTAL", "VAL_RANGE_TOTAL"}:
                continue
            if "NO" in {holder.get("PUBLICATION"), value.get("PUBLICATION")}:
                return WITHHELD, None
            ends = (at(value, "LOW"), at(value, "HIGH"))
            said = " to ".join(end for end in ends if end) or text(value)
            if said:
                return said, value.get("CURRENCY")
    return None, None


def _winners(holder: Element, pointer: str, notice: Notice) -> Iterator[Row]:
    """Yield name and place of each contractor that is named."""
    group = holder.find("CONTRACTORS")
    if group is not None and group.get("PUBLICATION") == "NO":
        notice.tally["withheld"] += 1
        return
    found = 0
    for number, contractor in enumerate(holder.iter("CONTRACTOR"), 1):
        address = contractor.find("ADDRESS_CONTRACTOR")
        called = name(at(address, "OFFICIALNAME"))
        if address is None or called is None:
            continue
        found += 1
        country = address.find("COUNTRY")
        yield {
            **notice.place(f"{pointer}//CONTRACTOR[{number}]"),
            "name": called,
            "identifier": identifier(at(address, "NATIONALID")),
            "country": country.get("VALUE") if country is not None else None,
        }
    notice.tally["nameless"] += not found


def _modified(
    form: Element, head: Head, named: set[str | None], notice: Notice
) -> Iterator[Row]:
    """Yield contractors that a modification names and no award of the notice does."""
    for number, changed in enumerate(form.iterfind("MODIFICATIONS_CONTRACT"), 1):
        described = changed.find("DESCRIPTION_PROCUREMENT")
        if described is None or described.find(".//CONTRACTOR") is None:
            continue
        amount, currency = _value(described)
        parts = (_AFTER, head.what, head.title, at(described, "SHORT_DESCR"))
        main = [code.get("CODE") or "" for code in described.iter("CPV_CODE")]
        words = (with_words(code, head.words.get(code)) for code in main)
        for row in _winners(described, f"//MODIFICATIONS_CONTRACT[{number}]", notice):
            if row["name"] not in named:
                yield {
                    **row,
                    "id": f"{head.id}/modification",
                    "buyer": head.buyer,
                    "amount": amount,
                    "currency": currency,
                    "description": joined((*parts[:3], *words, parts[3])),
                    "classification": codes(main),
                }
