"""A case with all that is computed of it, gathered once for every output."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from countersight.assess import SAYS_NOTHING, Names, names_of
from countersight.claim import Answered, Basis, Graded, Index, answered
from countersight.ids import EntryId
from countersight.messages import joined, sentence
from countersight.model.argument import (
    Argument,
    Assessment,
    Leaf,
    LeafRole,
    LeafState,
    Predicate,
    Verdict,
)
from countersight.model.casefile import Casefile, Claim, Entry, Statement, Wording
from countersight.model.contract import Contract, Grade
from countersight.model.document import Document
from countersight.model.passage import Passage, PassageState


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdicts that the log keeps, and which of them no longer stand on the same ground."""

    number: int
    """Entry of the log."""
    at: str
    stale: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Claims whose kept verdicts are stale, and why."""

    @property
    def says(self) -> tuple[str, ...]:
        """What is stale, in sentences; nothing where nothing is."""
        return tuple(
            sentence(
                "The verdict on {claim} that entry {number} of the log keeps is stale: {why}.",
                claim=claim,
                number=self.number,
                why=joined("; ", why),
            )
            for claim, why in self.stale
        )


@dataclass(frozen=True, slots=True)
class Told:
    """A case, its verdicts, what became of its questions, and what it is like on a day."""

    case: Casefile
    assessment: Assessment
    questions: tuple[Answered, ...]
    """In the order of the questions of the case."""
    as_of: date
    index: Index
    names: Names
    entries: Mapping[EntryId, Entry]
    numbered: Mapping[EntryId, tuple[tuple[int, Verdict], ...]]
    """The verdicts on each claim, the strongest first, with their place in the assessment."""
    kept: Standing | None = None
    """What the log keeps of verdicts; None where it keeps none."""
    predicates: Mapping[str, Predicate] = field(default_factory=dict)
    """The vocabulary; facts are told by its sentences."""

    @property
    def stale(self) -> tuple[str, ...]:
        """Which verdicts that the log keeps are stale, in sentences."""
        return () if self.kept is None else self.kept.says

    def name(self, id_: str) -> str:
        """Return what an entry is called; the words themselves where they name no entry."""
        return self.names.called(id_)

    def words(self, passages: tuple[EntryId, ...]) -> tuple[Passage, ...]:
        """Return the passages of some ids."""
        return tuple(self.index.passages[each] for each in passages)

    def graded(self, entry: Statement | Claim | Contract) -> Graded:
        """Return the grade of an entry."""
        return self.index.graded(Basis.of_entry(entry))


def told(
    case: Casefile,
    assessment: Assessment,
    as_of: date,
    *,
    kept: Standing | None = None,
    predicates: Mapping[str, Predicate] = MappingProxyType({}),
) -> Told:
    """Return a case gathered for its outputs, as it is on the day *as_of*.

    Args:
        case: the case.
        assessment: its verdicts.
        as_of: the day on which ages are counted.
        kept: what its log keeps of verdicts.
        predicates: the vocabulary; without it facts are told by the names of its words.
    """
    index = Index.of(case)
    numbered: dict[EntryId, tuple[tuple[int, Verdict], ...]] = {}
    for number, verdict in enumerate(assessment.verdicts):
        before = numbered.get(verdict.claim, ())
        numbered[verdict.claim] = (*before, (number, verdict))
    return Told(
        case,
        assessment,
        tuple(answered(question, index, as_of) for question in case.questions),
        as_of,
        index,
        names_of(case),
        {each.id: each for each in case.entries()},
        numbered,
        kept,
        predicates,
    )


@dataclass(frozen=True, slots=True)
class Ourselves:
    """The case against ourselves: what whoever accuses should say before the accused does."""

    not_held: tuple[Document, ...]
    open: tuple[tuple[EntryId, Leaf], ...]
    """Assumptions that are not shown, with the claim that they are about."""
    favour: tuple[tuple[EntryId, str], ...]
    """What speaks for the speaker, with the claim that it is about."""
    untouched: tuple[tuple[EntryId, str], ...]
    """Claims on which nothing bears that the case holds, which shows nothing either way."""
    weak: tuple[tuple[EntryId, str], ...]
    """Entries that are alleged, paraphrased, withdrawn, or rest on words that don't stand."""


def ourselves(found: Told) -> Ourselves:
    """Return the case against ourselves."""
    case = found.case
    return Ourselves(
        tuple(each for each in case.documents if not each.held and not each.withdrawn),
        tuple(dict.fromkeys(_open(found))),
        tuple(dict.fromkeys(_favour(found))),
        tuple(dict.fromkeys(_untouched(found))),
        tuple(_weak(found)),
    )


def _open(found: Told) -> Iterator[tuple[EntryId, Leaf]]:
    for verdict in found.assessment.verdicts:
        for argument in verdict.against:
            if not argument.falls:
                yield from ((verdict.claim, leaf) for leaf in argument.open)


def _favour(found: Told) -> Iterator[tuple[EntryId, str]]:
    for verdict in found.assessment.verdicts:
        for argument in verdict.in_favour:
            if not argument.falls:
                yield verdict.claim, argument.title
        for leaf in (leaf for each in verdict.against for leaf in speaking_against(each)):
            alike = leaf.state is LeafState.CONTESTED
            state = sentence(" (shown and denied alike)") if alike else ""
            yield verdict.claim, joined("", (leaf.objection, state))
        if verdict.standard is None and verdict.why not in SAYS_NOTHING:
            yield verdict.claim, verdict.why


def _untouched(found: Told) -> Iterator[tuple[EntryId, str]]:
    for verdict in found.assessment.verdicts:
        if verdict.standard is None and verdict.why in SAYS_NOTHING:
            yield verdict.claim, verdict.why


def speaking_against(argument: Argument) -> tuple[Leaf, ...]:
    """Return the leaves that speak against their own argument: exceptions, denials.

    An exception that is shown and denied alike is among them.
    """
    return tuple(
        leaf
        for leaf in argument.leaves
        if leaf.speaks_against
        or (leaf.role is LeafRole.EXCEPTION and leaf.state is LeafState.CONTESTED)
    )


def _weak(found: Told) -> Iterator[tuple[EntryId, str]]:
    case = found.case
    yield from found.assessment.not_counted.items()
    yield from _fallen(case)
    entries: tuple[Claim | Statement | Contract, ...] = (
        *case.claims,
        *case.statements,
        *case.contracts,
    )
    for entry in entries:
        if entry.id in found.assessment.not_counted:
            continue
        graded = found.graded(entry)
        if graded.grade is Grade.ALLEGED:
            yield entry.id, sentence("alleged: {why}", why=graded.why)
        if isinstance(entry, Claim) and entry.wording is Wording.PARAPHRASE:
            yield entry.id, sentence("a paraphrase: the words are not the speaker's")


def _fallen(case: Casefile) -> Iterator[tuple[EntryId, str]]:
    """Yield what was withdrawn of what no verdict names, and the orphans."""
    entries: tuple[Entry, ...] = (
        *case.documents,
        *case.passages,
        *case.parties,
        *case.questions,
    )
    for each in entries:
        if each.withdrawn:
            yield each.id, sentence("withdrawn: {withdrawn}", withdrawn=each.withdrawn)
    for passage in case.passages:
        if passage.state is PassageState.ORPHAN and not passage.withdrawn:
            yield passage.id, sentence("its words stand nowhere in a text that is held")
