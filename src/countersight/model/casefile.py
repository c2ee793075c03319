"""A case: documents, passages, parties, contracts, statements, claims and questions.

Entries refer to each other by id; an id is unique over the whole case. Nothing is taken out:
what no longer counts says why (``withdrawn``) and stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.contract import Contract, Grade, Party
from countersight.model.document import Document
from countersight.model.passage import Passage
from countersight.model.values import PartialDate


@dataclass(frozen=True, slots=True)
class Scope:
    """What a claim or a statement is limited to; what is empty is no limit."""

    place: str = ""
    """From the large to the small, parted by ``/``: ``CN/Xinjiang/Pishan``."""
    product: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact in a case: typed, resting on passages, with a grade.

    ``predicate`` is one of the vocabulary; subject, object and about are ids or words, as the
    predicate asks. ``holds`` is false for a statement that something is *not* so.
    """

    id: EntryId
    predicate: str
    subject: str
    object: str = ""
    about: str = ""
    holds: bool = True
    says: str = ""
    """The same in words."""
    passages: tuple[EntryId, ...] = ()
    source: EntryId | None = None
    """The document that would show it; where it is not held, the fact is cited, not held."""
    grade: Grade | None = None
    """Where it is lower than what its source comes to."""
    scope: Scope = Scope()
    withdrawn: str = ""


class Modality(StrEnum):
    """How a speaker puts it."""

    ASSERTS = "asserts"
    DENIES = "denies"
    PROMISES = "promises"
    BELIEVES = "believes"
    ASKS = "asks"


class Wording(StrEnum):
    """Whether the words of a claim are the speaker's."""

    LITERAL = "literal"
    PARAPHRASE = "paraphrase"


class We(StrEnum):
    """How it is known for whom a speaker speaks."""

    STATED = "stated"
    UNDERSTOOD = "understood"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a speaker asserted: in which capacity, for whom, in which words."""

    id: EntryId
    speaker: EntryId
    predicate: str
    passages: tuple[EntryId, ...]
    capacity: str = ""
    on_behalf_of: tuple[EntryId, ...] = ()
    """Whom "we" means."""
    we: We = We.UNDERSTOOD
    source: EntryId | None = None
    """The document in which it was said."""
    about: str = ""
    modality: Modality = Modality.ASSERTS
    wording: Wording = Wording.LITERAL
    says: str = ""
    scope: Scope = Scope()
    grade: Grade | None = None
    withdrawn: str = ""

    def __post_init__(self) -> None:
        if not self.passages:
            raise ValueError(sentence("a claim has its words: name a passage"))


class ReplyKind(StrEnum):
    """What a reply does with a question."""

    ANSWERS = "answers"
    PARTLY = "partly"
    EVADES = "evades"
    DECLINES = "declines"


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply to a question, and the words that make it one."""

    document: EntryId
    kind: ReplyKind
    passages: tuple[EntryId, ...] = ()

    def __post_init__(self) -> None:
        if self.kind is not ReplyKind.EVADES and not self.passages:
            raise ValueError(
                sentence("a reply that {kind} has words: name a passage", kind=self.kind.value)
            )


@dataclass(frozen=True, slots=True)
class Question:
    """A question that somebody asked of somebody."""

    id: EntryId
    by: EntryId
    to: EntryId
    source: EntryId
    """The document in which it was asked; its date is the question's."""
    passages: tuple[EntryId, ...] = ()
    says: str = ""
    replies: tuple[Reply, ...] = ()
    puts: tuple[EntryId, ...] = ()
    """Claims: what speaks against them is put to whom it asks, who has a right of reply."""
    withdrawn: str = ""


class Judgement(StrEnum):
    """What a person makes of something that a case says or finds."""

    ACCEPT = "accept"
    DISPUTE = "dispute"


class Reviewed(StrEnum):
    """What a review is of."""

    ENTRY = "entry"
    VERDICT = "verdict"
    """The verdicts on a claim."""


@dataclass(frozen=True, slots=True)
class Review:
    """A person's judgement on an entry or a verdict; it changes neither."""

    id: EntryId
    of: EntryId
    judgement: Judgement
    reason: str
    by: str
    """Who judges, in a role."""
    on: PartialDate
    what: Reviewed = Reviewed.ENTRY
    saw: str = ""
    """What was judged: the digest of an entry, or the verdicts in a row; empty if not told."""
    withdrawn: str = ""


Entry: TypeAlias = Document | Passage | Party | Contract | Statement | Claim | Question | Review


@dataclass(frozen=True, slots=True)
class Casefile:
    """Everything that a case says, in the order in which it was said."""

    id: EntryId
    title: str
    documents: tuple[Document, ...] = ()
    passages: tuple[Passage, ...] = ()
    parties: tuple[Party, ...] = ()
    contracts: tuple[Contract, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    questions: tuple[Question, ...] = ()
    reviews: tuple[Review, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for entry in self.entries():
            if entry.id in seen:
                raise ValueError(sentence("{entry!r} is the id of two entries", entry=entry.id))
            seen.add(entry.id)

    def entries(self) -> Iterator[Entry]:
        """Yield every entry."""
        yield from self.documents
        yield from self.passages
        yield from self.parties
        yield from self.contracts
        yield from self.statements
        yield from self.claims
        yield from self.questions
        yield from self.reviews
