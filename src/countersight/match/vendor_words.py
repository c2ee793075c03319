"""What words are to a vendor: its own, its seats, its family's, its namesakes'."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from countersight.ids import VendorId
from countersight.match.aliases import Alias
from countersight.match.namesakes import Other, others_of
from countersight.match.spellings import SHORTEST_LATIN
from countersight.match.strengths import Strength, own_words, seats_of
from countersight.model.vendor import Vendor
from countersight.normalise import Role
from countersight.normalise.words import word_of


@dataclass(frozen=True, slots=True)
class VendorWords:
    """The words of one vendor."""

    name: str
    own: frozenset[str]
    """Words of its names that tell no firm, places left out."""
    seats: frozenset[str]
    """Places in its legal names."""
    fields: frozenset[str]
    """Its fields of trade."""
    distinctive: frozenset[str]
    """Distinctive words of its own names."""
    words: frozenset[str]
    """All words of five letters and more of its names."""
    family: frozenset[str]
    """Those of the other vendors of its family."""
    others: tuple[Other, ...]
    """Its namesakes."""

    @classmethod
    def of(
        cls,
        vendor: Vendor,
        distinctive: frozenset[str],
        words: frozenset[str],
        family: frozenset[str],
    ) -> Self:
        """Return the words of a vendor."""
        own = own_words(vendor)
        return cls(
            vendor.name,
            own,
            seats_of(vendor),
            frozenset(word.about for word in map(word_of, own) if word.role is Role.TRADE),
            distinctive,
            words,
            family - distinctive,
            tuple(others_of(vendor)),
        )


def words_by_vendor(
    vendors: Iterable[Vendor], aliases: Sequence[Alias]
) -> dict[VendorId, VendorWords]:
    """Return the words of each vendor."""
    all_ = {vendor.id: vendor for vendor in vendors}
    told: dict[VendorId, set[str]] = {key: set() for key in all_}
    words: dict[VendorId, set[str]] = {key: set() for key in all_}
    families: dict[VendorId, set[str]] = {}
    for alias in aliases:
        if alias.own and not alias.role:
            told[alias.entity].update(alias.spelling.distinctive)
            long = (each for each in alias.spelling.folded.words if len(each) >= SHORTEST_LATIN)
            words[alias.entity].update(long)
    for key, vendor in all_.items():
        families.setdefault(vendor.family or key, set()).update(told[key])
    return {
        key: VendorWords.of(
            vendor,
            frozenset(told[key]),
            frozenset(words[key]),
            frozenset(families[vendor.family or key]),
        )
        for key, vendor in all_.items()
    }


def makers(aliases: Iterable[Alias]) -> frozenset[str]:
    """Return the words that are coined names of makers, each by itself."""
    return frozenset(
        alias.shape[0]
        for alias in aliases
        if alias.own and len(alias.shape) == 1 and alias.strength is Strength.COINED
    )
