"""Brands of a list: marked names that are judged on coverage of the brand alone.

Other names of an entry are compared whole. Of a brand it is asked whether it stands in the
name whole, and what stands beside it: nothing but words of place and trade and legal forms is
its own company; another company's word asks; a word of a street beside it makes it an address.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Final

import numpy as np
import polars as pl

from countersight.match.comparing import NEAR_TRADES
from countersight.match.spellings import is_long
from countersight.match.terms import rarity_of
from countersight.normalise import fold
from countersight.normalise.columns import FoldedColumn, fold_column
from countersight.normalise.legal_forms import legal_forms
from countersight.normalise.tables import rows, spellings
from countersight.normalise.words import Role, Word, word_of, words_of

KEPT: Final = 20_000
MOST_ALIKE: Final = 20
"""Entries with the same brand that are found; the first of the list."""
RARE: Final = 15.0
"""Bits of the rarest word of a brand that tells its maker whatever stands beside it."""


class Stands(StrEnum):
    """How a brand stands in a name; the value is the kind of its evidence."""

    ALONE = "brand"
    """With words of place and trade, numbers and legal forms, or nothing."""
    COMMON = "common-brand"
    """The same, but others bear the brand's word too."""
    JOINED = "brand-joined"
    """The same, but glued or split otherwise than the list has it."""
    TRADE = "brand-other-trade"
    """With a word of a trade that the entry is not in."""
    BESIDE = "brand-beside"
    """With a word that tells another firm."""
    FAR = "common-brand-other-trade"
    """With a word of such a trade, where others bear the brand's word too."""
    ADDRESS = "brand-in-address"


@dataclass(frozen=True, slots=True)
class Met:
    """A brand that stands in a name: the name's row, and the brand's own."""

    query: int
    row: int
    how: Stands


class Brands:
    """The brands of a list, ready to be looked for.

    Args of the constructor: brands; the row by which each is known; and all names of its entry,
    whose words tell no other firm beside it.

    >>> brands = Brands(pl.Series(["Hikvision"]), [7], [["Hikvision"]])
    >>> asked = ["HIKVISION UK LTD", "Unit 4 Hikvision Plaza", "Huber Hikvision Elektro"]
    >>> [each.how.value for each in brands.met(pl.Series(asked))]
    ['brand', 'brand-in-address', 'brand-beside']
    """

    def __init__(
        self, brands: pl.Series, known_by: Sequence[int], names: Sequence[Sequence[str]]
    ) -> None:
        self._brands: dict[str, list[_Brand]] = {}
        folded = fold_column(brands)
        for at, row in enumerate(known_by):
            words = _words(folded, at)
            own = [word.text for word in words if word.role is Role.DISTINCTIVE]
            if own:
                common = not is_long(own) or max(map(rarity_of, own)) < RARE
                key = tuple(word.lemma for word in words)
                brand = _Brand(row, key, common, tuple(names[at]))
                same = self._brands.setdefault("".join(key), [])
                if len(same) < MOST_ALIKE:
                    same.append(brand)
        self._begins = {core[:end] for core in self._brands for end in range(1, len(core) + 1)}

    def met(self, names: pl.Series) -> Iterator[Met]:
        """Yield the brands that stand in names, in the order of the names."""
        if not self._brands:
            return
        folded = fold_column(names)
        begins = [word_of(text).lemma in self._begins for text in folded.lexicon]
        hits = np.asarray(begins, np.bool_)[folded.words]
        before = np.concatenate([[0], np.cumsum(hits)])[folded.starts]
        for query in np.flatnonzero(np.diff(before)).tolist():
            yield from self._of(query, _words(folded, query))

    def _of(self, query: int, words: Sequence[Word]) -> Iterator[Met]:
        lemmas = [word.lemma for word in words]
        told: dict[int, Stands] = {}
        for place in range(len(words)):
            for end, run in enumerate(accumulate(lemmas[place:]), place + 1):
                if run not in self._begins:
                    break
                for brand in self._brands.get(run, ()):
                    how = _how(words[:place], words[end:], brand)
                    if how is Stands.ALONE and tuple(lemmas[place:end]) != brand.key:
                        how = Stands.JOINED
                    told[brand.row] = min(told.get(brand.row, how), how, key=_ORDER.index)
        yield from (Met(query, row, how) for row, how in sorted(told.items()))


@dataclass(frozen=True, slots=True)
class _Brand:
    row: int
    key: tuple[str, ...]
    common: bool
    names: tuple[str, ...]


_ORDER: Final = tuple(Stands)
"""A brand that stands twice counts as it stands best."""


def _words(folded: FoldedColumn, row: int) -> list[Word]:
    span = folded.words[folded.starts[row] : folded.starts[row + 1]]
    return words_of([folded.lexicon[word] for word in span.tolist()])


def _how(before: Sequence[Word], after: Sequence[Word], brand: _Brand) -> Stands:
    if _is_address(before, after):
        return Stands.ADDRESS
    ours = frozenset(lemma for name in brand.names for lemma in _lemmas(name))
    beside = [word for word in (*before, *after) if word.lemma not in ours]
    if any(map(_tells, beside)):
        return Stands.BESIDE
    if any(word.role is Role.TRADE and word.about not in NEAR_TRADES for word in beside):
        return Stands.FAR if brand.common else Stands.TRADE
    return Stands.COMMON if brand.common else Stands.ALONE


@lru_cache(KEPT)
def _lemmas(name: str) -> frozenset[str]:
    """Return the words of a name of an entry as they are compared."""
    return frozenset(word.lemma for word in words_of(fold(name).words))


def _is_address(before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Tell whether a word of a street is next to a brand, or begins an address before it."""
    streets, fronts = _address()["address"], _address()["front"]
    near = [word.text for word in (*before[-1:], *after[:1])]
    unit = any(
        one.text in fronts and any(letter.isdigit() for letter in other.text)
        for one, other in pairwise(before)
    )
    return unit or not streets.isdisjoint(near)


def _tells(word: Word) -> bool:
    """Tell whether a word tells one firm from another.

    A number, a letter and a legal form amid the name do not.
    """
    text = word.text
    own = word.role is Role.DISTINCTIVE and len(text) > 1 and not text.isdecimal()
    return own and text not in legal_forms()


@cache
def _address() -> Mapping[str, frozenset[str]]:
    sets: dict[str, set[str]] = {"address": set(), "front": set()}
    for name, cell in rows("address.tsv", __package__ or ""):
        sets[name].update(spellings(cell))
    return {name: frozenset(found) for name, found in sets.items()}
