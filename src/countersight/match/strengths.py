"""How much the distinctive words of a vendor's names tell by themselves."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from countersight.ids import VendorId
from countersight.match.spellings import Spelling, is_long
from countersight.model.vendor import Name, NameKind, Vendor
from countersight.normalise import FoldedName, Role, fold
from countersight.normalise.splitting import is_run

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


class Strength(StrEnum):
    """How much the distinctive words of a name tell by themselves."""

    COINED = "coined"
    """Nobody else is known to bear them."""
    SHORT = "short"
    """They are one or two Chinese letters, or an everyday transliteration."""
    SHARED = "shared"
    """A namesake bears them, or they are a few Latin letters, as many initials are."""
    AMBIGUOUS = "ambiguous"
    """The catalogue says that unrelated firms bear them."""


def own_words(vendor: Vendor) -> frozenset[str]:
    """Return the words of a vendor's own names that tell no firm, places left out."""
    words = (word for name in vendor.names for word in Spelling.of(fold(name.text)).words)
    told = (Role.TRADE, Role.GENERIC)
    return frozenset(word.lemma for word in words if word.role in told)


def seats_of(vendor: Vendor) -> frozenset[str]:
    """Return the places in a vendor's legal names, such as 杭州."""
    legal = (name for name in vendor.names if name.kind is NameKind.LEGAL)
    words = (word for name in legal for word in Spelling.of(fold(name.text)).words)
    return frozenset(word.text for word in words if word.role is Role.PLACE)


class Weigher:
    """Says how much the words of one vendor's names tell."""

    def __init__(
        self,
        vendor: Vendor,
        of_family: Collection[str] = (),
        held: Mapping[FoldedName, VendorId] = MappingProxyType({}),
    ) -> None:
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
            if name.kind in COVERING and held.get(fold(name.text), vendor.id) == vendor.id
            for word in Spelling.of(fold(name.text)).distinctive
        }
        self.unlike = self.own - {words[0] for _, words in self.ambiguous if len(words) == 1}

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
        if self.borne.issuperset(distinctive):
            return Strength.SHARED
        if is_long(distinctive):
            return Strength.COINED
        return Strength.SHORT if is_run("".join(distinctive)) else Strength.SHARED
