"""A name as it may have been before it was glued, split, misspelt or misread.

Each variant comes with the pass that it is met in, and is compared like any name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Final

from countersight.match.aliases import Alias
from countersight.match.candidates import Candidates
from countersight.match.evidence import Pass
from countersight.match.misread import Reader, latin
from countersight.match.spellings import Spelling
from countersight.normalise import FoldedName
from countersight.normalise.background import background
from countersight.normalise.names import fold_words
from countersight.normalise.scripts import READ_LETTERS
from countersight.normalise.splitting import is_run, split

MOST_VARIANTS: Final = 40
"""Variants of one name in one pass; a text with more is no name."""
_HOST: Final = re.compile(
    r"(?:^|[@./\s(<])([a-z0-9-]{5,63})\.(?:com?\.)?[a-z]{2,12}(?=$|[/\s,;:)>])"
)
"""A host's name in an address of the web or of mail, less its domain."""
FEWEST_SPACED: Final = 5
"""Single letters in a row that are a word written with spaces."""


class Variants:
    """Finds the variants of names that may be those of the catalogue."""

    def __init__(self, aliases: Sequence[Alias], candidates: Candidates) -> None:
        self._candidates = candidates
        self._reader = Reader(
            (word for alias in aliases for word in alias.spelling.folded.words),
            (word for alias in aliases if alias.own for word in alias.spelling.distinctive),
        )

    def anything(self, text: str, words: Sequence[str]) -> bool:
        """Tell cheaply whether a text, split into words, may be a name of the catalogue."""
        apart = _taken_apart(words)
        if self._candidates.anything(apart) or self._reader.anything(words):
            return True
        glued = _unspaced(words)
        if len(glued) < len(words) and self._candidates.anything(glued):
            return True
        seen = latin(text[:READ_LETTERS])
        return seen != text[:READ_LETTERS] and self.anything(seen, split(seen))

    def of(self, text: str, folded: FoldedName) -> Iterator[tuple[Pass, Spelling]]:
        """Yield the variants of a folded text, each with its pass; not the text itself."""
        words, found = folded.words, self._candidates
        yield from _all(Pass.WORD, self._hosts(text))
        yield from _all(Pass.MISREAD, self._read(text, folded))
        glued = _unspaced(words)
        joined = [FoldedName(each, folded.forms) for each in found.joined(glued)]
        spaced = [fold_words(glued)] if len(glued) < len(words) else []
        yield from _all(Pass.JOINED, (*spaced, *joined))
        yield from _all(Pass.FURTHER, (each for each in joined if _is_coined(each, glued)))
        for how, made in (
            (Pass.SPELT, found.respelt(words)),
            (Pass.FURTHER, found.respelt_surely(words)),
            (Pass.FURTHER, found.inside_runs(words)),
        ):
            yield from _all(how, (FoldedName(each, folded.forms) for each in made))

    def _hosts(self, text: str) -> Iterator[FoldedName]:
        """Yield the names of hosts in a text, which are glued because hosts have no blanks."""
        for met in _HOST.finditer(text[:READ_LETTERS].lower()):
            words = split(met[1])
            parted = [
                part for word in words for part in (self._candidates.unglued(word) or (word,))
            ]
            if parted != words:
                yield fold_words(parted)

    def _read(self, text: str, folded: FoldedName) -> Iterator[FoldedName]:
        seen = latin(text[:READ_LETTERS])
        first = fold_words(split(seen)) if seen != text[:READ_LETTERS] else folded
        read = fold_words(self._reader.of(first.words))
        made = FoldedName(read.words, tuple(sorted((*first.forms, *read.forms))))
        if made.words != folded.words:
            yield made


def _all(how: Pass, made: Iterable[FoldedName]) -> Iterator[tuple[Pass, Spelling]]:
    for folded in islice(made, MOST_VARIANTS):
        yield how, Spelling.of(folded)


def _is_coined(made: FoldedName, words: Sequence[str]) -> bool:
    """Tell whether what was glued or parted has a word that companies do not bear."""
    return any(word not in background()[0] for word in words if word not in made.words)


def _taken_apart(words: Sequence[str]) -> Sequence[str]:
    if "".join(words).isascii() or not any(map(is_run, words)):
        return words
    return fold_words(words).words


def _unspaced(words: Sequence[str]) -> Sequence[str]:
    """Return the words with letters that stand alone in a row made one word."""
    if len(words) < FEWEST_SPACED or sum(len(word) == 1 for word in words) < FEWEST_SPACED:
        return words
    made: list[str] = []
    for single, group in groupby(words, lambda word: len(word) == 1):
        run = list(group)
        made += ["".join(run)] if single and len(run) >= FEWEST_SPACED else run
    return made
