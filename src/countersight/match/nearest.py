"""The names of the catalogue that a name is nearly, as the kernels see it.

The fitted comparison that lists are matched with, over one index of the catalogue's own names.
What it says is evidence and no answer: the tables of ``evidence`` make a state of it.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import polars as pl

from countersight.match.aliases import Alias
from countersight.match.asking import ask
from countersight.match.kernel.running import Job, Runner, plain
from countersight.match.listing import Listing
from countersight.match.nearness import Near
from countersight.match.scoring import scale
from countersight.match.terms import terms

MOST_NEAR: Final = 5
"""Names that are told of one text."""


class NearNames:
    """Answers which names of the catalogue texts are nearly, alone as among others.

    Args of the constructor: the names; what gives the kernels for a job.

    >>> from countersight.catalogue import load
    >>> from countersight.match.aliases import aliases
    >>> known = aliases(tuple(load().vendors.values()), None)
    >>> [found] = NearNames(known, lambda _: plain())(["Dahau Technology"])
    >>> known[found[0].place].entity, 0 < found[0].score < 1
    ('dahua', True)
    """

    def __init__(self, aliases: Sequence[Alias], kernels: Callable[[Job], Runner]) -> None:
        self._kernels = kernels
        asked_of = compared(aliases)
        names = pl.Series([aliases[place].text for place in asked_of], dtype=pl.String)
        self._listing = Listing.of(names, pl.Series(asked_of), None, run=plain())

    def __call__(self, texts: Sequence[str]) -> list[tuple[Near, ...]]:
        """Return of each text the names that it is nearly, best first."""
        if not texts:
            return []
        run = self._kernels(Job(asked=len(texts), of=len(self._listing.terms)))
        cut = scale()
        asked, _ = terms(pl.Series(texts, dtype=pl.String), None, self._listing.counts)
        found = ask(self._listing, asked, cut.weights, limit=MOST_NEAR, run=run)
        scores = cut.score(found.logits)
        near = (found.owners >= 0) & (found.logits >= cut.review)
        told: list[tuple[Near, ...]] = []
        for row in range(len(texts)):
            places = np.flatnonzero(near[row])
            told.append(
                tuple(Near(int(found.owners[row, at]), float(scores[row, at])) for at in places)
            )
        return told


def compared(aliases: Sequence[Alias]) -> list[int]:
    """Return the places of the names that others may be nearly: the makers' own.

    Spellings that shops use are left out: what is nearly one of them tells too little.

    Another maker's name whose distinctive words are those of a family's head is left out: what
    is nearly such a word is nearly the head's.
    """
    heads = {
        alias.spelling.distinctive: alias.entity
        for alias in aliases
        if alias.shape and alias.own
    }
    return [
        place
        for place, alias in enumerate(aliases)
        if alias.own
        and not alias.product
        and not alias.everyday
        and alias.spelling.distinctive
        and (alias.shape or heads.get(alias.spelling.distinctive) in {None, alias.entity})
    ]
