"""eForms (UBL 2.3 with extensions): a record for each winner, and for its subcontractors.

A tender won where a settled contract names it (BT-3202), and there alone: that a winner was
chosen for its lot does not say which. Any other tender is counted, and what became of it is
not known. Paths and codes stand in ``eforms.toml``.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from countersight.messages import sentence
from countersight.read.notices.countries import short
from countersight.read.notices.cpv import with_words
from countersight.read.notices.eforms_head import Head, Organisation, Subject, head_of
from countersight.read.notices.rows import Notice, Row, at, codes, day, joined, text
from countersight.read.notices.sdk import sdk

_MESSAGES: Final = {
    "no-party": sentence("a contract names the tender, but no party is told that made it"),
    "no-tender": sentence("a contract names a tender that is not there"),
    "no-organisation": sentence(
        "a contract names a tender of an organisation that is not there"
    ),
    "contradiction": sentence(
        "a contract names the tender, but its lot is said to have no winner"
    ),
}
"""What each Problem says: somebody won, and the notice does not say who."""
_SUBCONTRACTOR: Final = "subcontractor of the winner"
_NATURAL: Final = "the winner is a private person, whose name was left out"
_GROUP: Final = "one of a group of winners"
_LEAD: Final = "leader of a group of winners"


def read_eforms(root: Element, notice: Notice) -> Iterator[Row]:
    """Yield the winners that a notice names, and their subcontractors."""
    head = head_of(root)
    notice.tally["persons"] += head.persons
    paths = sdk().paths["result"]
    result = root.find(sdk().paths["notice"]["extension"] + "/NoticeResult")
    contracts = [] if result is None else result.findall(paths["contract"])
    if result is None or not contracts:
        notice.tally["silent"] += 1
        notice.tally["unnamed"] += 0 if result is None else len(result.findall(paths["tender"]))
        return
    parties = _by_id(result.iterfind(paths["party"]), "party")
    won = _won(contracts)
    notice.tally["lots"] += _undecided(result, won)
    lost = _lost(result)
    for tender in result.iterfind(paths["tender"]):
        key = at(tender, sdk().paths["tender"]["id"])
        contract = won.pop(key, None) if key else None
        if contract is None or key is None:
            notice.tally["unnamed"] += 1
            continue
        party = parties.get(at(tender, sdk().paths["tender"]["party"]) or "")
        if party is None or key in lost:
            code = "no-party" if party is None else "contradiction"
            notice.problem(code, _MESSAGES[code], pointer=key)
            continue
        yield from _parties(party, _shared(tender, contract, head, notice), head, notice)
    for key in won:
        notice.problem("no-tender", _MESSAGES["no-tender"], pointer=key)


def _by_id(found: Iterator[Element], kind: str) -> dict[str, Element]:
    path = sdk().paths[kind]["id"]
    return {key: each for each in found if (key := at(each, path)) is not None}


def _won(contracts: list[Element]) -> dict[str, Element]:
    """Return the contract that names each tender; the first of several."""
    path = sdk().paths["contract"]["tender"]
    won: dict[str, Element] = {}
    for contract in contracts:
        for named in contract.iterfind(path):
            if key := (named.text or "").strip():
                won.setdefault(key, contract)
    return won


def _lost(result: Element) -> set[str]:
    """Return the tenders of lots that are said to have no winner."""
    paths = sdk().paths["lot_result"]
    return {
        (each.text or "").strip()
        for lot in result.iterfind(sdk().paths["result"]["lot"])
        if at(lot, paths["decision"]) in sdk().no_winner
        for each in lot.iterfind(paths["tender"])
    }


def _undecided(result: Element, won: Mapping[str, Element]) -> int:
    """Return how many lots have no contract, and no tender that a contract names."""
    paths = sdk().paths["lot_result"]
    return sum(
        at(lot, paths["contract"]) is None
        and not any((each.text or "").strip() in won for each in lot.iterfind(paths["tender"]))
        for lot in result.iterfind(sdk().paths["result"]["lot"])
    )


def _shared(tender: Element, contract: Element, head: Head, notice: Notice) -> Row:
    """Return what the parties to one tender have in common."""
    paths, of_contract = sdk().paths["tender"], sdk().paths["contract"]
    lot = head.lots.get(at(tender, paths["lot"]) or "", Subject())
    value = tender.find(paths["value"])
    amount = _withheld(tender, "value") or at(tender, paths["value"])
    rank = _withheld(tender, "rank") or at(tender, paths["rank"])
    origin = _withheld(tender, "origin")
    notice.tally["withheld"] += sum(
        bool(_withheld(tender, need)) for need in ("value", "rank", "origin")
    )
    found = tuple(dict.fromkeys((*lot.codes, *head.subject.codes)))
    parts = (
        head.what,
        head.say(contract, of_contract["title"]),
        lot.title,
        head.subject.title,
        *(f"{word} {said}" for word, said in (("rank", rank), ("origin", origin)) if said),
        *map(with_words, found),
        lot.text,
        head.subject.text,
    )
    hidden = amount is not None and amount.startswith("withheld")
    currency = value.get("currencyID") if value is not None and not hidden else None
    key = at(contract, of_contract["id"]) or at(contract, of_contract["number"])
    return {
        "pointer": at(tender, paths["id"]),
        "id": f"{head.id}/{key}",
        "buyer": head.buyer,
        "amount": amount,
        "currency": currency,
        "date": day(
            at(contract, of_contract["concluded"]) or at(contract, of_contract["chosen"])
        ),
        "description": joined(parts),
        "classification": codes(found),
        "facts": None if origin else _made_in(tender),
    }


def _made_in(tender: Element) -> str | None:
    """Return the country of origin (BT-191) as a fact, where there is one and it is known."""
    found = {text(each) or "" for each in tender.iterfind(sdk().paths["tender"]["origin"])}
    made_in = short(found.pop()) if len(found) == 1 else None
    return json.dumps({"made_in": made_in}) if made_in else None


def _withheld(tender: Element, need: str) -> str | None:
    """Return ``withheld until`` the day told, where a field is withheld or masked."""
    told = sdk().withheld[need]
    for block in tender.iterfind(told.path):
        if at(block, "FieldIdentifierCode") == told.code:
            until = day(at(block, "PublicationDate"))
            return f"withheld until {until}" if until else "withheld"
    masked = at(tender, sdk().paths["tender"][need]) in sdk().masks
    return "withheld" if masked else None


def _parties(party: Element, shared: Row, head: Head, notice: Notice) -> Iterator[Row]:
    paths = sdk().paths["party"]
    tenderers = party.findall(paths["tenderer"])
    for tenderer in tenderers:
        leads = at(tenderer, paths["lead"]) == "true"
        role = (_LEAD if leads else _GROUP) if len(tenderers) > 1 else None
        row = _row(tenderer, role, shared, head, notice)
        if row is not None:
            yield row
    for subcontractor in party.iterfind(paths["subcontractor"]):
        row = _row(subcontractor, _SUBCONTRACTOR, shared, head, notice)
        if row is not None:
            notice.tally["subcontractors"] += 1
            facts = json.loads(str(row.get("facts") or "{}"))
            facts["supply_role"] = "subcontractor"
            yield {**row, "amount": None, "currency": None, "facts": json.dumps(facts)}


def _row(
    named: Element, role: str | None, shared: Row, head: Head, notice: Notice
) -> Row | None:
    key = at(named, sdk().paths["party"]["organisation"])
    pointer = f"{shared['pointer']}/{key}"
    found = head.organisations.get(key or "")
    if found is None:
        notice.problem("no-organisation", _MESSAGES["no-organisation"], pointer=pointer)
        return None
    notice.tally["natural"] += found.natural
    notice.tally["nameless"] += not (found.name or found.natural)
    said = (role, _NATURAL if found.natural else None, str(shared["description"] or ""))
    return {
        **shared,
        **notice.place(pointer),
        **_party(found),
        "description": joined(said),
    }


def _party(found: Organisation) -> Row:
    if found.natural:
        return {"name": None, "identifier": None, "country": found.country}
    return {"name": found.name, "identifier": found.identifier, "country": found.country}
