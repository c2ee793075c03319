"""From the signs of one device to a claim: log-odds, groups, conflict, and states.

Of each independence group the best signal counts, once. What speaks for a maker of another
family speaks against this one; and where both sides have a signal of weight, the state is
``conflict``, whatever the sum says. A brand speaks for its makers by its dated rows, and
does not speak against them. A chip weighs nothing.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from countersight.ids import VendorId
from countersight.messages import changed, joined, marked, sentence
from countersight.model.device import Claim, DeviceState, Sign
from countersight.model.signature import (
    Brand,
    DeviceKnowledge,
    Relabel,
    Relation,
    Says,
    Strength,
)
from countersight.model.values import PartialDate

_OTHERS: Final = marked(
    "Of other models of {brand} it is known that {maker} is behind them.{scope}"
)
_OWN: Final = marked("The brand {brand} is its maker's own name{span}.{scope}")
RELABEL: Final = "relabel"
"""The group of what a brand's rows say: knowledge, and no signal of the device."""
_SPEAKING: Final = (Says.MADE_BY, Says.PLATFORM_OF)
_GROUPS_FOR_CONFIRMED: Final = 2
_WORDS: Final = {
    Relation.OWN_BRAND: marked("{brand} is a brand of {maker}{span}.{scope}"),
    Relation.OWNED: marked("{brand} belonged to {maker}{span}.{scope}"),
    Relation.FULL_RELABEL: marked(
        "{brand} sells devices of {maker} under its own name{span}.{scope}"
    ),
    Relation.SOME_MODELS: marked(
        "{brand} sold this model, and {maker} is behind it{span}.{scope}"
    ),
    Relation.PLATFORM_CLAIMED: marked(
        "{brand} is said to build on the platform of {maker}{span}.{scope}"
    ),
    Relation.FORMER: marked("{brand} belonged to {maker}{span}.{scope}"),
}


@dataclass(frozen=True, slots=True)
class _Side:
    """The signs for and against one family."""

    family: VendorId
    speaks: tuple[Sign, ...]
    against: tuple[Sign, ...]


class Weigher:
    """Combines signs by the catalogue's weights.

    Args:
        knowledge: brands, weights, signatures.
        families: each vendor's family today, its own id where it has none.
        names: how makers and brands are called in texts.
    """

    def __init__(
        self,
        knowledge: DeviceKnowledge,
        families: Mapping[VendorId, VendorId],
        names: Mapping[str, str] | None = None,
    ) -> None:
        self._names = names or {}
        self._brands: Mapping[str, Brand] = knowledge.brands
        self._weights = knowledge.weights
        self._families = families
        self._vetoes = {each.id: frozenset(each.not_when) for each in knowledge.signatures}

    def claim(
        self,
        signs: Iterable[Sign],
        made: PartialDate | None = None,
        models: Sequence[str] = (),
    ) -> Claim:
        """Return who made a device that shows *signs*.

        Args:
            signs: of one device, from all its files.
            made: when the device was bought or made, where a file says.
            models: what files call its model; a row of some models speaks for these.
        """
        standing = self._standing(signs)
        speaking = [each for each in standing if each.says in _SPEAKING]
        for each in standing:
            if each.says is Says.SOLD_AS:
                told = {other.signature for other in speaking}
                rows = self._of_label(each, made, models)
                speaking += [row for row in rows if row.signature not in told]
        sides = self._sides(speaking)
        if not sides:
            return Claim(DeviceState.UNKNOWN, evidence=tuple(standing))
        best = max(sides, key=lambda side: (self.probability(side), side.family))
        state = self._state(best)
        weighed = (*speaking, *best.against)
        quiet = tuple(each for each in standing if not _is_among(each, weighed))
        if state is DeviceState.UNKNOWN:
            return Claim(state, evidence=(*best.speaks, *quiet))
        return Claim(
            state,
            self._maker(best),
            round(self.probability(best), 4),
            (*best.speaks, *quiet),
            best.against,
        )

    def probability(self, side: _Side) -> float:
        """Return the probability that log-odds give (the logistic function)."""
        odds = self._weights.prior + self._sum(side.speaks) - self._sum(side.against)
        return 1 / (1 + math.exp(-odds))

    def weight(self, sign: Sign) -> float:
        """Return the log-odds of a sign; nothing for a chip."""
        if sign.weight is not None:
            return sign.weight
        return 0.0 if sign.strength is None else self._weights.strengths[sign.strength]

    def _standing(self, signs: Iterable[Sign]) -> list[Sign]:
        """Return the signs that no other vetoes, each signature of a group once."""
        kept: dict[tuple[str, str, str, str], Sign] = {}
        for each in signs:
            kept.setdefault((each.signature, each.kind, each.observed, each.group), each)
        met = {each.signature for each in kept.values()}
        return [
            each
            for each in kept.values()
            if met.isdisjoint(self._vetoes.get(each.signature, ()))
        ]

    def _of_label(
        self, sign: Sign, made: PartialDate | None, models: Sequence[str]
    ) -> list[Sign]:
        """Return what a label says of makers: its own company, and the brand's rows."""
        brand = self._brands.get(sign.about)
        rows = () if brand is None else brand.relabels
        told = [self._of_row(sign, row, made, models) for row in rows]
        if not rows and VendorId(sign.about) in self._families:
            text = changed(sign.text, _unended)
            said = sentence("{text}, a maker.", text=text)
            told.append(replace(sign, says=Says.MADE_BY, text=said))
        return told

    def _of_row(
        self, sign: Sign, row: Relabel, made: PartialDate | None, models: Sequence[str]
    ) -> Sign:
        relation = _relation_on(row, made)
        is_named = not row.marks or _is_named(row, models)
        if not is_named:
            relation = Relation.PLATFORM_CLAIMED
        first = row.sources[0]
        return replace(
            sign,
            signature=f"brand.{row.brand}.{row.maker}",
            says=Says.MADE_BY,
            about=row.maker,
            group=RELABEL,
            weight=self._weights.relabels[relation],
            strength=None,
            text=self._row_text(row, relation, made, is_named=is_named),
            source=f"{first.ref} ({first.kind}, {first.date})",
        )

    def _row_text(
        self, row: Relabel, relation: Relation, made: PartialDate | None, *, is_named: bool
    ) -> str:
        brand, maker = (self._names.get(each, each) for each in (row.brand, row.maker))
        since = sentence(" from {day}", day=row.since) if row.since else ""
        until = sentence(" until {until}", until=row.until) if row.until else ""
        every = row.models == "*"
        form = _WORDS[relation] if is_named else _OTHERS
        is_own = is_named and brand == maker
        then = "" if is_own or not is_named else _then(row, relation, made)
        return sentence(
            _OWN if is_own else form,
            brand=brand,
            maker=maker,
            span=joined("", (since, until, then)),
            scope="" if every else sentence(" This is known of {models}.", models=row.models),
        )

    def _sides(self, speaking: Sequence[Sign]) -> list[_Side]:
        families: dict[VendorId, list[Sign]] = defaultdict(list)
        for each in speaking:
            families[self._family(each)].append(each)
        sides = []
        for family, own in families.items():
            labels = {(each.kind, each.observed, each.where) for each in own}
            others = [
                each
                for other, signs in families.items()
                if other != family
                for each in signs
                if (each.kind, each.observed, each.where) not in labels
            ]
            sides.append(_Side(family, tuple(own), tuple(others)))
        return sides

    def _family(self, sign: Sign) -> VendorId:
        about = VendorId(sign.about)
        return self._families.get(about, about)

    def _sum(self, signs: Iterable[Sign]) -> float:
        return sum(self._best(signs).values())

    def _best(self, signs: Iterable[Sign]) -> dict[str, float]:
        """Return the weight of the best signal of each group."""
        best: dict[str, float] = {}
        for each in signs:
            best[each.group] = max(best.get(each.group, 0.0), self.weight(each))
        return best

    def _state(self, side: _Side) -> DeviceState:
        weights = self._weights
        medium = weights.strengths[Strength.MEDIUM]
        speaks, against = self._best(side.speaks), self._best(side.against)
        if max(speaks.values()) >= medium and max(against.values(), default=0.0) >= medium:
            return DeviceState.CONFLICT
        seen = {group: weight for group, weight in speaks.items() if group != RELABEL}
        strong = max(seen.values(), default=0.0) >= weights.strengths[Strength.STRONG]
        chance = self.probability(side)
        if chance >= weights.confirmed and len(seen) >= _GROUPS_FOR_CONFIRMED and strong:
            return DeviceState.CONFIRMED
        if chance >= weights.probable and (len(speaks) >= _GROUPS_FOR_CONFIRMED or strong):
            return DeviceState.PROBABLE
        return DeviceState.POSSIBLE if chance >= weights.possible else DeviceState.UNKNOWN

    def _maker(self, side: _Side) -> VendorId:
        """Return the one company that is named, or the family where several are."""
        named = {VendorId(each.about) for each in side.speaks} - {side.family}
        weighty = {VendorId(each.about) for each in side.speaks if self.weight(each) > 0}
        return named.pop() if len(named) == 1 and side.family not in weighty else side.family


def _then(row: Relabel, relation: Relation, made: PartialDate | None) -> str:
    """Return how a device's own date stands to the end of a relation, where it has one."""
    if row.until is None or relation is Relation.PLATFORM_CLAIMED:
        return ""
    if made is not None and made.earliest > row.until.latest:
        return sentence(", and this device dates of {made}, after that", made=made)
    if relation is Relation.FORMER:
        return sentence(", and this is not known to be of that time")
    return sentence(", and this device dates of {made}", made=made)


def _is_among(sign: Sign, signs: Iterable[Sign]) -> bool:
    return any(each.signature == sign.signature and each.kind == sign.kind for each in signs)


def _is_named(row: Relabel, models: Sequence[str]) -> bool:
    """Return whether one of a device's models is among those that a row is of."""
    marks = tuple(mark.casefold() for mark in row.marks)
    return any(model.casefold().startswith(marks) for model in models)


def _relation_on(row: Relabel, made: PartialDate | None) -> Relation:
    """Return the relation on the day the device was made, ``former`` where it had ended."""
    if row.until is None or row.relation is Relation.PLATFORM_CLAIMED:
        return row.relation
    if made is not None and made.latest <= row.until.latest:
        return row.relation
    return Relation.FORMER


def _unended(text: str) -> str:
    """Return a sentence without the sign at its end."""
    return text[:-1]
