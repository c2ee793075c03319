"""What the catalogue says of each query of a batch: candidates, each with its evidence."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Final

from countersight.ids import VendorId
from countersight.match import Matcher
from countersight.match.matcher import Glance
from countersight.match.nearness import Makes
from countersight.messages import joined, sentence
from countersight.model.catalogue import Catalogue
from countersight.model.match import Answer, Match, Relation, State
from countersight.model.vendor import Vendor
from countersight.ports import Clock
from countersight.work.office.waterfall import waterfall
from countersight.work.reconciling.properties import Type, types_of
from countersight.work.reconciling.queries import Batch, Query
from countersight.work.reconciling.refusals import Code, Refusal

WHOLE: Final = 100
"""The highest score."""
BY_ID: Final = 69.0
"""Score of an entity whose id was asked for, and whose name was not met: a person decides."""
NAMING: Final = ("name", "brand")
"""Columns that are looked at together, for all queries of a batch."""
_NOT_CHECKED: Final[Mapping[str, Refusal]] = {
    "person": Refusal(
        Code.PERSON,
        sentence("the name looks like that of a private person, and was not checked"),
        sentence("Persons are not matched. If it is a company, add its legal form."),
    ),
    "withheld": Refusal(
        Code.WITHHELD,
        sentence("the name is withheld, and was not checked"),
        sentence("Ask whoever publishes the data."),
    ),
    "no-name": Refusal(
        Code.NO_NAME,
        sentence("nothing names an organisation, and nothing was checked"),
        sentence("Give a name, or a number that the catalogue has."),
    ),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a query may be."""

    vendor: Vendor
    state: State
    score: float
    """0 to 100."""
    is_chosen: bool
    """Its state is ``match``, and that of no other candidate is."""
    features: Mapping[str, float | bool]
    """What speaks for it (above 0) and against it (below), in points of the score."""
    description: str

    @property
    def types(self) -> tuple[Type, ...]:
        """What kind of entity it is."""
        return types_of(self.vendor)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What is said of one query."""

    candidates: tuple[Candidate, ...]
    """Best first; none where the catalogue was asked, and nothing of it was met."""
    ignored: tuple[str, ...] = ()
    """Properties that told nothing."""


class Reconciling:
    """Answers batches by one catalogue; the same query is answered the same in any batch.

    Judgements of an office are not asked: any page of a browser may ask this.

    >>> from countersight.catalogue import load
    >>> from countersight.work.reconciling.queries import batch_of
    >>> class Day:
    ...     def today(self):
    ...         return date(2026, 11, 24)
    >>> reconciling = Reconciling(load(), Day())
    >>> said = reconciling.answer(batch_of('{"q0": {"query": "HIKVISION UK LTD"}}'))["q0"]
    >>> [(one.vendor.id, one.is_chosen) for one in said.candidates]
    [('hikvision', True)]
    """

    def __init__(self, catalogue: Catalogue, clock: Clock, near: Makes | None = None) -> None:
        self.catalogue = catalogue
        self.clock = clock
        self._near = near
        self._lock = threading.Lock()
        self._made: tuple[date, Matcher] | None = None

    def answer(self, batch: Batch) -> Mapping[str, Reconciled | Refusal]:
        """Return what is said of each query, in their order."""
        asked = [each for each in batch.values() if isinstance(each, Query)]
        with self._lock:
            matcher = self._matcher()
            for column in NAMING:
                texts = (_value(each, column) for each in asked)
                matcher.glances(column, list(dict.fromkeys(filter(None, texts))))
            return {
                key: each if isinstance(each, Refusal) else self._one(matcher, each)
                for key, each in batch.items()
            }

    def _matcher(self) -> Matcher:
        """Return what matches on today's knowledge; it is made anew when the day changes."""
        today = self.clock.today()
        if self._made is None or self._made[0] != today:
            vendors = self.catalogue.vendors.values()
            self._made = today, Matcher(vendors, today, self._near)
        return self._made[1]

    def _one(self, matcher: Matcher, query: Query) -> Reconciled | Refusal:
        answer = _answered(matcher, query)
        standing = [each for each in answer.matches if each.state is not State.NO_MATCH]
        candidates = list(self._candidates(standing, query))
        named = self._by_id(query, standing)
        if not candidates and named is None and answer.state is State.NOT_CHECKED:
            return _NOT_CHECKED[answer.reason]
        candidates += [named] if named is not None else []
        candidates.sort(key=lambda each: -each.score)
        return Reconciled(tuple(candidates[: query.limit]), query.ignored)

    def _candidates(self, standing: Sequence[Match], query: Query) -> Iterator[Candidate]:
        sure = sum(each.state is State.MATCH for each in standing)
        for each in standing:
            vendor = self.catalogue.vendors[each.entity]
            is_of_type = not query.types or _is_of(vendor, query.types)
            yield Candidate(
                vendor,
                each.state,
                round(each.score * WHOLE, 2),
                each.state is State.MATCH and sure == 1 and is_of_type,
                {**_features(each), **({"type": is_of_type} if query.types else {})},
                _description(each, vendor),
            )

    def _by_id(self, query: Query, standing: Sequence[Match]) -> Candidate | None:
        """Return the entity whose id is asked for, where its name was not met."""
        found = self.catalogue.vendors.get(VendorId(query.record.name.strip()))
        if found is None or any(each.entity == found.id for each in standing):
            return None
        said = sentence(
            "The query is its id in the catalogue. {summary}", summary=found.summary
        )
        return Candidate(
            found,
            State.REVIEW,
            BY_ID,
            is_chosen=False,
            features={"catalogue-id": BY_ID, "is-match": False, "is-itself": True},
            description=said,
        )


def _answered(matcher: Matcher, query: Query) -> Answer:
    """Return the answer; of several numbers the first that the catalogue has counts."""
    numbers = query.identifiers
    glances = ((each, matcher.glance("identifier", each)) for each in numbers)
    best = next((each for each, glance in glances if glance is not Glance.NOTHING), None)
    record = query.record
    if best is not None and len(numbers) > 1:
        fields = tuple(
            (name, best if name == "identifier" else value) for name, value in record.fields
        )
        record = replace(record, fields=fields)
    return matcher.answer(record)


def _value(query: Query, column: str) -> str:
    return query.record.name if column == "name" else query.record.get(column) or ""


def _is_of(vendor: Vendor, wanted: Sequence[str]) -> bool:
    return any(each.id in wanted for each in types_of(vendor))


def _features(match: Match) -> dict[str, float | bool]:
    """Return the evidence as numbers, and what became of it."""
    said = [
        {"for": each.speaks_for, "kind": each.kind, "text": each.text}
        for each in match.evidence
    ]
    steps = sorted((one.kind, one.change) for one in waterfall(said, match.score))
    points = {
        kind: round(sum(change for _, change in group) * WHOLE, 2)
        for kind, group in groupby(steps, key=itemgetter(0))
    }
    return {
        **points,
        "is-match": match.state is State.MATCH,
        "is-itself": match.relation is Relation.ITSELF,
    }


def _description(match: Match, vendor: Vendor) -> str:
    """Return what was met, what speaks against, and what the entity is."""
    told = [each.text for each in match.evidence[:1]]
    if match.company:
        told.append(
            sentence(
                "{company} is tied to it ({relation}).",
                company=match.company,
                relation=match.relation.value,
            )
        )
    told += [each.text for each in match.evidence[1:] if not each.speaks_for]
    return joined(" ", [*told, vendor.summary])
