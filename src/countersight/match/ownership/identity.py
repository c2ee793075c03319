"""Which imported party is a company that the catalogue knows: by its number, else perhaps.

A number of a register is one company's. A whole legal name that is the same in the same
country is not: two may bear it, so it asks a person to look, and nothing is concluded.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from countersight.ids import company_id
from countersight.match.identifiers import REGISTERS
from countersight.model.ownership import Owners, Party, PartyKey, PartyKind
from countersight.model.vendor import NameKind, Vendor
from countersight.normalise import FoldedName, canonical_identifier, fold

_BEGINNING: Final = 4
"""Letters by which a name is looked at before it is folded."""


@dataclass(frozen=True, slots=True)
class Same:
    """A company of the catalogue that an imported party is, or may be."""

    node: str
    """Its vendor's id, or the id made of the name of a tied company."""
    name: str
    sure: bool
    """By a number; else by name and country alone."""


def same_companies(owners: Owners, vendors: Iterable[Vendor]) -> dict[PartyKey, Same]:
    """Return the imported parties that are or may be known to the catalogue.

    >>> same_companies(Owners(), [])
    {}
    """
    known = tuple(vendors)
    numbers, names = dict(_numbers(known)), _names(known)
    found: dict[PartyKey, Same] = {}
    for link in owners.links:
        for key in (link.owner, link.owned):
            if key in numbers:
                found[key] = numbers[key]
    for party in owners.parties.values():
        by_number = (numbers[each] for each in party.identifiers if each in numbers)
        same = next(by_number, None) or _by_name(party, names)
        if same is not None and party.key not in found:
            found[party.key] = same
    return found


def _numbers(vendors: Iterable[Vendor]) -> Iterator[tuple[str, Same]]:
    """Yield the numbers that the catalogue has; those of tied companies go before."""
    own: list[tuple[str, Same]] = []
    tied: list[tuple[str, Same]] = []
    for vendor in vendors:
        for each in vendor.identifiers:
            node = company_id(each.holder) if each.holder else vendor.id
            same = Same(node, each.holder or vendor.name, sure=True)
            own += _one(each.scheme, each.value, same)
        for tie in vendor.ties:
            node = tie.vendor or company_id(tie.name)
            for scheme, value in tie.identifiers:
                tied += _one(scheme, value, Same(node, tie.name or node, sure=True))
    yield from own
    yield from tied


def _one(scheme: str, value: str, same: Same) -> Iterator[tuple[str, Same]]:
    written = canonical_identifier(f"{scheme}:{value}")
    if written is not None and written.partition(":")[0] in REGISTERS:
        yield written, same


_Names = Mapping[str, list[tuple[FoldedName, Same]]]


def _names(vendors: Iterable[Vendor]) -> _Names:
    """Return legal names by country and beginning."""
    found: dict[str, list[tuple[FoldedName, Same]]] = defaultdict(list)
    for vendor in vendors:
        for text, country, same in (*_of_vendor(vendor), *_of_ties(vendor)):
            if country:
                found[_key(text, country)].append((fold(text), same))
    return found


def _of_vendor(vendor: Vendor) -> Iterator[tuple[str, str, Same]]:
    for name in vendor.names:
        if name.kind is NameKind.LEGAL:
            yield name.text, vendor.country, Same(vendor.id, vendor.name, sure=False)


def _of_ties(vendor: Vendor) -> Iterator[tuple[str, str, Same]]:
    for tie in vendor.ties:
        if tie.vendor is None:
            same = Same(company_id(tie.name), tie.name, sure=False)
            for text in (tie.name, *(text for text, _ in tie.names)):
                yield text, tie.country, same


def _key(text: str, country: str) -> str:
    letters = "".join(filter(str.isalnum, text.casefold()))
    return f"{country}:{letters[:_BEGINNING]}"


def _by_name(party: Party, names: _Names) -> Same | None:
    if party.kind is not PartyKind.ORGANISATION or not party.name or not party.country:
        return None
    listed = names.get(_key(party.name, party.country))
    if not listed:
        return None
    folded = fold(party.name)
    return next((same for each, same in listed if each == folded), None)
