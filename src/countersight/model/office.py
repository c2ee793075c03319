"""What an office keeps: uploads, runs, what was found, jobs, judgements, the audit log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NewType

from countersight.errors import AbsentError
from countersight.ids import Sha256
from countersight.messages import sentence
from countersight.model.finding import Counts, ListVersion
from countersight.model.match import State
from countersight.model.record import Origin, RecordKind
from countersight.model.review import Review, Verdict

RunId = NewType("RunId", int)
DISMISSED: Final = "dismissed"
"""What a match is that a person found to be another; it stays in sight."""
_ORDER: Final = (State.MATCH.value, State.REVIEW.value, DISMISSED, State.NO_MATCH.value)
_JUDGED: Final[Mapping[str, str]] = MappingProxyType(
    {Verdict.CONFIRMED.value: State.MATCH.value, Verdict.DISMISSED.value: DISMISSED}
)


def judged_by(state: str, verdict: str) -> str:
    """Return what a match is once a judgement counts; ``unsure`` leaves it as it was found.

    >>> judged_by("review", "confirmed"), judged_by("match", "dismissed")
    ('match', 'dismissed')
    """
    return state if state == State.NO_MATCH else _JUDGED.get(verdict, state)


def best_of(judged: Iterable[str]) -> str:
    """Return the state of an answer by those of its matches.

    >>> best_of(["dismissed", "review"]), best_of([])
    ('review', 'no_match')
    """
    there = set(judged)
    return next((each for each in _ORDER if each in there), State.NO_MATCH.value)


def place_of(origin: Origin) -> str:
    """Return what a sheet or a member is called; empty where the upload is one table.

    >>> place_of(Origin("a.zip", member="may.xlsx", sheet="Payments", row=3))
    'may.xlsx / Payments'
    """
    return " / ".join(filter(None, (origin.member, origin.sheet)))


class JobState(StrEnum):
    """Where a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is going to happen."""
        return self not in {JobState.WAITING, JobState.RUNNING}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody handed in; its bytes are kept by their digest."""

    digest: Sha256
    name: str
    """As it was called where it came from; shown, and never used as a path."""
    size: int
    """Bytes."""
    moment: str
    """RFC 3339, in UTC."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How an upload is to be screened."""

    profile: str | None = None
    """Name of a bundled profile or of one that the office keeps; None: nobody said who asks."""
    mapping: tuple[tuple[str, str], ...] = ()
    kind: RecordKind | None = None
    as_of: date | None = None
    every: bool = False
    """Keep every record, and not those alone of which something is to be told."""
    tables: tuple[str, ...] = ()
    """The sheets and members that are read, as ``place_of`` calls them; empty for all."""

    lists: tuple[str, ...] = ()
    """Outside lists that are asked, each as ``NAME@VERSION`` once the run is asked for."""

    def takes(self, origin: Origin) -> bool:
        """Return whether what stands at a place of the upload is to be read.

        >>> Asked(tables=("may.csv",)).takes(Origin("a.zip", member="june.csv"))
        False
        """
        return not self.tables or place_of(origin) in self.tables


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work that outlives the request that asked for it."""

    state: JobState
    done: int = 0
    """Records."""
    total: int | None = None
    """Records; None until they are counted."""
    said: str = ""
    """What became of it, in a sentence; of a failure what is wrong and what to do."""
    attempts: int = 0
    """How often it was begun."""
    is_unwanted: bool = False
    """Somebody asked for it to be cancelled."""


@dataclass(frozen=True, slots=True)
class Run:
    """One screening of one upload."""

    id: RunId
    upload: Upload
    asked: Asked
    who: str
    moment: str
    """When it was asked for: RFC 3339, in UTC."""
    job: Job
    counts: Counts = field(default_factory=Counts)
    lists: tuple[ListVersion, ...] = ()
    """What its answers rest on."""
    batches: int = 0
    """Stretches of the upload that are screened and kept."""


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One match of an answer, as it is looked for and judged."""

    entity: str
    name: str
    alias: str
    state: str
    judged: str
    """The state once judgements count: of ``State``, or ``DISMISSED``."""
    score: float
    evidence: str
    """Digest of the evidence, which a review is bound to."""
    verdict: str = ""
    """Of the judgement that counts; empty where there is none."""

    @property
    def waits(self) -> bool:
        """Whether a person should look at it."""
        return not self.verdict and self.state in {State.MATCH, State.REVIEW}


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What was told of one record of a run."""

    number: int
    """From 1, in the order of the upload."""
    key: str
    name: str
    state: str
    judged: str
    """The best of its matches' states, once judgements count; see ``best_of``."""
    score: float
    """The best of its matches, plus 2 for a match and 1 for a review: the order of lists."""
    place: str
    """Where the record stands in the upload."""
    told: str
    """The whole answer as JSON, of ``screen.schema.json``."""
    matches: tuple[MatchRow, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    """What it can be filtered by: ``(("duty", "us-889/buy"), ("site", "Leeds"))``."""

    def match(self, entity: str) -> MatchRow:
        """Return the match with an entity.

        Raises:
            AbsentError: there is none.
        """
        found = next((each for each in self.matches if each.entity == entity), None)
        if found is None:
            raise AbsentError(
                sentence(
                    "answer {number} has no match with {entity!r}",
                    number=self.number,
                    entity=entity[:100],
                )
            )
        return found


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one batch of an upload came to."""

    answers: tuple[AnswerRow, ...]
    problems: tuple[str, ...]
    """Each Problem as JSON."""
    counts: Counts


@dataclass(frozen=True, slots=True)
class Filter:
    """Which answers of a run are wanted."""

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each facet the values of which one must hold; all facets must."""
    words: str = ""
    """What the name must hold, whatever the case of letters."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is chosen, and every answer is wanted."""
        return not self.words and not any(self.facets.values())

    def without(self, facet: str) -> "Filter":
        """Return this filter with nothing chosen of one facet."""
        kept = {name: values for name, values in self.facets.items() if name != facet}
        return Filter(kept, self.words)


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A judgement with its place in the office's history."""

    number: int
    review: Review
    moment: str
    """When it was written down: RFC 3339, in UTC."""
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit log: who changed what, from what to what."""

    number: int
    moment: str
    who: str
    what: str
    """Such as ``review``, ``setting``, ``run``, ``cancel``, ``restore``."""
    about: str
    before: str
    """JSON; empty where there was nothing."""
    after: str
    previous: str
    """Hash of the line before; 64 zeros before the first."""
    hash: str
    """SHA-256 of the line's canonical JSON without this field."""
