"""Names that are nearly those of the catalogue: what the kernels are asked, and what they said.

The kernels and their index cost a little to bring up, so they are handed in as what makes
them, and are made when the first name passes the sieve. A text's answer is kept; it depends on
the catalogue and on nothing else that is asked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from rapidfuzz.distance import OSA

from countersight.match.aliases import Alias
from countersight.match.candidates import known_words
from countersight.match.sieve import Sieve
from countersight.match.spellings import Spelling
from countersight.normalise.splitting import split

MOST_KEPT: Final = 200_000
"""Texts whose answer is kept."""
LONGEST: Final = 400
"""Letters of the longest text that is asked about; a longer one is no name."""
SHORTEST_ALONE: Final = 7
"""Letters of the shortest distinctive word that is nearly met whatever stands beside it."""
SHORTEST_BEGUN: Final = 4
"""Letters of the shortest word that is the beginning of another."""


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


def is_sure(spelling: Spelling, alias: Alias, words: frozenset[str]) -> bool:
    """Tell whether a name that is nearly an alias has more of it than a few letters.

    Of several distinctive words one alone that is misspelt is not enough. A short word that is
    spelt otherwise is another word, unless all that stands beside it is spelt like *words*,
    those of the maker's names, or tells no firm.
    """
    distinctive, written = alias.spelling.distinctive, spelling.folded.words
    core = "".join(distinctive)
    for at in range(len(written)):
        joined = list(accumulate(written[at:]))
        if core in joined:
            end = at + joined.index(core) + 1
            return len(core) >= SHORTEST_ALONE or _is_plain(
                spelling, (*written[:at], *written[end:]), words
            )
    if any(_is_glued(word, core, words) for word in written):
        return True
    if len(distinctive) > 1 and not _has_more_than_one(written, distinctive):
        return False
    if len(core) >= SHORTEST_ALONE:
        return _is_there(written, (core, *distinctive))
    return _stands_among(spelling, core, words)


def stands_nearly(spelling: Spelling, alias: Alias, words: frozenset[str]) -> bool:
    """Tell whether a word that is no distinctive one is nearly one of the maker's names."""
    own = words.difference(alias.spelling.distinctive)
    return any(
        word not in own and (_is_near(word, own, slips=2) or _begins(word, own))
        for word in spelling.folded.words
        if len(word) >= SHORTEST_BEGUN
    )


def _is_there(written: Sequence[str], telling: Sequence[str]) -> bool:
    """Tell whether a telling word is there, nearly, glued to others, split, or cut short."""
    runs = {run for at in range(len(written)) for run in accumulate(written[at:])}
    return any(
        OSA.distance(run, word, score_cutoff=slips) <= slips
        or (len(run) >= SHORTEST_BEGUN and (word.startswith(run) or word in run))
        for word in telling
        for slips in [max(1, min(3, len(word) // 3))]
        for run in runs
    )


def _begins(word: str, others: Iterable[str]) -> bool:
    return any(other.startswith(word) for other in others)


def _has_more_than_one(written: Sequence[str], distinctive: Sequence[str]) -> bool:
    """Tell whether one distinctive word is there as it is, or several, or all glued, nearly."""
    glued = ("".join(distinctive),)
    if not set(written).isdisjoint(distinctive):
        return True
    if any(_is_near(word, glued, slips=2) for word in (*written, "".join(written))):
        return True
    return sum(_is_near(each, written, slips=2) for each in distinctive) > 1


def _stands_among(spelling: Spelling, core: str, words: frozenset[str]) -> bool:
    """Tell whether a short core is there, nearly, among words of the maker alone."""
    beside = [word.text for word in spelling.words if not _is_near(word.text, (core,), slips=2)]
    slips = 2 if any(_is_near(word, words, slips=2) for word in beside) else 1
    met = any(_is_near(word, (core,), slips=slips) for word in spelling.folded.words)
    return met and not _foreign(spelling, beside, words)


def _is_plain(spelling: Spelling, beside: Sequence[str], words: frozenset[str]) -> bool:
    """Tell whether no firm's own word stands beside a core, but words like the maker's."""
    return all(
        len(word) >= SHORTEST_BEGUN and _begins(word, words)
        for word in _foreign(spelling, beside, words)
    )


def _foreign(spelling: Spelling, beside: Sequence[str], words: frozenset[str]) -> list[str]:
    """Return of the words beside a core those that tell a firm and are none of the maker's."""
    telling = set(spelling.distinctive)
    return [word for word in beside if word in telling and not _is_near(word, words, slips=2)]


def _is_glued(word: str, core: str, words: frozenset[str]) -> bool:
    before, found, after = word.partition(core)
    return bool(found) and all(
        rest in words or known_words(rest) is not None for rest in (before, after)
    )


def _is_near(word: str, others: Iterable[str], *, slips: int) -> bool:
    return any(OSA.distance(word, each, score_cutoff=slips) <= slips for each in others)
