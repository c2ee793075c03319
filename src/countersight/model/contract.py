"""Parties and contracts: who does what for whom, how far it got, and for how long."""

from dataclasses import dataclass
from enum import StrEnum

from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.values import Money, PartialDate


class PartyKind(StrEnum):
    """What a party is."""

    COMPANY = "company"
    PUBLIC_BODY = "public_body"
    COMMITTEE = "committee"
    MEDIA = "media"
    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a case; a person only in a public role.

    >>> Party(EntryId("x"), "A. Person", PartyKind.PERSON)
    Traceback (most recent call last):
        ...
    ValueError: a person stands in a case in a public role only
    """

    id: EntryId
    name: str
    kind: PartyKind
    role: str = ""
    """Office or function, as the documents call it."""
    of: tuple[EntryId, ...] = ()
    """Organisations that the role belongs to."""
    country: str = ""
    passages: tuple[EntryId, ...] = ()
    withdrawn: str = ""

    def __post_init__(self) -> None:
        if self.kind is PartyKind.PERSON and not self.role.strip():
            raise ValueError(sentence("a person stands in a case in a public role only"))


class Grade(StrEnum):
    """How near the evidence of a statement is; ordered, never reckoned with."""

    HELD = "held"
    CITED = "cited_not_held"
    ALLEGED = "alleged"

    @property
    def rank(self) -> int:
        """1 for alleged, 2 for cited, 3 for held."""
        return {Grade.ALLEGED: 1, Grade.CITED: 2, Grade.HELD: 3}[self]


class ContractRole(StrEnum):
    """What a party does under a contract."""

    DESIGN = "design"
    BUILD = "build"
    FINANCE = "finance"
    OPERATE = "operate"
    MAINTAIN = "maintain"
    TRANSFER = "transfer"
    SUPPLY = "supply"
    BUY = "buy"
    TENDER = "tender"
    """It runs the tender for others."""


class Stage(StrEnum):
    """How far a contract got, as far as the evidence shows."""

    TENDER = "tender"
    AWARD = "award"
    SIGNED = "signed"
    PERFORMED = "performed"

    @property
    def is_signed(self) -> bool:
        """Whether it was signed, or more."""
        return self in {Stage.SIGNED, Stage.PERFORMED}


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A party, and the roles that it has under a contract."""

    party: EntryId
    roles: tuple[ContractRole, ...]
    passages: tuple[EntryId, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time in a contract."""

    years: int
    passages: tuple[EntryId, ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.years < 1000:  # noqa: PLR2004 - no contract runs for a thousand years
            raise ValueError(sentence("{years} years is no term", years=self.years))


@dataclass(frozen=True, slots=True)
class Value:
    """A sum as it is written, and what it is read as."""

    sum: Money
    passages: tuple[EntryId, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as its documents tell it; what is not told is not known."""

    id: EntryId
    title: str
    stage: Stage
    source: EntryId | None = None
    """The document that shows it."""
    roles: tuple[RoleHeld, ...] = ()
    place: str = ""
    reference: str = ""
    value: Value | None = None
    term: Term | None = None
    construction: Term | None = None
    awarded: PartialDate | None = None
    signed: PartialDate | None = None
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    passages: tuple[EntryId, ...] = ()
    grade: Grade | None = None
    """Where it is lower than what its source comes to."""
    withdrawn: str = ""
