"""From a merged contracting process to records: one for each supplier of each award.

Losing bidders never become suppliers: only ``awards[].suppliers`` count, and parties in
the role ``supplier`` that no award names. An award that is unsuccessful or cancelled gives
no record. Where the award is silent its contracts give value, date and terms.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from countersight.read.json_text import Json
from countersight.read.ocds_merge import Process

Row = dict[str, str | int | None]
LONGEST: Final = 2_000
"""Characters of a description."""
MOST_CODES: Final = 50
"""Classifications of one record."""
VOID: Final = ("unsuccessful", "cancelled")
NOTHING: Final = frozenset({"", "0", "1", "-", "n/a", "na", "none", "null", "unknown", "nan"})
"""Identifiers that identify nothing."""


@dataclass(slots=True)
class Counts:
    """What gave no record, for the notes."""

    void: int = 0
    silent: int = 0
    unawarded: int = 0
    merged: int = 0


def rows_of(process: Process, counts: Counts) -> Iterator[Row]:
    """Yield the rows of one process: a supplier of an award each."""
    release = process.merged
    parties = objects(release.get("parties"))
    awards = objects(release.get("awards"))
    counts.merged += len(process.releases) > 1
    named = 0
    for award in awards:
        suppliers = list(_suppliers(award))
        named += len(suppliers)
        if (_text(award.get("status")) or "").casefold() in VOID:
            counts.void += 1
            continue
        shared = _shared(process, release, award)
        for supplier in suppliers:
            yield {
                **shared,
                **_supplier(supplier, parties),
                **_place(process, award, supplier),
            }
    if not named:
        found = yield from _unawarded(process, parties)
        counts.unawarded += found
        counts.silent += not found


def _unawarded(process: Process, parties: list[dict[str, Json]]) -> Generator[Row, None, int]:
    """Yield the parties that are suppliers though no award names any; return how many."""
    suppliers = [party for party in parties if "supplier" in _texts(party.get("roles"))]
    shared = _shared(process, process.merged, {})
    for party in suppliers:
        told = {**_supplier(party, parties), "id": _text(party.get("id"))}
        yield {**shared, **told, **_party_place(process, party)}
    return len(suppliers)


def objects(value: Json) -> list[dict[str, Json]]:
    """Return the objects of a list, or nothing."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _suppliers(award: Mapping[str, Json]) -> list[dict[str, Json]]:
    listed = award.get("suppliers")
    listed = [listed] if isinstance(listed, dict) else listed  # OCDS 1.0 had one supplier
    return objects(listed)


def _shared(process: Process, release: Mapping[str, Json], award: Mapping[str, Json]) -> Row:
    """Return what the suppliers of one award have in common."""
    tender = _object(release.get("tender"))
    contracts = [
        contract
        for contract in objects(release.get("contracts"))
        if award and str(contract.get("awardID")) == str(award.get("id"))
    ]
    buyer = _object(release.get("buyer")) or _object(tender.get("procuringEntity"))
    value = _first(award.get("value"), *(contract.get("value") for contract in contracts))
    signed = [_text(contract.get("dateSigned")) for contract in contracts]
    return {
        "kind": "award",
        "id": _text(award.get("id")),
        "buyer": _text(buyer.get("name")),
        "amount": _text(value.get("amount")),
        "currency": _text(value.get("currency")),
        "date": next(filter(None, [_text(award.get("date")), *signed]), None),
        "description": _description(award, tender, contracts),
        "classification": _classification(award, tender),
        "ocid": process.ocid,
    }


def _supplier(supplier: dict[str, Json], parties: list[dict[str, Json]]) -> Row:
    party = _party(supplier, parties)
    address = _first(party.get("address"), supplier.get("address"))
    countries = (address.get(key) for key in ("countryName", "country", "countryCode"))
    return {
        "name": _text(supplier.get("name")) or _text(party.get("name")),
        "identifier": _identifier(party) or _identifier(supplier),
        "country": next(filter(None, map(_text, countries)), None),
    }


def _party(supplier: Mapping[str, Json], parties: list[dict[str, Json]]) -> dict[str, Json]:
    """Return the party that *supplier* refers to: by id, by name where ids repeat."""
    key = supplier.get("id")
    same = [party for party in parties if key is not None and party.get("id") == key]
    named = [party for party in same if party.get("name") == supplier.get("name")]
    roled = [party for party in same if "supplier" in _texts(party.get("roles"))]
    return next(iter((*named, *roled, *same)), {})


def _identifier(party: Mapping[str, Json]) -> str | None:
    """Return the registered identifier of a party, where it identifies anything."""
    for found in (
        _object(party.get("identifier")),
        *objects(party.get("additionalIdentifiers")),
    ):
        value, scheme = _text(found.get("id")), _text(found.get("scheme"))
        if value and value.casefold() not in NOTHING:
            plain = not scheme or value.startswith(f"{scheme}:")
            return value if plain else f"{scheme}:{value}"
    return None


def _description(
    award: Mapping[str, Json], tender: Mapping[str, Json], contracts: list[dict[str, Json]]
) -> str | None:
    items = objects(award.get("items")) or objects(tender.get("items"))
    parts = [award.get("title"), tender.get("title"), award.get("description")]
    parts += [item.get("description") for item in items]
    terms = [award.get("contractPeriod"), *(contract.get("period") for contract in contracts)]
    period = _first(*terms)
    days = (("from", "startDate"), ("to", "endDate"))
    told_days = [f"{word} {day[:10]}" for word, key in days if (day := _text(period.get(key)))]
    parts.insert(2, " ".join(["term", *told_days]) if told_days else None)
    told = dict.fromkeys(text for part in parts if (text := _text(part)))
    return "; ".join(told)[:LONGEST] or None


def _classification(award: Mapping[str, Json], tender: Mapping[str, Json]) -> str | None:
    codes: dict[str, None] = {}
    for thing in (award, *objects(award.get("items")), tender, *objects(tender.get("items"))):
        given = objects(thing.get("additionalClassifications"))
        for code in (_object(thing.get("classification")), *given):
            scheme, value = _text(code.get("scheme")), _text(code.get("id"))
            if value:
                codes["".join((f"{scheme}:{value}" if scheme else value).split())] = None
    return " ".join(list(codes)[:MOST_CODES]) or None


def _place(process: Process, award: Mapping[str, Json], supplier: Mapping[str, Json]) -> Row:
    """Return the row and pointer of a supplier in the latest release that states the award."""
    for placed in reversed(process.releases):
        for number, stated in enumerate(_list(placed.release.get("awards"))):
            if not isinstance(stated, dict) or stated.get("id") != award.get("id"):
                continue
            for place, named in enumerate(_list(stated.get("suppliers"))):
                if isinstance(named, dict) and _same(named, supplier):
                    end = f"/awards/{number}/suppliers/{place}"
                    return {"row": placed.row, "pointer": placed.pointer + end}
    last = process.releases[-1]
    return {"row": last.row, "pointer": f"{last.pointer}/awards"}


def _party_place(process: Process, party: Mapping[str, Json]) -> Row:
    for placed in reversed(process.releases):
        for number, stated in enumerate(_list(placed.release.get("parties"))):
            if isinstance(stated, dict) and _same(stated, party):
                return {"row": placed.row, "pointer": f"{placed.pointer}/parties/{number}"}
    last = process.releases[-1]
    return {"row": last.row, "pointer": f"{last.pointer}/parties"}


def _same(one: Mapping[str, Json], other: Mapping[str, Json]) -> bool:
    return (one.get("id"), one.get("name")) == (other.get("id"), other.get("name"))


def _first(*values: Json) -> dict[str, Json]:
    return next((value for value in values if isinstance(value, dict) and value), {})


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _text(value: Json) -> str | None:
    """Return a text or number as text, trimmed; None where there is nothing else."""
    return value.strip() or None if isinstance(value, str) else None


def _texts(value: Json) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    return tuple(item for item in listed if isinstance(item, str))
