"""Schemes are matched with facts: variables are bound so that every premise is a fact.

There are no patterns of absence: a premise is a fact that is shown, and silence binds nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeAlias

from countersight.assess.facts import Fact, Said
from countersight.errors import EntryError
from countersight.messages import sentence
from countersight.model.argument import Condition, LeafState, Pattern, Scheme

Bindings: TypeAlias = Mapping[str, str]
MAX_ARGUMENTS: Final = 10_000
"""Arguments of one scheme about one claim."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of one fact: the best that shows it and the best that denies it."""

    shown: Fact | None = None
    denied: Fact | None = None

    @property
    def state(self) -> LeafState:
        """Whether it is shown, denied, contested, or not known."""
        for_it = 0 if self.shown is None else self.shown.grade.rank
        against = 0 if self.denied is None else self.denied.grade.rank
        if for_it == against:
            return LeafState.CONTESTED if for_it else LeafState.OPEN
        return LeafState.SHOWN if for_it > against else LeafState.DENIED

    @property
    def rank(self) -> int:
        """Rank of what is shown; 0 where nothing is."""
        best = self.shown if self.state is LeafState.SHOWN else None
        return 0 if best is None else best.grade.rank

    @property
    def disputed(self) -> int:
        """Rank of what is shown and denied alike; 0 where nothing is."""
        both = self.shown if self.state is LeafState.CONTESTED else None
        return 0 if both is None else both.grade.rank


@dataclass
class FactBase:
    """The facts of a case, to be asked by predicate and by any of their parts."""

    facts: Iterable[Fact]
    reflexive: frozenset[str] = frozenset()
    _known: dict[tuple[str, tuple[str, str, str]], Found] = field(default_factory=dict)
    _by_part: dict[tuple[str, int, str], list[tuple[str, str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        for fact in self.facts:
            key = (fact.predicate, fact.parts)
            if key not in self._known:
                self._by_part[fact.predicate, -1, ""].append(fact.parts)
                for number, part in enumerate(fact.parts):
                    self._by_part[fact.predicate, number, part].append(fact.parts)
            self._known[key] = _with(self._known.get(key, Found()), fact)

    def ask(self, predicate: str, parts: tuple[str, str, str]) -> Found:
        """Return what is known of one fact; of everything and itself, what is always so."""
        return self._known.get((predicate, parts), Found())

    def is_trivial(self, predicate: str, parts: tuple[str, str, str]) -> bool:
        """Tell whether a fact holds without being shown: a company is of its own group."""
        return predicate in self.reflexive and parts[0] == parts[1]

    def matching(self, pattern: Pattern, bound: Bindings) -> Iterator[Bindings]:
        """Yield the bindings under which *pattern* is a fact that somebody shows or denies."""
        wanted = filled(pattern, bound)
        fixed = [
            (number, part) for number, part in enumerate(wanted) if not part.startswith("?")
        ]
        keys = [(pattern.predicate, *each) for each in fixed]
        keys.append((pattern.predicate, -1, ""))
        fewest = min((self._by_part.get(key, []) for key in keys), key=len)
        for parts in fewest:
            made = _unified(wanted, parts, bound)
            if made is not None:
                yield made


def bindings(scheme: Scheme, said: Said, base: FactBase) -> list[Bindings]:
    """Return the ways in which a scheme speaks of a claim.

    Raises:
        EntryError: there are more than ``MAX_ARGUMENTS``.
    """
    start = {
        "?S": said.speaker,
        "?F": said.on_behalf_of,
        "?C": said.id,
        "?L": said.document,
        "?X": said.about,
    }
    if scheme.claim.startswith("?"):
        start[scheme.claim] = said.predicate
    found: list[Bindings] = [start]
    for premise in scheme.premises:
        every = (each for before in found for each in _shown(premise, before, base))
        found = list(islice(every, MAX_ARGUMENTS + 1))
        if len(found) > MAX_ARGUMENTS:
            what = sentence(
                "{scheme}: makes more than {most} arguments about {claim}",
                scheme=scheme.id,
                most=MAX_ARGUMENTS,
                claim=said.id,
            )
            raise EntryError(what, hint=sentence("Split the case."))
    return found


def best(condition: Condition, bound: Bindings, base: FactBase) -> tuple[Bindings, Found]:
    """Return what is known of an assumption or exception, and the best bindings of it."""
    choices = _choices(condition, bound, base)
    return max(choices, key=lambda choice: choice[1].rank, default=(bound, Found()))


def most_contested(
    condition: Condition, bound: Bindings, base: FactBase
) -> tuple[Bindings, Found]:
    """Return what is best shown and as well denied of a condition; nothing where nothing is."""
    choices = _choices(condition, bound, base)
    return max(choices, key=lambda choice: choice[1].disputed, default=(bound, Found()))


def _choices(
    condition: Condition, bound: Bindings, base: FactBase
) -> list[tuple[Bindings, Found]]:
    wanted = filled(condition.fact, bound)
    if not any(part.startswith("?") for part in wanted):
        return [(bound, base.ask(condition.fact.predicate, wanted))]
    return [
        (each, base.ask(condition.fact.predicate, filled(condition.fact, each)))
        for each in base.matching(condition.fact, bound)
        if differ(condition, each)
    ]


def filled(pattern: Pattern, bound: Bindings) -> tuple[str, str, str]:
    """Return the parts of a pattern with what is bound in the place of variables."""
    subject, object_, about = (bound.get(part, part) for part in pattern.parts)
    return subject, object_, about


def differ(condition: Condition, bound: Bindings) -> bool:
    """Tell whether the variables that a condition calls different are bound so."""
    values = [bound.get(each, each) for each in condition.different]
    return len(set(values)) == len(values)


def _shown(premise: Condition, bound: Bindings, base: FactBase) -> Iterator[Bindings]:
    for each in base.matching(premise.fact, bound):
        found = base.ask(premise.fact.predicate, filled(premise.fact, each))
        if found.state is LeafState.SHOWN and differ(premise, each):
            yield each


def _unified(
    wanted: tuple[str, str, str], parts: tuple[str, str, str], bound: Bindings
) -> Bindings | None:
    made = dict(bound)
    for part, value in zip(wanted, parts, strict=True):
        if not part.startswith("?"):
            if part != value:
                return None
        elif not value or made.setdefault(part, value) != value:
            return None
    return made


def _with(found: Found, fact: Fact) -> Found:
    """Return what is known with one fact more: of each side the best counts."""
    before = found.shown if fact.holds else found.denied
    better = fact if before is None or fact.grade.rank > before.grade.rank else before
    return Found(better, found.denied) if fact.holds else Found(found.shown, better)
