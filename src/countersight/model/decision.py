"""Which way a duty came out, and each step that led there."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from countersight.ids import CiteId, ExemptionId
from countersight.model.facts import Fact, Truth
from countersight.model.restriction import Duty, Exemption, Restriction


class Outcome(StrEnum):
    """What a duty comes to, strongest first."""

    BINDS = "binds"
    DEPENDS = "depends"
    EXEMPT = "exempt"
    ADVISES = "advises"
    NOT_BOUND = "not_bound"


class Reason(StrEnum):
    """The test that failed, in the order in which tests are made."""

    PLACE = "place"
    BODY = "body"
    ACT = "act"
    AFTER_END = "after_end"
    BEFORE_EFFECTIVE = "before_effective"
    PRODUCT = "product"
    TARGET = "target"
    PURPOSE = "purpose"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Step:
    """One test of the trace: what was asked, of which fact, and what it gave."""

    reason: Reason
    asked: str
    """The test in words, such as ``act is one of procure, renew``."""
    truth: Truth
    facts: tuple[Fact, ...] = ()
    """The facts it looked at and found."""
    ask: tuple[str, ...] = ()
    """What would settle it, where it is unknown."""
    note: str = ""
    group: str = ""
    """The cover or the exemption that the step belongs to; empty for the duty's own tests."""


@dataclass(frozen=True, slots=True)
class Way:
    """An exemption that was looked at: whether it frees, and what would settle it."""

    id: ExemptionId
    truth: Truth
    ask: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision of one duty on the facts, with its trace."""

    restriction: Restriction
    duty: Duty
    outcome: Outcome
    reason: Reason | None = None
    """Of ``not_bound``: the first test that failed."""
    ask: tuple[str, ...] = ()
    """Of ``depends``: a fact's name, or is_affiliate, is_successor_reached, effective_day."""
    exemption: ExemptionId | None = None
    """Of ``exempt``: the one that frees."""
    perhaps: tuple[Way, ...] = ()
    """Exemptions that might free, with what to ask."""
    overdue_days: int | None = None
    """Days since the deadline, counted from the fact ``date``; None while it is not passed."""
    flags: tuple[str, ...] = ()
    """``overdue:ID``, ``unverified_after:ID``, ``scheduled_change:ID``."""
    assumed: tuple[Fact, ...] = ()
    """The assumed facts that the outcome rests on."""
    trace: tuple[Step, ...] = ()

    @property
    def deadline(self) -> date | None:
        """The day by which the duty is to be done."""
        return self.duty.deadline

    @property
    def freeing(self) -> Exemption | None:
        """The exemption that frees, in the words of its file."""
        return next((e for e in self.restriction.exemptions if e.id == self.exemption), None)

    @property
    def cites(self) -> tuple[CiteId, ...]:
        """The sources that the outcome rests on: the duty's, and those of what frees."""
        freeing = self.freeing
        more = freeing.cites if freeing is not None else ()
        return tuple(dict.fromkeys((*self.duty.cites, *more)))
