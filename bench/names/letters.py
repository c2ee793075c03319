"""Changes to a name's letters: misspelt, misread, without marks, in another script or case.

Every change takes a name and the random stream and returns the changed name, or None where it
does not apply (a name without a number has no number to spell out). All randomness comes from
the stream that is handed in.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from bench.names import tables
from bench.names.words import Parts, parts, words

RARE = 20
"""A word in at most so many names of the pool tells a company apart."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name to be changed: its text, country, parts, and how common each word is."""

    text: str
    country: str
    parts: Parts
    frequency: Mapping[str, int]
    """Folded word -> names of the pool that have it."""

    @classmethod
    def of(cls, text: str, country: str, frequency: Mapping[str, int]) -> "Known":
        """Take a name apart."""
        return cls(text, country, parts(text), frequency)

    @property
    def rarest(self) -> int:
        """Return the place of the core's rarest word; one of letters alone if there is any."""
        core = self.parts.core
        return min(
            range(len(core)),
            key=lambda i: (not core[i].strip("(),.\"'").isalpha(), self.common(core[i])),
        )

    def common(self, word: str) -> int:
        """Return in how many names of the pool the rarest part of a written word stands."""
        return min((self.frequency.get(w, 0) for w in words(word)), default=1 << 30)

    def with_core(self, core: list[str]) -> str:
        """Return the name with another core and the same legal forms."""
        return " ".join((*self.parts.before, *core, *self.parts.after))


Change = Callable[[Known, Random], str | None]

_EDITABLE = re.compile(r"[^\W\d_]")


def _edit(text: str, random: Random) -> str | None:
    places = [i for i, c in enumerate(text) if _EDITABLE.match(c)]
    if len(places) < 4:
        return None
    at = random.choice(places)
    letter = random.choice("abcdefghijklmnopqrstuvwxyz")
    letter = letter.upper() if text[at].isupper() else letter
    match random.choice("dsit"):
        case "d":
            return text[:at] + text[at + 1 :]
        case "s":
            return text[:at] + letter + text[at + 1 :]
        case "i":
            return text[:at] + letter + text[at:]
        case _:
            return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def misspelt(name: Known, random: Random) -> str | None:
    """Return the name with one edit of a letter in the core."""
    changed = _edit(" ".join(name.parts.core), random)
    return None if changed is None else name.with_core([changed])


def misspelt_twice(name: Known, random: Random) -> str | None:
    """Return the name with two edits of letters in the core, if that has eight letters."""
    core = " ".join(name.parts.core)
    once = _edit(core, random) if len(core) >= 8 else None
    twice = _edit(once, random) if once else None
    return None if twice is None else name.with_core([twice])


def misread(name: Known, random: Random) -> str | None:
    """Return the name with one or two letters read wrongly by a scanner."""
    text = name.text
    for _ in range(random.choice((1, 1, 2))):
        found = [(a, b) for a, b in tables.MISREAD if a in text]
        if not found:
            return None
        printed, read = random.choice(found)
        at = random.choice([m.start() for m in re.finditer(printed, text)])
        text = text[:at] + read + text[at + len(printed) :]
    return text


_BARE = str.maketrans("łŁøØđĐı", "lLoOdDi")
_ACCENTS = {"a": "áàâä", "e": "éèêë", "i": "íì", "o": "óöô", "u": "úüù", "c": "ç", "n": "ñ"}


def diacritics(name: Known, random: Random) -> str | None:
    """Return the name with its marks lost, or with one that is not there."""
    apart = unicodedata.normalize("NFKD", name.text)
    bare = "".join(c for c in apart.translate(_BARE) if not unicodedata.combining(c))
    if bare != apart:
        return bare
    places = [i for i, c in enumerate(name.text) if c in _ACCENTS]
    if not places or random.random() > 0.3:
        return None
    at = random.choice(places)
    return name.text[:at] + random.choice(_ACCENTS[name.text[at]]) + name.text[at + 1 :]


_ROMAN = {**tables.CYRILLIC, **tables.GREEK}
_RUSSIAN = frozenset({"RU", "BY", "KZ", "KG"})


def transliterated(name: Known, _: Random) -> str | None:
    """Return a Cyrillic or Greek name in Latin letters, or a Russian one in Cyrillic."""
    core = " ".join(name.parts.core)
    lower = "".join(
        c
        for c in unicodedata.normalize("NFKD", core.lower())
        if not unicodedata.combining(c) or c == "\u0306"
    )
    lower = unicodedata.normalize("NFC", lower)
    if any(c in _ROMAN for c in lower):
        return "".join(_ROMAN.get(c, c) for c in lower).title()
    if name.country not in _RUSSIAN or any(name.common(w) > RARE for w in name.parts.core):
        return None
    for latin, cyrillic in tables.LATIN_TO_CYRILLIC:
        lower = lower.replace(latin, cyrillic)
    return lower.title()


def other_case(name: Known, random: Random) -> str | None:
    """Return the name in upper or lower case, and with a doubled space at times."""
    new = name.text.upper() if not name.text.isupper() else name.text.lower()
    return new.replace(" ", "  ", 1) if random.random() < 0.3 else new


def punctuation(name: Known, random: Random) -> str | None:
    """Return the name with its marks gone or changed, or with new ones."""
    gone = re.sub(r"[^\w\s&]", random.choice(("", " ")), name.text)
    if gone != name.text and random.random() < 0.6:
        return " ".join(gone.split())
    marks = random.choice(("-", ".", ", ", "_", "/"))
    changed = name.text.replace(" ", marks, 1)
    return random.choice((changed, f'"{" ".join(name.parts.core)}"', f"{name.text}."))
