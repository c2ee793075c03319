"""Words are looked for in one rendition: at one place, at several, reworded, or nowhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from countersight.cite.nearest import Nearest
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
from countersight.model.passage import (
    Absent,
    Ambiguous,
    Anchored,
    Change,
    ChangeKind,
    Hidden,
    Passage,
    Place,
    Reworded,
    Sought,
)
from countersight.render.escaping import shortened, visible

MAX_WORDS: Final = 20_000
"""Code points of one passage."""
MAX_PLACES: Final = 1_000
"""Places of the same words that are looked at."""
TOLD: Final = 20
"""Places that are told."""
AROUND: Final = 40
"""Code points of prefix and suffix."""
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
            ValueError: there are no words, or more than ``MAX_WORDS`` code points of them.
        """
        words = words.strip()
        if not words or max(len(words), len(prefix), len(suffix)) > MAX_WORDS:
            raise ValueError(f"write between 1 and {MAX_WORDS} letters")
        how, spans = "exact", self._exact(words)
        if not spans:
            how, spans = NORMALISATION, self._in_another_dress(words)
        kept = [
            span
            for span in spans
            if start in {None, span[0]} and self._fits(span, prefix, suffix)
        ]
        if len(kept) == 1:
            place = self.place(*kept[0])
            return Anchored(place, how, unseen(place.words))
        if kept:
            places = tuple(self.place(*each) for each in kept[:TOLD])
            return Ambiguous(places, len(kept) - len(places))
        return (
            self._missed(words) if not spans else self._nearest.of(f"{prefix}{words}{suffix}")
        )

    def place(self, start: int, end: int) -> Place:
        """Return the place from *start* to *end*, with what stands around it."""
        return Place(
            start,
            end,
            self.text[start:end],
            self.text[max(0, start - AROUND) : start],
            self.text[end : end + AROUND],
        )

    @cached_property
    def _normalised(self) -> Normalised:
        return normalised(self.text)

    @cached_property
    def _seen(self) -> Normalised:
        return normalised(self.text, without_unseen=True)

    def _exact(self, words: str) -> list[tuple[int, int]]:
        found = ((at, at + len(words)) for at in _all(self.text, words))
        return [span for span in found if self._is_whole(*span)]

    def _in_another_dress(self, words: str) -> list[tuple[int, int]]:
        wanted = strict(words)
        spans = self._but_for_hyphens(words)
        return [span for span in spans if agree(strict(self.text[span[0] : span[1]]), wanted)]

    def _but_for_hyphens(self, words: str) -> list[tuple[int, int]]:
        key = normalised(words).key
        spans = (
            self._normalised.raw_span(at, at + len(key))
            for at in _all(self._normalised.key, key)
        )
        return [span for span in spans if span is not None and self._is_whole(*span)]

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether the place begins and ends between words, so that none is cut."""
        return not any(
            0 < at < len(self.text)
            and _SPACED.match(self.text[at - 1])
            and _SPACED.match(self.text[at])
            for at in (start, end)
        )

    def _fits(self, span: tuple[int, int], prefix: str, suffix: str) -> bool:
        room = 2 * max(len(prefix), len(suffix)) + AROUND
        before = normalised(self.text[max(0, span[0] - room) : span[0]]).key.rstrip()
        after = normalised(self.text[span[1] : span[1] + room]).key.lstrip()
        wanted_before, wanted_after = normalised(prefix).key, normalised(suffix).key
        return before.endswith(wanted_before.strip()) and after.startswith(wanted_after.strip())

    def _missed(self, words: str) -> Sought:
        """Say why words are not there: for characters that nobody sees, or for other words."""
        plain = seen(words)
        if plain != words and (self._exact(plain) or self._in_another_dress(plain)):
            return Hidden(tuple(f"in the words, {each}" for each in unseen(words)))
        key = normalised(plain).key
        for at in _all(self._seen.key, key):
            span = self._seen.raw_span(at, at + len(key))
            inside = unseen(self.text[span[0] : span[1]]) if span is not None else ()
            if inside:
                return Hidden(tuple(f"in the text, {each}" for each in inside))
        for span in self._but_for_hyphens(words):
            place = self.place(*span)
            return Reworded(
                place,
                (Change(ChangeKind.REMOVED, place.words), Change(ChangeKind.ADDED, words)),
            )
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


def explained(sought: Sought) -> str:
    """Return what became of words that were looked for, in a line or a few.

    >>> explained(Readable("They operate the system now.").find("They manage the system now."))
    'reworded; nearest at 0: They [-operate-] {+manage+} the system now.'
    """
    match sought:
        case Anchored():
            notes = f"; holds {', '.join(sought.notes)}" if sought.notes else ""
            return f"stands at {sought.place.start}-{sought.place.end} ({sought.how}){notes}"
        case Ambiguous():
            places = "; ".join(_in_context(each) for each in sought.places)
            more = f"; and {sought.more} more" if sought.more else ""
            return f"stands at {len(sought.places) + sought.more} places: {places}{more}"
        case Hidden():
            return f"characters that nobody sees: {'; '.join(sought.characters)}"
        case Reworded():
            return f"reworded; nearest at {sought.nearest.start}: {' '.join(_diff(sought))}"
        case Absent():
            return "stands nowhere in the text, nor does anything much like it"


_MARKS: Final = {
    ChangeKind.SAME: ("", ""),
    ChangeKind.REMOVED: ("[-", "-]"),
    ChangeKind.ADDED: ("{+", "+}"),
}


def _diff(sought: Reworded) -> Iterator[str]:
    for change in sought.changes:
        before, after = _MARKS[change.kind]
        yield f"{before}{visible(shortened(change.words))}{after}"


def _in_context(place: Place) -> str:
    around = f"{place.prefix}[{shortened(place.words, AROUND)}]{place.suffix}"
    return f"{place.start}: {visible(' '.join(around.split()))}"


def _all(text: str, words: str) -> Iterator[int]:
    """Yield the places of *words*, overlapping ones too, up to ``MAX_PLACES``."""
    at = text.find(words) if words else -1
    for _ in range(MAX_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)
