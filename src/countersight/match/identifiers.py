"""Whose an identifier is, by the catalogue."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from countersight.match.relations import ROLES, ended, known
from countersight.model.facts import Truth
from countersight.model.match import Relation
from countersight.model.vendor import Vendor
from countersight.normalise import canonical_identifier, is_sound, readings

REGISTERS: Final = frozenset({"uscc", "lei", "isin", "gb-coh", "siren", "tw-ubn"})
"""Schemes of which one company has one number."""


@dataclass(frozen=True, slots=True)
class Held:
    """One identifier, and the company that has it."""

    vendor: Vendor
    identifier: str
    relation: Relation
    source: str
    company: str = ""
    role: str = ""


class Identifiers:
    """Finds companies by identifiers."""

    def __init__(self, vendors: Iterable[Vendor], as_of: date | None) -> None:
        self._held: dict[str, list[Held]] = {}
        self._own: dict[str, dict[str, str]] = {}
        for vendor in vendors:
            own = self._own.setdefault(vendor.id, {})
            for held in _held(vendor, as_of):
                self._held.setdefault(held.identifier, []).append(held)
                scheme = held.identifier.partition(":")[0]
                if not held.company and scheme in REGISTERS:
                    own[scheme] = held.identifier

    def of(self, text: str) -> tuple[Held, ...]:
        """Return the companies that have an identifier, in the order of the vendors' ids."""
        held = (each for found in readings(text) for each in self._held.get(found, ()))
        return tuple(dict.fromkeys(held))

    def differs(self, entity: str, text: str) -> str:
        """Return the scheme in which a vendor has another number; empty where none.

        A number that fails its check digit is a slip of the pen, and no other number.
        """
        own = self._own.get(entity, {})
        for found in readings(text):
            scheme = found.partition(":")[0]
            if own.get(scheme, found) != found and is_sound(found) is not Truth.FALSE:
                return scheme
        return ""


def _held(vendor: Vendor, as_of: date | None) -> Iterator[Held]:
    ties = {tie.name: tie for tie in vendor.ties if tie.name}
    tied = {pair for tie in vendor.ties for pair in tie.identifiers}
    for each in vendor.identifiers:
        written = canonical_identifier(f"{each.scheme}:{each.value}")
        if written is None or (each.scheme, each.value) in tied:
            continue
        relation, role = Relation.ITSELF, ""
        if each.holder:
            tie = ties.get(each.holder)
            role = tie.role if tie else ""
            relation = ROLES[role].relation if role else Relation.AFFILIATE
        source = f"{vendor.id}/{each.source}"
        yield Held(vendor, written, relation, source, each.holder, role)
    for tie in vendor.ties:
        if tie.vendor is not None or not known(tie, as_of):
            continue
        gone = ended(tie.until, as_of)
        relation = Relation.FORMER if gone else ROLES[tie.role].relation
        for scheme, value in tie.identifiers:
            written = canonical_identifier(f"{scheme}:{value}")
            if written is not None:
                source = f"{vendor.id}/{tie.source}"
                yield Held(vendor, written, relation, source, tie.name, tie.role)
