"""Which names are worth asking the kernels about: told of a name's letters alone, at once.

A name is, where a word of it is a distinctive word of the catalogue or a slip away from one, or
is the beginning of one, or where one stands in its letters when the blanks are left out. A word
that companies of the world bear is no slip of another. What passes is not near for that: the
kernels say, and the evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from rapidfuzz.distance import OSA

from countersight.match.aliases import Alias
from countersight.match.candidates import known_words
from countersight.match.slips import less_one
from countersight.normalise.background import background
from countersight.normalise.words import Role, word_of

SHORTEST: Final = 5
"""Letters of the shortest distinctive word that is looked for."""
SHORTEST_GLUED: Final = 6
SHORTEST_GLUE: Final = 1
"""Letters more that may be a slip; what is longer is a word of its own."""
BEGINNING: Final = 3
"""Letters at the beginning that are right where several words are taken for one."""
SHORTEST_FAR: Final = 9
"""Letters of the shortest word in which two slips are looked for."""
GRAM: Final = 4
KEPT: Final = 100_000
GLUED_ROLES: Final = frozenset({Role.DISTINCTIVE, Role.LINK})
LONGEST: Final = 120
"""Letters of the longest name that is looked at; a longer one is text."""


class Sieve:
    """Tells whether a name may be nearly one of the catalogue.

    >>> from countersight.catalogue import load
    >>> from countersight.match.aliases import aliases
    >>> sieve = Sieve(aliases(tuple(load().vendors.values()), None))
    >>> sieve.passes(["dahau", "technology"]), sieve.passes(["marlbridge", "optics"])
    (True, False)
    """

    def __init__(self, aliases: Iterable[Alias]) -> None:
        words: set[str] = set()
        cores: set[str] = set()
        for alias in aliases:
            words.update(alias.spelling.folded.words)
            if alias.own and not alias.product:
                own = [word.text for word in alias.spelling.words if word.role in GLUED_ROLES]
                glued = ("".join(own), "".join(alias.spelling.folded.words))
                short = not any(map(_tells, alias.spelling.distinctive))
                cores.update(filter(_tells, (*alias.spelling.distinctive, *glued[: 1 + short])))
        self._known = frozenset(words) - cores
        self._cores = frozenset(cores)
        self._longer = tuple(sorted(word for word in words if len(word) > SHORTEST_GLUED))
        letters: dict[str, list[str]] = defaultdict(list)
        for core in sorted(cores):
            letters[core[0]].append(core)
        self._by_letter = {
            letter: tuple(each for each in found if len(each) >= SHORTEST_GLUED)
            for letter, found in letters.items()
        }
        firsts: dict[str, list[str]] = defaultdict(list)
        for core in cores:
            firsts[core[:BEGINNING]].append(core)
        self._firsts = {first: tuple(sorted(begun)) for first, begun in firsts.items()}
        self._kept_slips = lru_cache(KEPT)(self._slips)
        self._less_one = frozenset(less for core in cores for less in less_one(core))
        self._starts = frozenset(
            core[:end] for core in cores for end in range(SHORTEST, len(core))
        )
        grams: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for core in sorted(cores):
            for at in range(len(core) - GRAM + 1 if len(core) >= SHORTEST_GLUED else 0):
                grams[core[at : at + GRAM]].append((core, at))
        self._grams = {gram: tuple(found) for gram, found in grams.items()}

    def passes(self, words: Sequence[str]) -> bool:
        """Tell whether the kernels are to be asked about a name of these words."""
        if sum(map(len, words)) > LONGEST:
            return False
        return any(map(self._kept_slips, words)) or self._is_apart(words)

    def _slips(self, word: str) -> bool:
        if len(word) < SHORTEST - 1 or word in self._known:
            return False
        if word_of(word).role is not Role.DISTINCTIVE:
            return False
        slips = (
            word in self._starts
            or not self._less_one.isdisjoint(less_one(word))
            or self._slips_twice(word)
            or self._has_glued(word)
        )
        return slips and not _is_borne(word)

    def _has_glued(self, word: str) -> bool:
        """Tell whether a core stands in a word, with a slip or two if it is long.

        What is glued to it are words of place and trade, or nearly words of the catalogue;
        in any other word it is merely contained.
        """
        return any(
            _is_nearly(word, at - place, core)
            and not _is_borne(core)
            and self._is_glue(word[: max(at - place, 0)])
            and self._is_glue(word[at - place + len(core) :])
            for at in range(len(word) - GRAM + 1)
            for core, place in self._grams.get(word[at : at + GRAM], ())
        )

    def _is_glue(self, text: str) -> bool:
        if len(text) <= SHORTEST_GLUE or known_words(text) is not None:
            return True
        if any(OSA.distance(text, each, score_cutoff=2) <= 2 for each in self._longer):  # noqa: PLR2004
            return True
        begun = next(
            (
                end
                for end in range(len(text) - 1, SHORTEST - 1, -1)
                if text[:end] in self._known
            ),
            0,
        )
        return begun > 0 and self._is_glue(text[begun:])

    def _slips_twice(self, word: str) -> bool:
        """Tell whether a word is two slips away from a core, its first letter right."""
        if len(word) < SHORTEST_GLUED:
            return False
        cores = self._by_letter.get(word[0], ())
        return any(OSA.distance(word, core, score_cutoff=2) <= 2 for core in cores)  # noqa: PLR2004

    def _is_apart(self, words: Sequence[str]) -> bool:
        """Tell whether a core begins with a word and goes on in the next, or nearly does."""
        for place, (one, other) in enumerate(pairwise(words)):
            pair = one + other
            begun = self._firsts.get("".join(words[place : place + 3])[:BEGINNING])
            if begun is None or one in self._cores:
                continue
            if self._kept_slips(pair) and not (_is_borne(one) and _is_borne(other)):
                return True
            glued = set(accumulate(words[place:]))
            if any(core in glued and not _is_borne(core) for core in begun):
                return True
        return False


def _tells(word: str) -> bool:
    return word.isascii() and len(word) >= SHORTEST


def _is_borne(word: str) -> bool:
    """Tell whether companies of the world bear a word, or the tables know it."""
    return word_of(word).role is not Role.DISTINCTIVE or word in background()[0]


def _is_nearly(word: str, start: int, core: str) -> bool:
    """Tell whether a core stands in a word from about a place on."""
    most = 0 if len(core) < SHORTEST_FAR - 1 else 1 if start > 1 else 2
    if len(word) + most < len(core):
        return False
    return (
        core in word
        if most == 0
        else any(
            OSA.distance(
                word[max(begin, 0) : begin + len(core) + more], core, score_cutoff=most
            )
            <= most
            for begin in (start, start + 1)
            for more in (0, 1, -1)
        )
    )
