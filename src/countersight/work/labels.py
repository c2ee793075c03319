"""What labels and models say: the maker that an inventory names, and how makers write models.

A label is what somebody wrote or printed. It says under which name a thing is sold; the
brand's dated rows say who made it, and a label that names a maker speaks for that maker.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from countersight.match import Matcher
from countersight.match.things import Models
from countersight.model.device import Observation, Sign
from countersight.model.match import Relation, State
from countersight.model.record import Record, RecordKind
from countersight.model.signature import Brand, Says, Strength
from countersight.model.vendor import Vendor
from countersight.normalise import fold

MOST_REMEMBERED: Final = 50_000
_STRENGTHS: Final = {State.MATCH: Strength.MEDIUM, State.REVIEW: Strength.WEAK}

_NOW: Final = frozenset({Relation.ITSELF, Relation.SUBSIDIARY, Relation.BRAND})
"""Relations in which a name stands for the maker today."""


class Labels:
    """Knows makers by the names and models that inventories have."""

    def __init__(
        self, vendors: Iterable[Vendor], brands: Mapping[str, Brand], as_of: date | None = None
    ) -> None:
        known = tuple(vendors)
        self._matcher = Matcher(known, as_of)
        self._models = Models(known)
        self._brands = {
            fold(name).words: brand for brand in brands.values() for name in brand.names
        }
        self._known: dict[str, tuple[tuple[str, Strength, str], ...]] = {}

    def of_label(self, seen: Observation) -> list[Sign]:
        """Return what a maker's or a brand's name says."""
        if seen.value not in self._known:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[seen.value] = tuple(self._named(seen))
        return [
            Sign(
                signature=f"label.{about}",
                kind=seen.kind,
                observed=seen.value[:160],
                where=seen.origin,
                strength=strength,
                says=Says.SOLD_AS,
                about=about,
                group="label",
                text=f"The {seen.kind} is written as {alias}.",
                source=f"vendor file {about}",
            )
            for about, strength, alias in self._known[seen.value]
        ]

    def _named(self, seen: Observation) -> list[tuple[str, Strength, str]]:
        brand = self._brands.get(fold(seen.value).words)
        if brand is not None:
            return [(brand.id, Strength.MEDIUM, brand.names[0])]
        answer = self._matcher.answer(Record(RecordKind.DEVICE, seen.value, seen.origin))
        return [
            (match.entity, _STRENGTHS[match.state], match.alias)
            for match in answer.matches[:1]
            if match.state in _STRENGTHS and match.relation in _NOW
        ]

    def of_model(self, seen: Observation) -> list[Sign]:
        """Return whose models are written so; a form that others share is a hint."""
        return [
            Sign(
                signature=f"model.{each.vendor.id}.{each.mark.prefix}",
                kind=seen.kind,
                observed=seen.value[:160],
                where=seen.origin,
                strength=Strength.HINT if each.mark.only_with_maker else Strength.MEDIUM,
                says=Says.MADE_BY,
                about=each.vendor.id,
                group="model",
                text=f"{each.vendor.name} writes models like {each.mark.prefix}.",
                source=each.source,
            )
            for each in self._models.of(seen.value)
        ]
