"""A name folded: its words, glued and apart, and its legal forms kept as what they are.

>>> folded = fold("Hikvision Europe B.V.")
>>> folded.words, folded.forms
(('hikvision', 'europe'), ('bv',))
>>> fold("杭州海康威视数字技术股份有限公司").words
('杭州', '海康威视', '数字', '技术')
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from countersight.normalise.background import background
from countersight.normalise.legal import LegalClass, class_of, take_forms
from countersight.normalise.numbers import numbered
from countersight.normalise.romanising import reading, romanised
from countersight.normalise.splitting import is_run, split
from countersight.normalise.words import Role, take_apart, word_of

MOST_LETTERS: Final = 360
"""Letters of one name that count; the rest is cut."""

GLUED_FORMS: Final = ("coltd", "ltd", "co", "inc", "gmbh")
GLUED_TO_KNOWN: Final = (
    *(*GLUED_FORMS, "ag", "sa", "llc", "plc", "bv", "nv", "spa", "srl", "kg", "corp", "oy"),
    *("oyj", "limited", "corporation", "sarl", "sro", "doo", "bhd", "kft", "llp", "kgaa"),
)
"""Forms that are parted from a word that companies use, where nobody uses the two as one."""
_SHORTEST_GLUED: Final = 5


@dataclass(frozen=True, slots=True)
class FoldedName:
    """A name in comparable words.

    Two names with the same words and the same forms are written alike; with the same words
    they are alike but for the legal form.
    """

    words: tuple[str, ...]
    """In their order, legal forms taken off the ends; ``&`` is "and"."""
    forms: tuple[str, ...] = ()
    """Ids of the legal forms, sorted, each once."""

    @property
    def glued(self) -> str:
        """The words without spaces."""
        return "".join(self.words)

    @property
    def readings(self) -> tuple[str, ...]:
        """Of each word its pinyin, or the word itself where it has no Han letter.

        It is evidence beside the words: it may ask for a review, and makes no match.

        >>> fold("海康威视 Ltd").readings
        ('haikangweishi',)
        """
        return tuple(reading(word) or word for word in self.words)

    @property
    def classes(self) -> frozenset[LegalClass]:
        """The classes of its legal forms."""
        return frozenset(class_of(form) for form in self.forms)


def fold(text: str) -> FoldedName:
    """Return a name in comparable words; folding twice is folding once.

    At most 4,000 code points are read, and 360 letters kept.

    >>> fold("DAHUA TECHNOLOGYCO.,LTD") == fold("Dahua Technology Co., Ltd.")
    True
    """
    return fold_words(split(text))


def fold_words(split_words: Sequence[str]) -> FoldedName:
    """Return a name that was split into words before."""
    words = _cut(split_words)
    forms: list[str] = []
    while True:
        words, taken = take_forms(_loosened(words))
        forms += taken
        latin = all(map(str.isascii, words))
        changed = numbered(words if latin else [p for word in words for p in _apart(word)])
        if changed == words and not latin:
            changed = _cut(list(_romanised(words)))
        if changed == words:
            break
        words = changed
    return FoldedName(tuple(words), tuple(sorted(set(forms))))


def _romanised(words: Sequence[str]) -> Iterator[str]:
    """Yield the words with kana and Hangul in Latin letters; legal forms are off by now."""
    for word in words:
        yield romanised(word) or word


def _cut(words: Sequence[str]) -> list[str]:
    left = MOST_LETTERS
    if sum(map(len, words)) <= left:
        return list(words)
    found: list[str] = []
    for word in words:
        if left <= 0:
            break
        found.append(word[:left])
        left -= len(word)
    return found


def _loosened(words: list[str]) -> list[str]:
    """Part a legal form that was glued to a known word: ``technologyco``, ``siemensag``."""
    if not any(word.endswith(GLUED_TO_KNOWN) for word in words):
        return words
    return [part for word in words for part in parted(word)]


def parted(word: str) -> tuple[str, ...]:
    """Return a word, and the legal form that is glued to it where one is.

    >>> parted("technologyco"), parted("cisco")
    (('technology', 'co'), ('cisco',))
    """
    for form in GLUED_TO_KNOWN:
        stem = word.removesuffix(form)
        if word == stem or len(stem) < _SHORTEST_GLUED:
            continue
        if (_is_plain(stem) and form in GLUED_FORMS) or _is_used(stem) > _is_used(word):
            return stem, form
    return (word,)


def may_loosen(word: str) -> bool:
    """Tell whether a legal form is glued to this word.

    >>> may_loosen("technologyco"), may_loosen("cisco")
    (True, False)
    """
    return word.endswith(GLUED_TO_KNOWN) and len(parted(word)) > 1


def _is_plain(word: str) -> bool:
    return word_of(word).role in {Role.GENERIC, Role.TRADE}


def _is_used(word: str) -> bool:
    """Tell whether companies of the world use a word."""
    return word in background()[0]


def _apart(word: str) -> list[str]:
    return take_apart(word) if is_run(word) else [word]
