"""Every name by which the catalogue knows a company, folded, with what it is worth.

A vendor's own names, and the names of the companies it has ties to. A name that is a brand
of one vendor and the own name of another vendor with a file belongs to the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from countersight.ids import VendorId
from countersight.match.relations import NAMES, ROLES, ended, known
from countersight.match.spellings import SHORTEST_LATIN, Spelling, loose, shape_of
from countersight.match.strengths import Strength, Weigher
from countersight.model.match import Relation
from countersight.model.vendor import (
    Basis,
    Name,
    NameKind,
    Namesake,
    Tie,
    Vendor,
    VendorKind,
)
from countersight.normalise import FoldedName, fold

UNREAD: Final[Mapping[Basis, str]] = MappingProxyType(
    {
        Basis.NAME_ONLY: "tie-inferred",
        Basis.RESEARCH_NOTE: "tie-noted",
        Basis.MEMORY: "tie-noted",
    }
)
"""What a tie may rest on without anybody having read it, and the evidence that says so."""
NAMESAKE: Final = "namesake"
"""Stands for a role where it is not known whether a namesake belongs to the vendor."""


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of one company."""

    entity: VendorId
    text: str
    spelling: Spelling
    key: tuple[str, ...]
    relation: Relation
    source: str
    """``vendor/source-id``."""
    strength: Strength
    country: str
    shape: tuple[str, ...] = ()
    """The words that may be met with other words around them; empty where none may."""
    company: str = ""
    """The company's name, where it is not the vendor itself."""
    role: str = ""
    """The tie's role, where it is not the vendor itself."""
    product: bool = False
    own: bool = False
    """The company's name has the vendor's own distinctive word in it."""
    everyday: bool = False
    """A transliteration that shops use; no official form."""
    unread: str = ""
    """The evidence that says that nobody has read of the tie; see ``UNREAD``."""


def family_path(vendor: Vendor, vendors: Mapping[VendorId, Vendor]) -> tuple[VendorId, ...]:
    """Return the vendor, and the family it belongs to now."""
    path = [vendor.id]
    here: Vendor | None = vendor
    while here is not None and here.kind is VendorKind.AFFILIATE and here.family:
        if here.family in path:
            break
        path.append(here.family)
        here = vendors.get(here.family)
    return tuple(path)


def aliases(vendors: Sequence[Vendor], as_of: date | None) -> list[Alias]:
    """Return the names that were known on a day, in the order of the vendors' ids."""
    ordered = sorted(vendors, key=lambda vendor: vendor.id)
    held = {fold(name.text): vendor.id for vendor in ordered for name in _held(vendor)}
    heads = {vendor.id: Weigher(vendor, held=held).own for vendor in ordered}
    found: list[Alias] = []
    for vendor in ordered:
        weigh = Weigher(vendor, heads.get(vendor.family, set()) if vendor.family else set())
        own = [alias for name in vendor.names for alias in _of_name(weigh, name, as_of)]
        found += [alias for alias in own if not _is_anothers(alias, held)]
        found += _of_ambiguous(weigh)
        found += [alias for tie in vendor.ties for alias in _of_tie(weigh, tie, as_of)]
        found += [_of_namesake(vendor, each) for each in vendor.namesakes if not each.resolved]
    return found


def _held(vendor: Vendor) -> Iterator[Name]:
    """Yield the names that make a vendor's file the owner of a brand."""
    if vendor.kind in {VendorKind.AFFILIATE, VendorKind.FORMER_AFFILIATE}:
        yield from vendor.names


def _is_anothers(alias: Alias, held: Mapping[FoldedName, VendorId]) -> bool:
    owner = held.get(alias.spelling.folded, alias.entity)
    return alias.relation is Relation.BRAND and owner != alias.entity


def _of_name(weigh: Weigher, name: Name, as_of: date | None) -> Iterator[Alias]:
    vendor = weigh.vendor
    spelling = Spelling.of(fold(name.text))
    if not spelling.folded.words:
        return
    strength = weigh.strength(spelling, name.text)
    if name.kind is NameKind.TRANSLITERATION and strength is Strength.COINED:
        strength = Strength.SHORT
    relation = Relation.FORMER if ended(name.until, as_of) else NAMES[name.kind]
    for spelled in loose(spelling, name.text):
        yield Alias(
            entity=vendor.id,
            text=name.text,
            spelling=spelled,
            key=spelled.key,
            relation=relation,
            source=f"{vendor.id}/{name.source}",
            strength=strength,
            country=vendor.country,
            shape=shape_of(spelled) if weigh.covers(name, spelled) else (),
            product=name.kind is NameKind.PRODUCT,
            own=True,
            everyday=name.kind is NameKind.TRANSLITERATION,
        )


def _of_ambiguous(weigh: Weigher) -> Iterator[Alias]:
    """Yield the ambiguous names that the file has not among its names."""
    vendor, first = weigh.vendor, weigh.vendor.names[0]
    known = {fold(name.text).words for name in vendor.names}
    for text in vendor.ambiguous:
        spelling = Spelling.of(fold(text))
        if spelling.folded.words and spelling.folded.words not in known:
            yield Alias(
                entity=vendor.id,
                text=text,
                spelling=spelling,
                key=spelling.key,
                relation=Relation.BRAND,
                source=f"{vendor.id}/{first.source}",
                strength=Strength.AMBIGUOUS,
                country=vendor.country,
                shape=shape_of(spelling),
                own=True,
            )


def _of_tie(weigh: Weigher, tie: Tie, as_of: date | None) -> Iterator[Alias]:
    vendor, role = weigh.vendor, ROLES[tie.role]
    if tie.vendor is not None or not known(tie, as_of):
        return
    relation = Relation.FORMER if ended(tie.until, as_of) else role.relation
    for text in dict.fromkeys((tie.name, *(text for text, _ in tie.names))):
        spelling = Spelling.of(fold(text))
        if not spelling.folded.words:
            continue
        alone = tie.basis is Basis.STATED and len(spelling.key) == 1
        covers = alone and relation is Relation.SUBSIDIARY and len(text) >= SHORTEST_LATIN
        yield Alias(
            entity=vendor.id,
            text=text,
            spelling=spelling,
            key=spelling.key,
            relation=relation,
            source=f"{vendor.id}/{tie.source}",
            strength=_strength(weigh, tie, spelling, text),
            country=tie.country,
            shape=shape_of(spelling) if covers else (),
            company=tie.name,
            role=tie.role,
            unread=UNREAD.get(tie.basis, ""),
            own=not weigh.unlike.isdisjoint(spelling.distinctive),
        )


def _strength(weigh: Weigher, tie: Tie, spelling: Spelling, text: str) -> Strength:
    """Return how much a tied company's name tells; one word of an imported one is shared."""
    found = weigh.strength(spelling, text)
    alone = tie.is_imported and len(spelling.folded.words) == 1
    return Strength.SHARED if alone and found is Strength.COINED else found


def _of_namesake(vendor: Vendor, namesake: Namesake) -> Alias:
    """Return a name of which it is not known whether it belongs to the vendor."""
    spelling = Spelling.of(fold(namesake.name))
    return Alias(
        entity=vendor.id,
        text=namesake.name,
        spelling=spelling,
        key=spelling.key,
        relation=Relation.AFFILIATE,
        source=f"{vendor.id}/{namesake.source}",
        strength=Strength.COINED,
        country=namesake.country,
        company=namesake.name,
        role=NAMESAKE,
    )
