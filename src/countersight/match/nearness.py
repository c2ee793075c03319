"""Names that are nearly those of the catalogue: what the kernels are asked, and what they said.

The kernels and their index cost a little to bring up, so they are handed in as what makes
them, and are made when the first name passes the sieve. A text's answer is kept; it depends on
the catalogue and on nothing else that is asked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from countersight.match.aliases import Alias
from countersight.match.sieve import Sieve
from countersight.normalise.splitting import split

MOST_KEPT: Final = 200_000
"""Texts whose answer is kept."""
LONGEST: Final = 400
"""Letters of the longest text that is asked about; a longer one is no name."""


@dataclass(frozen=True, slots=True)
class Near:
    """A name of the catalogue that a text is nearly."""

    place: int
    """The name's place among the catalogue's."""
    score: float
    """The kernels' score, from 0 to 1; it orders a queue and is no state."""


Asks = Callable[[Sequence[str]], Sequence[tuple[Near, ...]]]
"""Returns of each text the names that it is nearly, best first."""
Makes = Callable[[Sequence[Alias]], Asks]
"""Makes ready to be asked about names; ``nearest.NearNames`` does."""


class Nearness:
    """Knows which names of the catalogue a text is nearly; none without kernels at hand."""

    def __init__(self, aliases: Sequence[Alias], makes: Makes | None) -> None:
        self._aliases = aliases
        self._makes = makes
        self._asks: Asks | None = None
        self._sieve = Sieve(aliases if makes is not None else ())
        self._kept: dict[str, tuple[Near, ...]] = {}
        self._sifted: frozenset[str] = frozenset()

    def passes(self, text: str, words: Sequence[str]) -> bool:
        """Tell cheaply whether a text of these words may be nearly a name."""
        if self._makes is None or len(text) > LONGEST:
            return False
        if text in self._sifted:
            return text in self._kept
        return self._sieve.passes(words)

    def prepare(self, texts: Iterable[str], asks: Callable[[str, Sequence[str]], bool]) -> None:
        """Ask about many texts at once, before they are asked about one by one.

        *asks* says of a text and its words whether it will be asked about at all.
        """
        if self._makes is None:
            return
        sifted = [text for text in dict.fromkeys(texts) if len(text) <= LONGEST]
        asked = [
            text
            for text in sifted
            if text not in self._kept
            and self._sieve.passes(words := split(text))
            and asks(text, words)
        ]
        self._ask(asked)
        self._sifted = frozenset(sifted)

    def of(self, text: str, words: Sequence[str]) -> list[tuple[Alias, float]]:
        """Return the names that a text of these words is nearly, with scores, best first."""
        if not self.passes(text, words):
            return []
        if text not in self._kept:
            self._ask([text])
        return [(self._aliases[near.place], near.score) for near in self._kept[text]]

    def _ask(self, texts: Sequence[str]) -> None:
        if self._makes is None or not texts:
            return
        if self._asks is None:
            self._asks = self._makes(self._aliases)
        if len(self._kept) + len(texts) > MOST_KEPT:
            self._kept.clear()
            self._sifted = frozenset()
        self._kept.update(zip(texts, self._asks(texts), strict=True))
