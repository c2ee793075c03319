"""Letters that are taken for others because they look alike: by scanners, by eye, by cheats.

``shape`` brings words that look alike to one spelling: I, l, 1 and j; O and 0; S and 5; B and
8; Z and 2; g, q, 6 and 9; rn and m; vv and w; cl and d. Two words with one shape are not the
same word for that: only a word that nobody uses is read as a name of the catalogue.
``latin`` writes letters of other alphabets that look Latin as those that they look like, in
words that mix alphabets: no language does. The pairs are of Unicode's confusables (UTS 39)
that a font shows alike.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from countersight.normalise.background import background
from countersight.normalise.legal_forms import form_words

_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_ALIKE: Final = str.maketrans("l1j05829q6437", "iiiosbzgggaet")
_MARKS: Final = re.compile(r"(?<=\w)[|!](?=\w)|(?<!\S)[|!](?=\w{3})|(?<=\w{3})[|!](?!\S)")
"""A stroke inside a word or at one of its ends, which a scanner takes for I or l."""
_FOREIGN: Final = (
    "АВЕЅІЈКМНОРСТУХЬѴӀԌаеѕіјорсухһԁԛԝѵӏгп"  # Cyrillic
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυχγηικτωϲ"  # Greek
)
_LATIN: Final = "ABESIJKMHOPCTYXbVIGaesijopcyxhdqwvlrn" + "ABEZHIKMNOPTYXavopuxyniktwc"
_TABLE: Final = str.maketrans(_FOREIGN, _LATIN)
_SMALL: Final = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz")
"""Small capitals, which are letters of phonetic alphabets."""
_MIXED: Final = re.compile(r"[^\W\d_]*(?:[A-Za-z][Ͱ-ϿЀ-ԯ]|[Ͱ-ϿЀ-ԯ][A-Za-z])[^\W_]*")
"""A word in which a Latin letter stands beside a Greek or Cyrillic one."""

_SHORTEST: Final = 3
KEPT: Final = 100_000
"""Words that are remembered."""
SHORTEST_CORE: Final = 5
"""Letters of the shortest distinctive word that is read into a text."""


def shape(word: str) -> str:
    """Return what a folded word looks like.

    >>> shape("hlkvlslon") == shape("hikvision") == shape("h1kv1s10n")
    True
    """
    for pair, one in _PAIRS:
        if pair in word:
            word = word.replace(pair, one)
    return word.translate(_ALIKE)


def latin(text: str) -> str:
    """Return a text with look-alikes of Latin letters made Latin, and strokes made letters.

    >>> latin("НІKVISION"), latin("H|KV|SION"), latin("Хик")
    ('HIKVISION', 'HlKVlSION', 'Хик')
    """
    if "|" in text or "!" in text:
        text = _MARKS.sub("l", text)
    if text.isascii():
        return text
    return _MIXED.sub(lambda met: met[0].translate(_TABLE), text.translate(_SMALL))


class Reader:
    """Reads words that nobody uses as words of the catalogue that they look like.

    Args of the constructor: the words of all names; of these, the words that tell a maker.
    """

    def __init__(self, words: Iterable[str], telling: Iterable[str]) -> None:
        self._known = frozenset(words) | form_words()
        self._telling = frozenset(shape(word) for word in telling if len(word) >= SHORTEST_CORE)
        self._kept = lru_cache(KEPT)(self._tells)
        self._by_shape: Mapping[str, str] = {
            shape(word): word for word in sorted(self._known, reverse=True) if _is_told(word)
        }

    def anything(self, words: Sequence[str]) -> bool:
        """Tell cheaply whether a word may be that of a maker, misread."""
        return any(map(self._kept, words))

    def _tells(self, word: str) -> bool:
        long = len(word) >= SHORTEST_CORE and word not in self._known
        return long and shape(word) in self._telling

    def of(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the words as they are read."""
        return tuple(map(self._read, words))

    def _read(self, word: str) -> str:
        if word in self._known or not _is_told(word):
            return word
        read = self._by_shape.get(shape(word), word)
        return word if read != word and word in background()[0] else read


def _is_told(word: str) -> bool:
    return word.isascii() and len(word) >= _SHORTEST
