"""Schemes of argument, and what comes of them: arguments, verdicts, what would change them.

After Gordon, Prakken and Walton, "The Carneades model of argument and burden of proof"
(Artificial Intelligence 171, 2007): an argument has premises, assumptions and exceptions; a
standard of proof says what a conclusion takes. Grades are ordered and never added.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from countersight.ids import EntryId, SchemeId
from countersight.messages import sentence
from countersight.model.contract import Grade


class Bearing(StrEnum):
    """What evidence does to a claim, the strongest first."""

    CONTRADICTS = "contradicts"
    IN_TENSION = "in_tension"
    QUALIFIES = "qualifies"
    DOES_NOT_BEAR = "does_not_bear"


class Standard(StrEnum):
    """How well something is proved."""

    ALLEGED = "alleged"
    PRIMA_FACIE = "prima_facie"
    ESTABLISHED = "established"

    @property
    def rank(self) -> int:
        """1 for alleged, 2 for prima facie, 3 for established."""
        return {Standard.ALLEGED: 1, Standard.PRIMA_FACIE: 2, Standard.ESTABLISHED: 3}[self]


class Side(StrEnum):
    """Whether an argument speaks against a claim or for it."""

    AGAINST = "against"
    FOR = "for"


class PredicateKind(StrEnum):
    """Whether a predicate is what people claim, or what documents show."""

    CLAIM = "claim"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Predicate:
    """One word of the vocabulary of cases, and what its parts mean."""

    name: str
    kind: PredicateKind
    means: str
    subject: str = ""
    """What stands as the subject; empty where nothing does."""
    object: str = ""
    about: str = ""
    objects: tuple[str, ...] = ()
    """The words that may stand as the object, where they are a closed set."""
    reflexive: bool = False
    """Whether it holds of everything and itself."""
    opposes: tuple[str, ...] = ()
    """Predicates of claims that can't both be right with this one."""
    says: str = ""
    """A fact in a sentence; ``{subject}``, ``{object}`` and ``{about}`` stand for its parts."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A fact with holes: a part that begins with ``?`` is a variable, ``""`` is nothing."""

    predicate: str
    subject: str = ""
    object: str = ""
    about: str = ""

    @property
    def parts(self) -> tuple[str, str, str]:
        """Subject, object and about."""
        return self.subject, self.object, self.about


@dataclass(frozen=True, slots=True)
class Condition:
    """A premise, an assumption or an exception of a scheme."""

    id: str
    fact: Pattern
    says: str
    """In words; ``{X}`` stands for the name of what ``?X`` is bound to."""
    acquire: str = ""
    """Which document would show it."""
    different: tuple[str, ...] = ()
    """Variables of which no two may be the same."""


@dataclass(frozen=True, slots=True)
class Near:
    """A claim to which the facts of a scheme are easily misapplied, and why they don't bear."""

    predicate: str
    why: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A named kind of argument about a claim."""

    id: SchemeId
    title: str
    claim: str
    """Predicate of the claims that it speaks of, or a variable."""
    side: Side
    premises: tuple[Condition, ...]
    why: str
    """Why the premises speak against the claim, or for it."""
    bearing: Bearing = Bearing.CONTRADICTS
    assumptions: tuple[Condition, ...] = ()
    exceptions: tuple[Condition, ...] = ()
    near: tuple[Near, ...] = ()
    scope_of: str = ""
    """Variable of the contract whose place and time are joined with the scope of the claim."""


@dataclass(frozen=True, slots=True)
class Schemes:
    """The schemes and the vocabulary, with a version made of their content."""

    schemes: tuple[Scheme, ...]
    predicates: Mapping[str, Predicate]
    version: str


class LeafRole(StrEnum):
    """What a leaf is to its argument."""

    CLAIM = "claim"
    PREMISE = "premise"
    ASSUMPTION = "assumption"
    EXCEPTION = "exception"


class LeafState(StrEnum):
    """What is known of a leaf; *open* is not known, and never false."""

    SHOWN = "shown"
    OPEN = "open"
    DENIED = "denied"
    CONTESTED = "contested"
    """Shown and denied equally well."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition of an argument, with what it rests on."""

    role: LeafRole
    id: str
    says: str
    state: LeafState
    grade: Grade | None = None
    """Of what shows it, or of what denies it."""
    hands: int | None = None
    rests_on: tuple[EntryId, ...] = ()
    """Statements, contracts and claims."""
    passages: tuple[EntryId, ...] = ()
    missing: tuple[EntryId, ...] = ()
    """Documents that it rests on and that are not held."""
    acquire: str = ""
    """Which document would show it, where it is open."""

    @property
    def speaks_against(self) -> bool:
        """Whether it speaks against its own argument: an exception shown, a denial."""
        wrong = {LeafRole.EXCEPTION: LeafState.SHOWN, LeafRole.ASSUMPTION: LeafState.DENIED}
        return wrong.get(self.role) is self.state

    @property
    def objection(self) -> str:
        """What it says against its own argument: of a denial, that it is not so."""
        if self.state is LeafState.DENIED:
            return sentence("shown that it is not so: {says}", says=self.says)
        return self.says


@dataclass(frozen=True, slots=True)
class Argument:
    """One scheme, applied to one claim, with everything that it rests on."""

    scheme: SchemeId
    title: str
    claim: EntryId
    side: Side
    bearing: Bearing
    matter: str
    """The contract that it speaks of, where it speaks of one."""
    leaves: tuple[Leaf, ...]
    weight: Grade
    """The weakest of the claim and the premises."""
    falls: bool
    """An exception, or the denial of an assumption, is shown at least as well."""
    attacked: bool
    """One is shown, less well than the argument, but from a document."""
    sound: bool
    """It stands, and every assumption is shown from a document."""
    full_weight: Grade
    """The weakest of all, the assumptions that are shown among them."""

    def leaves_of(self, role: LeafRole) -> tuple[Leaf, ...]:
        """Return the leaves of one role."""
        return tuple(leaf for leaf in self.leaves if leaf.role is role)

    @property
    def open(self) -> tuple[Leaf, ...]:
        """The assumptions that are not shown."""
        found = self.leaves_of(LeafRole.ASSUMPTION)
        return tuple(leaf for leaf in found if leaf.state is not LeafState.SHOWN)


@dataclass(frozen=True, slots=True)
class WouldChange:
    """Something that would move a verdict."""

    what: str
    to: str
    """``established``, ``falls`` or ``stronger``."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evidence does to one claim, how well that is proved, and on what it rests."""

    claim: EntryId
    bearing: Bearing
    standard: Standard | None
    """None where nothing bears on the claim."""
    why: str
    against: tuple[Argument, ...] = ()
    """Arguments against the claim, those that have fallen among them."""
    in_favour: tuple[Argument, ...] = ()
    would_change: tuple[WouldChange, ...] = ()
    log_size: int = 0
    """Entries of the log of the case when this was computed."""

    @property
    def rests_on(self) -> frozenset[EntryId]:
        """Every entry that a leaf of it rests on, passages too."""
        return frozenset(
            each
            for argument in (*self.against, *self.in_favour)
            for leaf in argument.leaves
            for each in (*leaf.rests_on, *leaf.passages)
        )


@dataclass(frozen=True, slots=True)
class Acquisition:
    """A document to get, and the verdicts that wait for it."""

    what: str
    document: EntryId | None
    """Where the case knows of it."""
    waiting: tuple[EntryId, ...]
    """Claims of which a verdict names it as missing."""
    moves: tuple[EntryId, ...]
    """Claims of which a verdict would move by this document alone."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdicts on a case, what to acquire, and the state of knowledge they rest on."""

    case: EntryId
    verdicts: tuple[Verdict, ...]
    """By claim in the order of the case, the strongest first."""
    acquisitions: tuple[Acquisition, ...]
    """Those that would move most verdicts first."""
    not_counted: Mapping[EntryId, str] = field(default_factory=dict)
    """Entries that rest on nothing that counts, and why."""
    log_size: int = 0
    version: str = ""
    """Of the schemes."""
