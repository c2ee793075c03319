"""What a case says, as facts and claims that schemes can be matched with.

Statements are facts as they stand. Contracts give facts of their own: roles, a term beyond
construction, signature, and whether they were in force on a day. Every claim is also the fact
that its speaker claimed something, for schemes that set two statements side by side.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from countersight.claim.grading import Basis, Graded, Index
from countersight.errors import EntryError
from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.argument import Predicate
from countersight.model.casefile import Casefile, Claim, Modality, Scope, Statement, We, Wording
from countersight.model.contract import Contract, Grade
from countersight.model.document import Document
from countersight.model.values import PartialDate

NO_LIMIT: Final = Scope()
MAX_PAIRS: Final = 2_000_000
"""Contracts times documents in which claims were made."""
OWN_WORDS: Final = "opposes"
"""The predicate of facts that come from the vocabulary."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, how well it is shown or denied, and what it rests on."""

    predicate: str
    parts: tuple[str, str, str]
    """Subject, object and about; empty where there is none."""
    holds: bool
    grade: Grade
    hands: int | None = None
    rests_on: tuple[EntryId, ...] = ()
    passages: tuple[EntryId, ...] = ()
    missing: tuple[EntryId, ...] = ()
    scope: Scope = NO_LIMIT


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, for one of those that its speaker spoke for."""

    id: EntryId
    predicate: str
    speaker: str
    on_behalf_of: str
    document: str
    about: str
    modality: Modality
    scope: Scope
    fact: Fact
    """That it was said."""
    we: We = We.UNDERSTOOD
    wording: Wording = Wording.LITERAL


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that a case says, and what it says in vain."""

    said: tuple[Said, ...]
    facts: tuple[Fact, ...]
    scopes: Mapping[str, Scope]
    """Place and time of each contract."""
    not_counted: Mapping[EntryId, str]
    """Entries that rest on nothing that counts, and why."""


def knowledge(case: Casefile, predicates: Mapping[str, Predicate]) -> Knowledge:
    """Return what a case says; what is withdrawn is left out.

    Raises:
        EntryError: there are more pairs of contracts and letters than ``MAX_PAIRS``.
    """
    index = Index.of(case)
    spoken_in = _spoken_in(case, index)
    said: list[Said] = []
    facts: list[Fact] = []
    in_vain: dict[EntryId, str] = {}
    belongs = {party.id: party.of for party in case.parties}
    entries: tuple[Claim | Statement | Contract, ...] = (
        *case.claims,
        *case.statements,
        *case.contracts,
    )
    for entry in entries:
        graded = index.graded(Basis.of_entry(entry)).proves
        if entry.withdrawn:
            in_vain[entry.id] = sentence("withdrawn: {withdrawn}", withdrawn=entry.withdrawn)
        elif not graded.counts:
            in_vain[entry.id] = graded.why
        elif isinstance(entry, Claim):
            said += _said(entry, graded, belongs.get(entry.speaker, ()))
        elif isinstance(entry, Statement):
            facts.append(_of_statement(entry, graded))
        else:
            facts += _of_contract(entry, index, spoken_in)
    facts += _claimed(said)
    facts += _opposed(predicates)
    return Knowledge(tuple(said), tuple(facts), _scopes(case), in_vain)


def _spoken_in(case: Casefile, index: Index) -> tuple[Document, ...]:
    """Return the documents in which claims were made."""
    sources = dict.fromkeys(claim.source for claim in case.claims)
    found = tuple(index.documents[each] for each in sources if each is not None)
    if len(found) * len(case.contracts) > MAX_PAIRS:
        what = sentence(
            "{contracts} contracts and {documents} documents with claims",
            contracts=len(case.contracts),
            documents=len(found),
        )
        raise EntryError(
            sentence("{what} are more than are looked at", what=what),
            hint=sentence("Split the case."),
        )
    return found


def _said(claim: Claim, graded: Graded, belongs: tuple[EntryId, ...]) -> Iterator[Said]:
    """Yield a claim for each of those that its speaker spoke for.

    Where the case does not say for whom, it may be for whom the speaker's role belongs to.
    """
    fact = replace(
        _fact("claimed", ("", "", ""), (claim.id,), claim.passages, graded), scope=claim.scope
    )
    document = claim.source or ""
    we = claim.we if claim.on_behalf_of or not belongs else We.UNCLEAR
    for each in claim.on_behalf_of or belongs or (claim.speaker,):
        yield Said(
            claim.id,
            claim.predicate,
            claim.speaker,
            each,
            document,
            claim.about,
            claim.modality,
            claim.scope,
            fact,
            we,
            claim.wording,
        )


def _claimed(said: Iterable[Said]) -> Iterator[Fact]:
    """Yield that a speaker claimed something, for whom, who spoke, and in which document.

    Who only asks claims nothing.
    """
    for each in said:
        if each.modality is Modality.ASKS:
            continue
        yield replace(each.fact, parts=(each.speaker, each.predicate, each.id))
        behalf = (each.on_behalf_of, each.predicate, each.id)
        yield replace(each.fact, predicate="claimed_for", parts=behalf)
        yield replace(each.fact, predicate="spoken_by", parts=(each.id, each.speaker, ""))
        if each.document:
            yield replace(
                each.fact, predicate="same_matter", parts=(each.id, each.document, "")
            )


def _opposed(predicates: Mapping[str, Predicate]) -> Iterator[Fact]:
    for each in predicates.values():
        for other in each.opposes:
            yield Fact(OWN_WORDS, (each.name, other, ""), holds=True, grade=Grade.HELD, hands=0)


def _of_statement(entry: Statement, graded: Graded) -> Fact:
    parts = (entry.subject, entry.object, entry.about)
    found = _fact(entry.predicate, parts, (entry.id,), entry.passages, graded)
    return replace(found, holds=entry.holds, scope=entry.scope)


def _of_contract(
    contract: Contract, index: Index, spoken_in: Iterable[Document]
) -> Iterator[Fact]:
    for predicate, parts, passages in _told_by(contract, spoken_in):
        used = passages or contract.passages
        graded = index.graded(Basis(used, contract.source, contract.grade)).proves
        if graded.counts:
            yield _fact(predicate, parts, (contract.id,), used, graded)


_Parts: TypeAlias = tuple[str, str, str]


def _told_by(
    contract: Contract, spoken_in: Iterable[Document]
) -> Iterator[tuple[str, _Parts, tuple[EntryId, ...]]]:
    """Yield predicate, parts and own passages of what a contract says."""
    for role in contract.roles:
        for each in role.roles:
            yield "has_role", (role.party, each.value, contract.id), role.passages
    term, construction = contract.term, contract.construction
    if term is not None and construction is not None and term.years > construction.years:
        passages = (*term.passages, *construction.passages)
        yield "outlasts_construction", (contract.id, "", ""), passages
    if contract.stage.is_signed:
        yield "signed", (contract.id, "", ""), ()
    for document in spoken_in:
        if document.date is not None and _in_force(contract, document.date):
            yield "in_force", (contract.id, document.id, ""), ()


def _in_force(contract: Contract, on: PartialDate) -> bool:
    """Whether the dates of a signed contract alone show that it ran on a day."""
    if contract.starts is None or contract.ends is None or not contract.stage.is_signed:
        return False
    return contract.starts.latest <= on.earliest and on.latest <= contract.ends.earliest


def _scopes(case: Casefile) -> dict[str, Scope]:
    return {
        each.id: Scope(place=each.place, since=each.starts, until=each.ends)
        for each in case.contracts
    }


def _fact(
    predicate: str,
    parts: tuple[str, str, str],
    rests_on: tuple[EntryId, ...],
    passages: tuple[EntryId, ...],
    graded: Graded,
) -> Fact:
    return Fact(
        predicate,
        parts,
        holds=True,
        grade=graded.grade,
        hands=graded.hands,
        rests_on=rests_on,
        passages=tuple(dict.fromkeys(passages)),
        missing=graded.missing,
    )
