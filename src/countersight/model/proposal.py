"""What a reviewed match may add to the catalogue, for a person to check in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from countersight.ids import EvidenceDigest, RecordKey, VendorId
from countersight.model.match import Relation
from countersight.model.review import Verdict
from countersight.model.vendor import NameKind


@dataclass(frozen=True, slots=True)
class Judged:
    """A match that a person judged, with the record that it was a match of."""

    record: RecordKey
    entity: VendorId
    text: str
    """The name in the record."""
    relation: Relation
    company: str
    """The tied company that was met; empty for the vendor itself."""
    country: str
    """ISO 3166-1 alpha-2, where the record tells one."""
    at: str
    """File and row of the record."""
    evidence: EvidenceDigest
    verdict: Verdict
    reason: str
    who: str
    when: date
    counts: bool = True
    """The review is in force for this evidence."""


class Because(StrEnum):
    """Why nothing is proposed of a judgement."""

    KNOWN = "known"
    PERSON = "person"
    SHORT = "short"
    ANOTHERS = "anothers"
    """Another vendor has the name: a conflict."""
    CONTRADICTED = "contradicted"
    """Other judgements of the same name say otherwise: a conflict."""
    TIED = "tied"
    """It is the name of a company that is tied to the vendor."""
    UNSURE = "unsure"
    NO_FORCE = "no_force"
    NO_VENDOR = "no_vendor"
    NO_LETTERS = "no_letters"


CONFLICTS = frozenset({Because.ANOTHERS, Because.CONTRADICTED})


class Section(StrEnum):
    """The section of a vendor's file that may take a name in."""

    NAME = "names"
    TIE = "tie"
    """A company that bears the vendor's word, and that a person found to belong to it."""
    NAMESAKE = "namesake"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that the vendor's file may take in."""

    judged: Judged
    script: str
    """ISO 15924."""
    section: Section
    kind: NameKind = NameKind.ALIAS
    """Of a name of the vendor itself."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A judgement of which nothing is proposed."""

    judged: Judged
    because: Because
    other: VendorId | None = None
    """The other vendor of a conflict."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that came of the judgements of a run."""

    made: tuple[Proposal, ...]
    left_out: tuple[LeftOut, ...]
    unjudged: int = 0
    """Matches that nobody judged."""
    unread: tuple[tuple[int, str], ...] = ()
    """Lines of the run that can't be read, each with what is wrong."""
