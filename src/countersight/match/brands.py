"""Brands of a list: marked names that are judged on coverage of the brand alone.

Other names of an entry are compared whole. Of a brand it is asked whether it stands in the
name whole, and what stands beside it: nothing but words of place and trade and legal forms is
its own company; another company's word asks; a word of a street beside it makes it an address.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np
import polars as pl

from countersight.match.spellings import is_long
from countersight.match.terms import rarity_of
from countersight.normalise.columns import FoldedColumn, fold_column
from countersight.normalise.tables import rows, spellings
from countersight.normalise.words import Role, Word, words_of

RARE: Final = 15.0
"""Bits of the rarest word of a brand that tells its maker whatever stands beside it."""


class Stands(StrEnum):
    """How a brand stands in a name; the value is the kind of its evidence."""

    ALONE = "brand"
    """With words of place and trade, numbers and legal forms, or nothing."""
    COMMON = "common-brand"
    """The same, but others bear the brand's word too."""
    BESIDE = "brand-beside"
    """With a word that tells another firm."""
    ADDRESS = "brand-in-address"


@dataclass(frozen=True, slots=True)
class Met:
    """A brand that stands in a name: the name's row, and the brand's own."""

    query: int
    row: int
    how: Stands


class Brands:
    """The brands of a list, ready to be looked for.

    Args of the constructor: brands, and the row by which each is known.

    >>> brands = Brands(pl.Series(["Hikvision"]), [7])
    >>> asked = ["HIKVISION UK LTD", "Unit 4 Hikvision Plaza", "Huber Hikvision Elektro"]
    >>> [each.how.value for each in brands.met(pl.Series(asked))]
    ['brand', 'brand-in-address', 'brand-beside']
    """

    def __init__(self, brands: pl.Series, known_by: Sequence[int]) -> None:
        self._rows: dict[tuple[str, ...], list[int]] = {}
        self._common: dict[tuple[str, ...], bool] = {}
        folded = fold_column(brands)
        for at, row in enumerate(known_by):
            words = _words(folded, at)
            own = [word.text for word in words if word.role is Role.DISTINCTIVE]
            if own:
                key = tuple(word.lemma for word in words)
                self._rows.setdefault(key, []).append(row)
                self._common[key] = not is_long(own) or max(map(rarity_of, own)) < RARE
        self._longest = max(map(len, self._rows), default=0)
        self._first = {key[0] for key in self._rows}

    def met(self, names: pl.Series) -> Iterator[Met]:
        """Yield the brands that stand in names, in the order of the names."""
        if not self._rows:
            return
        folded = fold_column(names)
        begins = [word.lemma in self._first for word in words_of_each(folded.lexicon)]
        hits = np.asarray(begins, np.bool_)[folded.words]
        before = np.concatenate([[0], np.cumsum(hits)])[folded.starts]
        for query in np.flatnonzero(np.diff(before)).tolist():
            yield from self._of(query, _words(folded, query))

    def _of(self, query: int, words: Sequence[Word]) -> Iterator[Met]:
        lemmas = [word.lemma for word in words]
        told: dict[int, Stands] = {}
        for place in range(len(words)):
            for end in range(place + 1, min(len(words), place + self._longest) + 1):
                key = tuple(lemmas[place:end])
                for row in self._rows.get(key, ()):
                    how = _how(words[:place], words[end:])
                    if how is Stands.ALONE and self._common[key]:
                        how = Stands.COMMON
                    told[row] = min(told.get(row, how), how, key=_ORDER.index)
        yield from (Met(query, row, how) for row, how in sorted(told.items()))


_ORDER: Final = tuple(Stands)
"""A brand that stands twice counts as it stands best."""


def words_of_each(texts: Sequence[str]) -> list[Word]:
    """Return what each word is taken for, by itself."""
    return [words_of([text])[0] for text in texts]


def _words(folded: FoldedColumn, row: int) -> list[Word]:
    span = folded.words[folded.starts[row] : folded.starts[row + 1]]
    return words_of([folded.lexicon[word] for word in span.tolist()])


def _how(before: Sequence[Word], after: Sequence[Word]) -> Stands:
    if _is_address(before, after):
        return Stands.ADDRESS
    others = any(map(_tells, (*before, *after)))
    return Stands.BESIDE if others else Stands.ALONE


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
    """Tell whether a word tells one firm from another; a number or a letter does not."""
    return word.role is Role.DISTINCTIVE and len(word.text) > 1 and not word.text.isdecimal()


@cache
def _address() -> Mapping[str, frozenset[str]]:
    sets: dict[str, set[str]] = {"address": set(), "front": set()}
    for name, cell in rows("address.tsv", __package__ or ""):
        sets[name].update(spellings(cell))
    return {name: frozenset(found) for name, found in sets.items()}
