"""What a device's model tells, and what a description mentions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from countersight.match.aliases import Alias
from countersight.match.strengths import Strength
from countersight.model.match import Relation
from countersight.model.vendor import ModelMark, Vendor
from countersight.normalise import fold_model
from countersight.normalise.scripts import READ_LETTERS
from countersight.normalise.splitting import is_run, split

MOST_MODEL_WORDS: Final = 12
SLICE: Final = READ_LETTERS - 100
MOST_SLICES: Final = 10
"""A description is read in slices that overlap; about 39,000 letters of it are."""

PRODUCT_WORDS: Final = frozenset(
    {
        "camera",
        "cameras",
        "cctv",
        "surveillance",
        "nvr",
        "dvr",
        "recorder",
        "recorders",
        "videouberwachung",
        "kamera",
        "kameras",
        "camara",
        "camaras",
        "videosurveillance",
        "videovigilancia",
        "videosorveglianza",
        "kamery",
        "kamer",
        "monitoring",
        "videonablyudenie",
        "videonablyudeniya",
        "cameratoezicht",
    }
)
VAGUE: Final = frozenset({"monitoring", "kamer"})
"""Of these a text speaks that is about no camera."""
WARES: Final = (PRODUCT_WORDS - VAGUE) | frozenset(
    {
        "drone",
        "drones",
        "uav",
        "uas",
        "modem",
        "modems",
        "smartphone",
        "smartphones",
        "drohne",
        "drohnen",
        "dron",
        "drony",
        "droni",
    }
)
"""What the makers of the catalogue sell under names that others bear too."""
PRODUCT_RUNS: Final = ("摄像", "监控", "安防", "录像")
PRODUCT_CODES: Final = ("CPV:323235", "CPV:351253", "CPV:351252", "CPV:922220", "CPV:323332")
"""CPV: video surveillance, security cameras, surveillance systems, CCTV, video recorders."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark of models, and whose it is."""

    vendor: Vendor
    mark: ModelMark

    @property
    def source(self) -> str:
        """Where the mark was read."""
        return f"{self.vendor.id}/{self.mark.source}"


class Models:
    """Knows makers by how their models are written."""

    def __init__(self, vendors: Iterable[Vendor]) -> None:
        marks = [Marked(vendor, mark) for vendor in vendors for mark in vendor.models]
        marks.sort(key=lambda each: (-len(each.mark.prefix), each.mark.prefix, each.vendor.id))
        self._marks = tuple((pattern_of(each.mark.prefix), each) for each in marks)
        starts = "|".join(pattern.pattern for pattern, _ in self._marks)
        self._any = re.compile(f"(?:{starts})" if starts else "(?!)")

    def of(self, text: str) -> list[Marked]:
        """Return the marks that a model has, of each vendor the longest."""
        found: dict[str, Marked] = {}
        for start in _starts(text):
            if self._any.match(start) is None:
                continue
            for pattern, marked in self._marks:
                if pattern.match(start):
                    found.setdefault(marked.vendor.id, marked)
        return [found[key] for key in sorted(found)]


def pattern_of(prefix: str) -> re.Pattern[str]:
    """Return the pattern of a mark: its letters folded, ``#`` for one digit.

    >>> bool(pattern_of("DS-7###NI").match(fold_model("DS-7632NI-I2/16P")))
    True
    """
    parts = (re.escape(fold_model(part)) for part in prefix.split("#"))
    return re.compile("[0-9]".join(parts))


def _starts(text: str) -> Iterator[str]:
    """Yield the folded model, from each of its words on."""
    words = text[:READ_LETTERS].split(maxsplit=MOST_MODEL_WORDS)[:MOST_MODEL_WORDS]
    for place in range(len(words)):
        yield fold_model(" ".join(words[place:]))


class Mentions:
    """Finds names of makers as whole words of running text.

    A name that others bear too is found where the text speaks of the wares of makers.
    """

    def __init__(self, aliases: Iterable[Alias]) -> None:
        coined: list[Alias] = []
        borne: list[Alias] = []
        for alias in aliases:
            if not alias.own or alias.product or alias.role or not alias.shape:
                continue
            if alias.relation is Relation.FORMER or alias.shape != alias.spelling.distinctive:
                continue
            (coined if alias.strength is Strength.COINED else borne).append(alias)
        self._coined = _Index.of_aliases(coined)
        self._borne = _Index.of_aliases(borne)

    def of(self, text: str) -> list[Alias]:
        """Return the names that a text has as words, of each vendor one."""
        found: dict[str, Alias] = {}
        for start in range(0, min(len(text), SLICE * MOST_SLICES) or 1, SLICE):
            words = split(text[start : start + READ_LETTERS])
            for alias in self._coined.of(words):
                found.setdefault(alias.entity, alias)
            for alias in self._borne.of(words):
                if alias.entity not in found and _speaks_of(words, WARES):
                    found[alias.entity] = alias
        return [found[key] for key in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Index:
    """Names by their first word, and those of scripts without spaces."""

    by_word: Mapping[str, tuple[Alias, ...]]
    runs: tuple[tuple[str, Alias], ...]

    @classmethod
    def of_aliases(cls, aliases: Iterable[Alias]) -> "_Index":
        by_word: dict[str, list[Alias]] = defaultdict(list)
        runs: list[tuple[str, Alias]] = []
        for alias in aliases:
            if is_run(alias.shape[0]):
                runs.append((alias.shape[0], alias))
            else:
                by_word[alias.shape[0]].append(alias)
        return cls({word: tuple(found) for word, found in by_word.items()}, tuple(runs))

    def of(self, words: Sequence[str]) -> Iterator[Alias]:
        """Yield the names that stand in the words."""
        for place, word in enumerate(words):
            for alias in self.by_word.get(word, ()):
                if tuple(words[place : place + len(alias.shape)]) == alias.shape:
                    yield alias
            if self.runs and is_run(word):
                yield from (alias for run, alias in self.runs if run in word)


def is_about_cameras(texts: Iterable[str], classification: str) -> bool:
    """Tell whether words or codes of a record speak of cameras, recorders, surveillance.

    >>> is_about_cameras(["24 no. CCTV cameras"], ""), is_about_cameras([], "CPV:32323500")
    (True, True)
    """
    if any(code.startswith(PRODUCT_CODES) for code in classification.split()):
        return True
    words = [word for text in texts for word in split(text)]
    return _speaks_of(words, PRODUCT_WORDS)


def _speaks_of(words: Sequence[str], wares: frozenset[str]) -> bool:
    if not wares.isdisjoint(words):
        return True
    return any(run in word for word in words if is_run(word) for run in PRODUCT_RUNS)
