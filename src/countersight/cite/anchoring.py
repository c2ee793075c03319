"""Words are looked for in one rendition: at one place, at several, reworded, or nowhere."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count, islice
from typing import Final, TypeAlias, TypeVar

from countersight.cite.nearest import AROUND, Nearest, place_in
from countersight.cite.normalising import (
    NORMALISATION,
    Normalised,
    agree,
    normalised,
    seen,
    strict,
    unseen,
)
from countersight.ids import EntryId, digest
from countersight.messages import sentence
from countersight.model.passage import (
    Absent,
    Ambiguous,
    Anchored,
    Elsewhere,
    Hidden,
    Passage,
    Place,
    Sought,
)

MAX_WORDS: Final = 20_000
"""Code points of one passage."""
MAX_PLACES: Final = 1_000
"""Places that fit and are counted; one more or less is no matter, for both are several."""
MAX_LOOKED: Final = 50_000_000
"""Code points of places that are compared; to break off earlier could hide a second place."""
MAX_FITTED: Final = 20_000
"""Places of which the surroundings are compared."""
TOLD: Final = 20
"""Places that are told."""
T = TypeVar("T")
_Span: TypeAlias = tuple[int, int]
_SPACED: Final = re.compile(
    r"(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
    r"\U00020000-\U0003ffff])\w"
)
"""A letter or digit of a script that parts its words by spaces."""


@dataclass(frozen=True)
class Readable:
    r"""The text of a rendition, ready for words to be looked for in it.

    >>> text = Readable("We do not\u00a0oversee it. We do.")
    >>> text.find("do not oversee").place.start
    3
    >>> len(text.find("We do").places)
    2
    >>> text.find("We do not operate it.").changes[1].words
    'oversee'
    """

    text: str
    _nearest: Nearest = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_nearest", Nearest(self.text))

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return digest(self.text.encode("utf-8", "surrogatepass"))

    def find(
        self, words: str, *, prefix: str = "", suffix: str = "", start: int | None = None
    ) -> Sought:
        """Return what becomes of *words*: whole words, in this case, at one place.

        Args:
            words: the words; white space at their ends does not count.
            prefix: what stands directly before them.
            suffix: what stands directly after them.
            start: code points before them, where that is known.

        Raises:
            ValueError: there are no words, or more than ``MAX_WORDS`` code points of them, or
                they stand at too many places to look at each.
        """
        words = words.strip()
        if not words or max(len(words), len(prefix), len(suffix)) > MAX_WORDS:
            raise ValueError(sentence("write between 1 and {most} letters", most=MAX_WORDS))
        how, kept = "exact", self._fitting(self._exact(words), prefix, suffix, start=start)
        if not kept:
            dressed = self._in_another_dress(words)
            how, kept = NORMALISATION, self._fitting(dressed, prefix, suffix, start=start)
        if len(kept) == 1:
            place = self.place(*kept[0])
            return Anchored(place, how, unseen(place.words))
        if kept:
            return Ambiguous(*self._told(kept))
        if not self._is_there(words):
            return self._missed(words)
        if start is not None and not prefix and not suffix:
            spans = chain(self._exact(words), self._in_another_dress(words))
            there = sorted(set(islice(spans, MAX_PLACES)))
            return Elsewhere(start, *self._told(there))
        return self._nearest.of(f"{prefix}{words}{suffix}")

    def _told(self, spans: list[_Span]) -> tuple[tuple[Place, ...], int]:
        places = tuple(self.place(*each) for each in spans[:TOLD])
        return places, len(spans) - len(places)

    def place(self, start: int, end: int) -> Place:
        """Return the place from *start* to *end*, with what stands around it."""
        return place_in(self.text, start, end)

    @cached_property
    def _normalised(self) -> Normalised:
        return normalised(self.text)

    @cached_property
    def _seen(self) -> Normalised:
        return normalised(self.text, without_unseen=True)

    def _exact(self, words: str) -> Iterator[_Span]:
        found = ((at, at + len(words)) for at in _all(self.text, words))
        return (span for span in found if self._is_whole(*span))

    def _in_another_dress(self, words: str) -> Iterator[_Span]:
        wanted = strict(words)
        spans = self._but_for_hyphens(words)
        return (span for span in spans if agree(strict(self.text[span[0] : span[1]]), wanted))

    def _but_for_hyphens(self, words: str) -> Iterator[_Span]:
        key = normalised(words).key
        spans = (
            self._normalised.raw_span(at, at + len(key))
            for at in _all(self._normalised.key, key)
        )
        return (span for span in spans if span is not None and self._is_whole(*span))

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether the place begins and ends between words, so that no word or letter is cut."""
        return not any(
            0 < at < len(self.text)
            and (
                unicodedata.combining(self.text[at])
                or (_SPACED.match(self.text[at - 1]) and _SPACED.match(self.text[at]))
            )
            for at in (start, end)
        )

    def _is_there(self, words: str) -> bool:
        places = chain(self._exact(words), self._in_another_dress(words))
        return next(places, None) is not None

    def _fitting(
        self, spans: Iterator[_Span], prefix: str, suffix: str, *, start: int | None
    ) -> list[_Span]:
        """Return the places that begin at *start* and have these surroundings."""
        kept = (span for span in spans if start in {None, span[0]})
        if prefix or suffix:
            kept = (
                span for span in _at_most(MAX_FITTED, kept) if self._fits(span, prefix, suffix)
            )
        return list(islice(kept, MAX_PLACES))

    def _fits(self, span: _Span, prefix: str, suffix: str) -> bool:
        room = 2 * max(len(prefix), len(suffix)) + AROUND
        before = normalised(self.text[max(0, span[0] - room) : span[0]]).key.rstrip()
        after = normalised(self.text[span[1] : span[1] + room]).key.lstrip()
        wanted_before, wanted_after = normalised(prefix).key, normalised(suffix).key
        return before.endswith(wanted_before.strip()) and after.startswith(wanted_after.strip())

    def _missed(self, words: str) -> Sought:
        """Say why words are not there: for characters that nobody sees, or for other words."""
        plain = seen(words)
        if plain != words and self._is_there(plain):
            return Hidden(
                tuple(sentence("in the words, {each}", each=each) for each in unseen(words))
            )
        key = normalised(plain).key
        for at in _all(self._seen.key, key):
            span = self._seen.raw_span(at, at + len(key))
            inside = unseen(self.text[span[0] : span[1]]) if span is not None else ()
            if inside:
                return Hidden(
                    tuple(sentence("in the text, {each}", each=each) for each in inside)
                )
        for span in self._but_for_hyphens(words):
            return self._nearest.compared(*span, words)
        return self._nearest.of(words)


def between(text: Readable, first: str, last: str, *, prefix: str = "") -> Sought:
    """Return the place that begins with the words *first* and ends with the words *last*.

    The first place of *last* that does not end within *first* counts.

    Raises:
        ValueError: one of the two is empty.

    >>> between(Readable("It says: we do not, at all."), "we do", "all").place.words
    'we do not, at all'
    """
    begins = text.find(first, prefix=prefix)
    if not isinstance(begins, Anchored):
        return begins
    start, least = begins.place.start, len(begins.place.words)
    ends = Readable(text.text[start : start + MAX_WORDS]).find(last)
    if not isinstance(ends, Anchored | Ambiguous):
        return ends
    places = ends.places if isinstance(ends, Ambiguous) else (ends.place,)
    end = next((each.end for each in places if each.end >= least), None)
    if end is None:
        return Absent()
    place = text.place(start, start + end)
    return Anchored(place, "exact", unseen(place.words))


def as_passage(id_: EntryId, document: EntryId, words: str, text: Readable) -> Passage:
    """Return the passage of *words* that stand at one place; else an orphan.

    >>> as_passage(EntryId("p"), EntryId("d"), "b c", Readable("a b c")).place.start
    2
    """
    sought = text.find(words)
    if isinstance(sought, Anchored):
        return Passage(id_, document, sought.place.words, text.sha256, sought.place, sought.how)
    return Passage(id_, document, words)


def stands(passage: Passage, text: Readable) -> bool:
    """Tell whether a passage has, letter by letter, the words at its place in this very text.

    >>> text = Readable("a b c")
    >>> passage = as_passage(EntryId("p"), EntryId("d"), "b c", text)
    >>> stands(passage, text), stands(passage, Readable("a b d"))
    (True, False)
    """
    place = passage.place
    return (
        place is not None
        and passage.rendition == text.sha256
        and text.text[place.start : place.end] == passage.words
    )


def _all(text: str, words: str) -> Iterator[int]:
    """Yield the places of *words*, overlapping ones too; ValueError after ``MAX_LOOKED``."""
    at = text.find(words) if words else -1
    for _ in _at_most(MAX_LOOKED // max(1, len(words)), count()):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)


def _at_most(most: int, places: Iterator[T]) -> Iterator[T]:
    for number, place in enumerate(places):
        if number == most:
            raise ValueError(
                sentence(
                    "the words stand at more than {most} places; write more of them", most=most
                )
            )
        yield place
