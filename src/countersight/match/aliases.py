"""Every name by which the catalogue knows a company, folded, with what it is worth.

A vendor's own names, and the names of the companies it has ties to. A name that is a brand
of one vendor and the own name of another vendor with a file belongs to the other.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from countersight.ids import VendorId
from countersight.match.relations import NAMES, ROLES
from countersight.model.match import Relation
from countersight.model.values import PartialDate
from countersight.model.vendor import (
    Basis,
    Name,
    NameKind,
    Namesake,
    Tie,
    Vendor,
    VendorKind,
)
from countersight.normalise import FoldedName, Role, fold
from countersight.normalise.splitting import is_run
from countersight.normalise.words import Word, words_of


class Strength(StrEnum):
    """How much the distinctive words of a name tell by themselves."""

    COINED = "coined"
    """Nobody else is known to bear them."""
    SHARED = "shared"
    """A namesake bears them, or they are short, or an everyday transliteration."""
    AMBIGUOUS = "ambiguous"
    """The catalogue says that unrelated firms bear them."""


COVERING: Final = frozenset(
    {
        NameKind.LEGAL,
        NameKind.SHORT,
        NameKind.LISTED,
        NameKind.REGISTRY,
        NameKind.BRAND,
        NameKind.TRANSLITERATION,
    }
)
"""Kinds of names whose words may be met with other words around them."""
NAMESAKE: Final = "namesake"
"""Stands for a role where it is not known whether a namesake belongs to the vendor."""
SHORTEST_LATIN: Final = 5
SHORTEST_RUN: Final = 3
"""Shorter distinctive words tell nothing alone: Latin letters, Chinese letters."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A folded name as it is compared."""

    folded: FoldedName
    words: tuple[Word, ...]

    @classmethod
    def of(cls, folded: FoldedName) -> "Spelling":
        """Return the spelling of a folded name."""
        return cls(folded, tuple(words_of(folded.words)))

    @property
    def key(self) -> tuple[str, ...]:
        """Its words, each as the first spelling of its line."""
        return tuple(word.lemma for word in self.words)

    @property
    def distinctive(self) -> tuple[str, ...]:
        """Its distinctive words."""
        return tuple(word.text for word in self.words if word.role is Role.DISTINCTIVE)


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


def own_words(vendor: Vendor) -> frozenset[str]:
    """Return the words of a vendor's own names that tell no firm, places left out."""
    words = (word for name in vendor.names for word in Spelling.of(fold(name.text)).words)
    told = (Role.TRADE, Role.GENERIC)
    return frozenset(word.lemma for word in words if word.role in told)


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
    heads = {vendor.id: _Weigher(vendor).own for vendor in ordered}
    found: list[Alias] = []
    for vendor in ordered:
        weigh = _Weigher(vendor, heads.get(vendor.family, set()) if vendor.family else set())
        own = [alias for name in vendor.names for alias in _of_name(weigh, name, as_of)]
        found += [alias for alias in own if not _is_anothers(alias, held)]
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


class _Weigher:
    """Says how much the words of one vendor's names tell."""

    def __init__(self, vendor: Vendor, of_family: Collection[str] = ()) -> None:
        self.vendor = vendor
        self.of_family = frozenset(of_family)
        self.ambiguous = {(text.isascii(), fold(text).words) for text in vendor.ambiguous}
        self.borne = {
            word
            for namesake in vendor.namesakes
            if namesake.resolved
            for word in Spelling.of(fold(namesake.name)).distinctive
        }
        self.own = {
            word
            for name in vendor.names
            if name.kind in COVERING
            for word in Spelling.of(fold(name.text)).distinctive
        }

    def covers(self, name: Name, spelling: Spelling) -> bool:
        """Tell whether a name may be met with other words around it.

        A word that the family's head has too is met as the head's.
        """
        return name.kind in COVERING and self.of_family.isdisjoint(spelling.distinctive)

    def strength(self, spelling: Spelling, text: str) -> Strength:
        """Return how much a name tells; a word is ambiguous in the script it is told in."""
        distinctive, latin = spelling.distinctive, text.isascii()
        if self.ambiguous & {(latin, spelling.folded.words), (latin, distinctive)}:
            return Strength.AMBIGUOUS
        letters = "".join(distinctive)
        shortest = SHORTEST_RUN if is_run(letters) else SHORTEST_LATIN
        if len(letters) < shortest or self.borne.issuperset(distinctive):
            return Strength.SHARED
        return Strength.COINED


def _of_name(weigh: _Weigher, name: Name, as_of: date | None) -> Iterator[Alias]:
    vendor = weigh.vendor
    spelling = Spelling.of(fold(name.text))
    if not spelling.folded.words:
        return
    strength = weigh.strength(spelling, name.text)
    if name.kind is NameKind.TRANSLITERATION and strength is Strength.COINED:
        strength = Strength.SHARED
    relation = Relation.FORMER if ended(name.until, as_of) else NAMES[name.kind]
    for spelled in _loose(spelling, name.text):
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


def _of_tie(weigh: _Weigher, tie: Tie, as_of: date | None) -> Iterator[Alias]:
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
            strength=weigh.strength(spelling, text),
            country=tie.country,
            shape=shape_of(spelling) if covers else (),
            company=tie.name,
            role=tie.role,
            own=not weigh.own.isdisjoint(spelling.distinctive),
        )


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


def known(tie: Tie, as_of: date | None) -> bool:
    """Tell whether a tie had begun on the day of our knowledge."""
    return as_of is None or tie.since is None or tie.since.earliest <= as_of


def ended(until: PartialDate | None, as_of: date | None) -> bool:
    """Tell whether something has an end, and it lies before the day of our knowledge."""
    return until is not None and (as_of is None or until.latest < as_of)


def shape_of(spelling: Spelling) -> tuple[str, ...]:
    """Return the name without the places at its ends; empty without a distinctive word."""
    words = list(spelling.words)
    while words and words[0].role is Role.PLACE:
        del words[0]
    while words and words[-1].role is Role.PLACE:
        del words[-1]
    distinctive = any(word.role is Role.DISTINCTIVE for word in words)
    return tuple(word.lemma for word in words) if distinctive else ()


def _loose(spelling: Spelling, text: str) -> Iterable[Spelling]:
    """Yield the spelling, and a hyphenated name of two words glued as well."""
    yield spelling
    words = spelling.folded.words
    if "-" in text and len(words) == 2 and len(spelling.distinctive) == 2:  # noqa: PLR2004
        glued = FoldedName(("".join(words),), spelling.folded.forms)
        yield Spelling.of(glued)
