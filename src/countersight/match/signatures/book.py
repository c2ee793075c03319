"""Which signatures an observation has: a table by kind, and the answers that were given.

A network repeats itself: a thousand cameras say the same banner. So what was asked once is
remembered, up to a bound, and forgotten as a whole where that is passed; that never changes
an answer.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from countersight.match.signatures.finding import Finder, MakesFinder, one_by_one
from countersight.match.signatures.folding import folded
from countersight.messages import marked, sentence
from countersight.model.device import Observation, Sign
from countersight.model.signature import Says, Signature

MOST_REMEMBERED: Final = 200_000
"""Values of which the answer is kept."""
OBSERVED: Final = 160
"""Letters of a value that an answer quotes."""

_MODEL: Final = "model"
"""The group of a pattern that holds a model."""
_SAYS: Final = {
    Says.MADE_BY: marked("It answers as devices of {about} do, by its {kind}."),
    Says.SOLD_AS: marked("It is sold as {about}, by its {kind}."),
    Says.PLATFORM_OF: marked(
        "It answers as devices on the platform of {about} do, whoever sells them, "
        "by its {kind}."
    ),
    Says.CHIP_OF: marked(
        "It answers as devices with a chip of {about} often do, by its {kind}; no scan can "
        "show a chip, and a chip tells no maker."
    ),
}
_WRITTEN: Final = {
    Says.MADE_BY: marked("Its {kind} is as those of devices of {about} are."),
    Says.PLATFORM_OF: marked(
        "Its {kind} is as those of devices on the platform of {about} are."
    ),
}
"""What is said by a number or a name that somebody may have written down: nothing answered."""
_NUMBERS: Final = frozenset({"serial", "part", "model", "cpe", "description"})
_NONE: Final[tuple[Finder, tuple[Signature, ...]]] = (one_by_one(()), ())
"""What finds the patterns of a kind that has none."""


class SignatureBook:
    """The signatures of the catalogue, ready to be asked.

    ``kinds`` and ``names`` say how kinds of observations, makers and brands are called in the
    texts of what is evidence; ``finder`` makes what asks patterns.

    >>> from countersight.catalogue import load, load_devices
    >>> book = SignatureBook(load_devices(load().vendors).signatures)
    >>> [each.about for each in book.of("http_header.server", "DNVRS-Webs")]
    ['hikvision']
    """

    def __init__(
        self,
        signatures: Iterable[Signature],
        kinds: Mapping[str, str] | None = None,
        names: Mapping[str, str] | None = None,
        finder: MakesFinder = one_by_one,
    ) -> None:
        self._kinds, self._names = kinds or {}, names or {}
        patterns: dict[str, list[tuple[re.Pattern[str], Signature]]] = defaultdict(list)
        self._prefixes: dict[str, list[tuple[str, Signature]]] = defaultdict(list)
        self._naming: dict[str, re.Pattern[str]] = {}
        self._known: dict[tuple[str, str], tuple[Signature, ...]] = {}
        self.by_id = {each.id: each for each in signatures}
        for each in self.by_id.values():
            flags = re.IGNORECASE if each.ignore_case else re.NOFLAG
            compiled = re.compile(each.pattern, flags) if each.pattern else None
            if compiled is not None and _MODEL in compiled.groupindex:
                self._naming[each.id] = compiled
            for kind in each.kinds:
                if compiled is not None:
                    patterns[kind].append((compiled, each))
                self._prefixes[kind] += [(prefix, each) for prefix in each.prefixes]
        self._finders: dict[str, tuple[Finder, tuple[Signature, ...]]] = {
            kind: (finder([pattern for pattern, _ in pairs]), tuple(each for _, each in pairs))
            for kind, pairs in patterns.items()
        }

    def of(self, kind: str, value: str) -> tuple[Signature, ...]:
        """Return the signatures that a value of a kind has, in the order of their ids."""
        key = (kind, value)
        found = self._known.get(key)
        if found is None:
            found = self._ask(kind, folded(kind, value))
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = found
        return found

    def signs(self, observation: Observation) -> list[Sign]:
        """Return what an observation is evidence of."""
        found = self.of(observation.kind, observation.value)
        return [self._sign(each, observation) for each in found]

    def models(self, observation: Observation) -> list[str]:
        """Return the models that signatures read out of a value.

        >>> from countersight.catalogue import load, load_devices
        >>> from countersight.model.record import Origin
        >>> book = SignatureBook(load_devices(load().vendors).signatures)
        >>> said = "ipos/7.0 UPnP/1.0 TL-WR841N/6.0/7.0"
        >>> book.models(Observation("h", "http_header.server", said, Origin("f")))
        ['TL-WR841N']
        """
        found: list[str] = []
        for each in self.of(observation.kind, observation.value):
            pattern = self._naming.get(each.id)
            value = folded(observation.kind, observation.value) if pattern else ""
            met = pattern.search(value) if pattern else None
            if met is not None and met[_MODEL]:
                found.append(met[_MODEL])
        return found

    def _ask(self, kind: str, value: str) -> tuple[Signature, ...]:
        if not value:
            return ()
        finds, asked = self._finders.get(kind, _NONE)
        found = [asked[number] for number in finds(value)]
        found += [
            each
            for prefix, each in self._prefixes.get(kind, ())
            if value == prefix or value.startswith(f"{prefix}.")
        ]
        return tuple(sorted(found, key=lambda each: each.id))

    def _sign(self, signature: Signature, seen: Observation) -> Sign:
        kind = self._kinds.get(seen.kind, seen.kind)
        about = self._names.get(signature.about, signature.about)
        first = signature.sources[0]
        value = folded(seen.kind, seen.value)
        return Sign(
            signature=signature.id,
            kind=seen.kind,
            observed=value if len(value) <= OBSERVED else f"{value[: OBSERVED - 1]}…",
            where=seen.origin,
            strength=None if signature.says is Says.CHIP_OF else signature.strength,
            says=signature.says,
            about=signature.about,
            group=signature.group,
            text=sentence(
                _form(seen.kind, signature.says), about=about, kind=kind.partition(";")[0]
            ),
            source=f"{first.ref} ({first.kind}, {first.date})",
            product=signature.product,
        )


def _form(kind: str, says: Says) -> str:
    return _WRITTEN.get(says, _SAYS[says]) if kind in _NUMBERS else _SAYS[says]
