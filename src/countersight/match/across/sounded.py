"""A name in another script as letters that have a sound and a meaning.

A Chinese name is its letters, each with its syllable, cut into parts (``han_names``). A name in
another script that is read in Latin letters (Cyrillic, Arabic, Hangul, kana and others) is its
words, cut into what is said in one go. The keys are what a name in Latin letters may meet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from countersight.match.across.keys import (
    BEGINNING,
    CANON,
    FIRST,
    LETTERS,
    MEANING,
    NEARLY,
    SKELETON,
    key,
    stem,
)
from countersight.normalise.han_names import cut
from countersight.normalise.han_words import LONGEST, Part, han_words
from countersight.normalise.names import fold
from countersight.normalise.romanising import romanised
from countersight.normalise.sounds import (
    ALPHABET,
    canon,
    phonetic,
    phonetic_syllable,
    skeleton,
)
from countersight.normalise.splitting import is_run, split
from countersight.normalise.syllables import TONGUES, otherwise, syllables
from countersight.normalise.words import Role, words_of

CORE: Final = 0
PLACE: Final = 1
TRADE: Final = 2
MOST_LETTERS: Final = 24
MOST_READ: Final = 6
MOST_SPELLINGS: Final = 8
MOST_OTHERWISE: Final = 4

LATIN: Final = 0
LETTERS_OF_MORE: Final = 1
CANON_OF_MORE: Final = 2
LETTERS_OF_ONE: Final = 3
CANON_OF_ONE: Final = 4
OF_PLACE: Final = 5
OF_TRADE: Final = 6
OF_IDEA: Final = 7
INITIALS: Final = 8
TWO_INITIALS: Final = 9
FINDS: Final = 10
"""Kinds of keys: Latin letters in the name, letters read one by one or together, meanings of a
place, of a word and of one letter, initials; and what finds candidates and tells nothing."""
PARTS: Final = 11
"""What the kernel makes of an idea that a part of a word means."""
BONES: Final = 12
"""Four consonants and more of three letters and more."""
LONG_BONES: Final = 4
SHORTEST_BONES: Final = 3
_ROLES: Final = {Part.PLACE: PLACE, Part.CORE: CORE}
_NUMBERS: Final = {letter: place for place, letter in enumerate(ALPHABET)}
_SAID: Final = re.compile("[^aeiou]*[aeiou]+(?:[^aeiou](?![aeiou]))?|[^aeiou]+")
_OTHER_SCRIPT: Final = re.compile(
    r"(?=[^\W\d_])[\u0370-\u1dbf\u1f00-\u1fff\u2e80-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]"
)
_HAN: Final = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]")

Unit = tuple[int, int, int, int]
"""A key, its first letter, the letter behind its last, and its kind."""


@dataclass(frozen=True, slots=True)
class SoundedName:
    """A name, ready to be made arrays of."""

    letters: tuple[str, ...]
    """What is said in one go: a Han letter, or some Latin letters."""
    roles: tuple[int, ...]
    sounds: tuple[bytes, ...]
    """Of each letter what is heard, by number."""
    units: tuple[Unit, ...]


def has_han(text: str) -> bool:
    """Tell whether a text has a Han letter.

    >>> has_han("海康 Ltd"), has_han("Дахуа")
    (True, False)
    """
    return not text.isascii() and _HAN.search(text) is not None


def is_sounded(text: str) -> bool:
    """Tell whether a name is in another script than Latin, by more than an accent.

    >>> is_sounded("Дахуа"), is_sounded("海康"), is_sounded("Société"), is_sounded("하이크비전")
    (True, True, False, True)
    """
    return not text.isascii() and _OTHER_SCRIPT.search(text) is not None


def sounded_name(text: str) -> SoundedName:
    """Return a name in another script as letters with sounds and keys.

    >>> sounded_name("海康威视").letters, len(sounded_name("Хиквижн").letters) > 1
    (('海', '康', '威', '视'), True)
    """
    return _han(text) if has_han(text) else _other(text)


def _han(text: str) -> SoundedName:
    pieces = [
        piece
        for piece in cut(text).pieces
        if piece.part is not Part.FORM
        and not (piece.part is Part.GENERIC and not piece.english)
    ]
    run = "".join(piece.text for piece in pieces)[:MOST_LETTERS]
    roles = [_ROLES.get(p.part, TRADE) for p in pieces for _ in p.text][:MOST_LETTERS]
    read = syllables(run)
    units = [*_of_latin(text), *_of_meanings(run), *_of_tongues(run), *_of_core(read, roles)]
    for start in range(len(run)):
        units += _read_from(read, start)
    sounds = tuple(_numbered(phonetic_syllable(each)) for each in read)
    return SoundedName(tuple(run), tuple(roles), sounds, tuple(units))


def _other(text: str) -> SoundedName:
    """Return a name read in Latin letters: its own words as sounds, others by meaning."""
    letters: list[str] = []
    roles: list[int] = []
    units: list[Unit] = []
    for word in words_of(fold(text).words):
        if not word.text.isascii() or word.text.isdigit() or word.role is Role.LINK:
            continue
        said = _SAID.findall(word.text)
        first, end = len(letters), len(letters) + len(said)
        if end > MOST_LETTERS:
            break
        kind = OF_PLACE if word.role is Role.PLACE else OF_TRADE
        own = word.role is Role.DISTINCTIVE
        letters += said
        roles += [CORE if own else PLACE if word.role is Role.PLACE else TRADE] * len(said)
        units.append(
            (key(MEANING, stem(word.text)), first, end, LETTERS_OF_MORE if own else kind)
        )
        units += _of_sound(word.text, first, end, "") if own else ()
    sounds = tuple(_numbered(phonetic(each)) for each in letters)
    return SoundedName(tuple(letters), tuple(roles), sounds, tuple(units))


def _of_latin(text: str) -> Iterator[Unit]:
    for word in split(text):
        spelt = romanised(word) if is_run(word) and not has_han(word) else word
        if spelt.isascii() and (len(spelt) > 1 or spelt.isdigit()):
            yield key(LETTERS, spelt), 0, 0, LATIN


def _of_meanings(run: str) -> Iterator[Unit]:
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + LONGEST) + 1):
            for found, kind in _meanings(run[start:end]):
                yield found, start, end, kind


@lru_cache(100_000)
def _meanings(text: str) -> tuple[tuple[int, int], ...]:
    word = han_words().get(text)
    if word is None or word.part is Part.FORM:
        return ()
    kind = OF_PLACE if word.part is Part.PLACE else OF_IDEA if word.idea else OF_TRADE
    return tuple(
        (key(LETTERS, each.replace(" ", "")) if " " in each else key(MEANING, stem(each)), kind)
        for each in word.english
    )


def _of_tongues(run: str) -> Iterator[Unit]:
    """Yield the keys of letters as they are read in Hong Kong and Japan."""
    for tongue in TONGUES:
        for start in range(len(run)):
            spelt = [""]
            for end in range(start, min(len(run), start + MOST_OTHERWISE)):
                more = otherwise(run[end], tongue)
                if not more:
                    break
                spelt = [one + other for one in spelt for other in more][:MOST_SPELLINGS]
                if end > start or tongue == TONGUES[0]:
                    kind = CANON_OF_MORE if end > start else LETTERS_OF_ONE
                    for each in spelt:
                        yield key(LETTERS, each), start, end + 1, kind
                        if end > start:
                            yield key(CANON, canon(each)), start, end + 1, kind


def _read_from(read: Sequence[str], start: int) -> Iterator[Unit]:
    """Yield the keys of syllables that are read together from one on."""
    letters = ""
    for end in range(start, min(len(read), start + MOST_READ)):
        if not read[end]:
            return
        letters += read[end]
        yield from _of_sound(letters, start, end + 1, letters)


def _of_sound(letters: str, start: int, end: int, pinyin: str) -> Iterator[Unit]:
    more = end - start > 1
    yield key(LETTERS, letters), start, end, LETTERS_OF_MORE if more else LETTERS_OF_ONE
    yield key(CANON, canon(letters)), start, end, CANON_OF_MORE if more else CANON_OF_ONE
    bones = skeleton(letters, pinyin)
    if more and len(bones) > 1:
        long = len(bones) >= LONG_BONES and end - start >= SHORTEST_BONES
        yield key(SKELETON, bones), start, end, BONES if long else FINDS
        yield key(NEARLY, bones), start, end, FINDS
    if bones and not pinyin:
        yield from _of_beginning(letters, bones, start)


def _of_core(read: Sequence[str], roles: Sequence[int]) -> Iterator[Unit]:
    """Yield the initials of the core, and the keys of how it begins."""
    core = [place for place, role in enumerate(roles) if role == CORE]
    if not core:
        return
    initials = "".join(read[place][:1] for place in core)
    if len(initials) > 1:
        kind = INITIALS if len(initials) > 2 else TWO_INITIALS  # noqa: PLR2004
        yield key(LETTERS, initials), core[0], core[-1] + 1, kind
    letters = "".join(read[core[0] : core[0] + MOST_OTHERWISE])
    bones = skeleton(letters, letters)
    if bones:
        yield from _of_beginning(letters, bones, core[0])


def _of_beginning(letters: str, bones: str, start: int) -> Iterator[Unit]:
    yield key(FIRST, letters[:1] + bones[:2]), start, start, FINDS
    if len(bones) > 2:  # noqa: PLR2004
        yield key(BEGINNING, bones[:3]), start, start, FINDS


def _numbered(heard: str) -> bytes:
    return bytes(_NUMBERS[each] for each in heard if each in _NUMBERS)
