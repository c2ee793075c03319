"""Whether a name that the kernels find near an alias has more of it than a few letters.

``RULES`` are read from above; the first that asks about a name decides. A short word that is
spelt otherwise is another word, unless all that stands beside it is spelt like the maker's.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from rapidfuzz.distance import OSA

from countersight.match.aliases import Alias
from countersight.match.candidates import known_words
from countersight.match.spellings import Spelling

SHORTEST_ALONE: Final = 7
"""Letters of the shortest distinctive word that is nearly met whatever stands beside it."""
SHORTEST_BEGUN: Final = 4
"""Letters of the shortest word that is the beginning of another."""


@dataclass(frozen=True, slots=True)
class Case:
    """A name, the distinctive words of an alias, and the words of the maker's names."""

    spelling: Spelling
    distinctive: tuple[str, ...]
    words: frozenset[str]

    @property
    def core(self) -> str:
        """Return the distinctive words in one."""
        return "".join(self.distinctive)

    @property
    def written(self) -> tuple[str, ...]:
        """Return the words of the name."""
        return self.spelling.folded.words


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: which names it asks about, and which of those are sure."""

    about: str
    asks: Callable[[Case], bool]
    sure: Callable[[Case], bool]


def is_sure(spelling: Spelling, alias: Alias, words: frozenset[str]) -> bool:
    """Tell whether a name is nearly an alias by more than a few letters.

    *words* are those of the maker's names.
    """
    case = Case(spelling, alias.spelling.distinctive, words)
    return next(rule.sure(case) for rule in RULES if rule.asks(case))


def stands_nearly(spelling: Spelling, alias: Alias, words: frozenset[str]) -> bool:
    """Tell whether a word that is no distinctive one is nearly one of the maker's names."""
    own = words.difference(alias.spelling.distinctive)
    return any(
        word not in own and (_is_near(word, own, slips=2) or _begins(word, own))
        for word in spelling.folded.words
        if len(word) >= SHORTEST_BEGUN
    )


def _is_whole(case: Case) -> bool:
    """Tell whether the core stands there as it is, maybe in several words."""
    return _beside_core(case) is not None


def _beside_core(case: Case) -> tuple[str, ...] | None:
    """Return the words beside a core that stands there as it is; None where it does not."""
    for at in range(len(case.written)):
        joined = list(accumulate(case.written[at:]))
        if case.core in joined:
            end = at + joined.index(case.core) + 1
            return (*case.written[:at], *case.written[end:])
    return None


def _is_long_or_plain(case: Case) -> bool:
    """Tell whether a core is long, or no firm's own word stands beside it."""
    return _is_long(case) or _is_plain(case.spelling, _beside_core(case) or (), case.words)


def _is_long(case: Case) -> bool:
    return len(case.core) >= SHORTEST_ALONE


def _is_glued_to_known(case: Case) -> bool:
    return any(_is_glued(word, case.core, case.words) for word in case.written)


def _is_one_of_several(case: Case) -> bool:
    """Tell whether of several distinctive words one alone is there, and that one misspelt."""
    several = len(case.distinctive) > 1
    return several and not _has_more_than_one(case.written, case.distinctive)


def _is_nearly_there(case: Case) -> bool:
    return _is_there(case.written, (case.core, *case.distinctive))


def _always(_: Case) -> bool:
    return True


def _never(_: Case) -> bool:
    return False


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


def _stands_among(case: Case) -> bool:
    """Tell whether a short core is there, nearly, among words of the maker alone."""
    core, words, spelling = case.core, case.words, case.spelling
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


RULES: Final = (
    Rule("the distinctive words stand there as they are", _is_whole, _is_long_or_plain),
    Rule("they are glued to known words alone", _is_glued_to_known, _always),
    Rule("of several one alone is there, misspelt", _is_one_of_several, _never),
    Rule("they are long", _is_long, _is_nearly_there),
    Rule("they are short", _always, _stands_among),
)
"""From above; the first that asks about a name decides whether it is sure."""
