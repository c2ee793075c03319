"""What labels and models say: the maker that an inventory names, and how makers write models.

A label is what somebody wrote or printed. It says under which name a thing is sold; the
brand's dated rows say who made it, and a label that names a maker speaks for that maker.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import unquote

from countersight.match import Matcher
from countersight.match.things import Marked, Models
from countersight.messages import changed, sentence
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


@dataclass(frozen=True, slots=True)
class _Label:
    """Whom a label names: id, strength and name of each; or whose namesake, and why."""

    named: tuple[tuple[str, Strength, str], ...] = ()
    namesake: str = ""


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
        self._known: dict[str, _Label] = {}

    def of_label(self, seen: Observation) -> list[Sign]:
        """Return what a maker's or a brand's name says."""
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
                text=sentence(
                    "Its label, as written down, names {what}.", what=alias.rstrip(".")
                ),
                source=sentence("the catalogue's list of names, entry {about}", about=about),
            )
            for about, strength, alias in self._told(seen).named
        ]

    def namesake(self, seen: Observation) -> str:
        """Return why a label is no catalogued maker's though its name is like it; or nothing.

        >>> from countersight.catalogue import load
        >>> from countersight.model.record import Origin
        >>> label = Observation("h", "maker", "Shanghai Dahua Scale Factory", Origin("f"))
        >>> Labels(load().vendors.values(), {}).namesake(label)[:49]
        'Its label names a namesake, and not Dahua. Shangh'
        """
        return self._told(seen).namesake

    def _told(self, seen: Observation) -> _Label:
        found = self._known.get(seen.value)
        if found is None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            found = self._known[seen.value] = self._asked(seen)
        return found

    def _asked(self, seen: Observation) -> _Label:
        label = unquote(seen.value, errors="replace")
        brand = self._brands.get(fold(label).words)
        if brand is not None:
            return _Label(((brand.id, Strength.MEDIUM, brand.names[0]),))
        answer = self._matcher.answer(Record(RecordKind.DEVICE, label, seen.origin))
        first = next(iter(answer.matches), None)
        if first is None:
            return _Label()
        if first.state in _STRENGTHS:
            named = ((first.entity, _STRENGTHS[first.state], first.alias),)
            return _Label(named if first.relation in _NOW else ())
        said = next((each.text for each in first.evidence if each.kind == "namesake"), "")
        name = first.alias
        if not said:
            return _Label()
        told = sentence(
            "Its label names a namesake, and not {name}. {said}.",
            name=name,
            said=changed(said, lambda text: text.rstrip(".")),
        )
        return _Label((), told)

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
                text=sentence(
                    "Its model is written as {what} writes models.",
                    what=each.vendor.name.rstrip("."),
                ),
                source=_source_of(each),
            )
            for each in self._models.of(seen.value)
        ]


def _source_of(marked: Marked) -> str:
    """Return the publication that a mark of models was read in."""
    found = (each for each in marked.vendor.sources if each.id == marked.mark.source)
    source = next(found, None)
    if source is None:
        return marked.source
    day = f" ({source.date})" if source.date is not None else ""
    return f"{source.publication}{day}"
