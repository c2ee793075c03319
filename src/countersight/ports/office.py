"""What an office needs of the world: a place for runs, answers, judgements, and its log."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO, Protocol

from countersight.ids import Sha256
from countersight.model.finding import ListVersion
from countersight.model.office import (
    AnswerRow,
    Asked,
    AuditEntry,
    Filter,
    JobState,
    KeptReview,
    Run,
    RunId,
    Stretch,
    Upload,
)
from countersight.model.review import Review


class AuditStore(Protocol):
    """Keeps who changed what; lines are only ever added."""

    def note(self, who: str, what: str, about: str, change: tuple[str, str]) -> AuditEntry:
        """Add a line: what was before and what is after, as JSON, in *change*."""

    def entries(self, start: int = 0, most: int | None = None) -> Iterator[AuditEntry]:
        """Return the lines from *start*, oldest first."""

    def latest(self, what: str) -> AuditEntry | None:
        """Return the newest line of a kind; None where there is none."""

    def first_broken(self) -> int | None:
        """Return the number of the first line whose hash does not hold; None where all do."""


class SettingStore(Protocol):
    """Keeps what an office has set."""

    def get(self, name: str) -> str:
        """Return the value; empty where nothing is set."""

    def put(self, name: str, value: str, who: str) -> None:
        """Set a value, and note it in the audit log."""


class JobStore(Protocol):
    """A table of work to be done, that a worker claims from."""

    def claim(self, holder: str) -> RunId | None:
        """Take the oldest waiting job, and return its run; None where nothing waits."""

    def recover(self, holder: str) -> tuple[RunId, ...]:
        """Put back what other holders left running; return what is given up for good."""

    def progress(self, run: RunId, *, done: int, total: int | None) -> bool:
        """Write how far a job is; tell whether somebody wants it cancelled."""

    def end(self, run: RunId, state: JobState, said: str = "") -> None:
        """Say what became of a job."""

    def cancel(self, run: RunId) -> None:
        """Ask for a job to be cancelled; one that waits is cancelled at once."""


class RunStore(Protocol):
    """Keeps uploads and their screenings."""

    def upload(self, name: str, digest: Sha256, size: int) -> int:
        """Keep that a file was handed in; its bytes are with the blobs. Return its number."""

    def uploaded(self, number: int) -> Upload:
        """Return an upload.

        Raises:
            AbsentError: there is none of that number.
        """

    def ask(self, upload: int, asked: Asked, who: str) -> RunId:
        """Ask for a screening: a run, with a job that waits."""

    def get(self, run: RunId) -> Run:
        """Return a run.

        Raises:
            AbsentError: there is none of that number.
        """

    def latest(self, most: int, start: int = 0) -> tuple[Run, ...]:
        """Return runs, newest first."""

    def keep(self, run: RunId, stretch: Stretch, lists: tuple[ListVersion, ...]) -> None:
        """Keep what one batch came to, and count it, all or none."""

    def remove(self, run: RunId, who: str) -> None:
        """Remove a run and its answers; uploads, judgements and the audit log stay."""


class AnswerStore(Protocol):
    """Finds what was told in runs."""

    def page(self, run: RunId, wanted: Filter, start: int, most: int) -> tuple[AnswerRow, ...]:
        """Return answers, best first."""

    def count(self, run: RunId, wanted: Filter) -> int:
        """Return how many answers a filter leaves."""

    def facets(self, run: RunId, wanted: Filter) -> Mapping[str, Mapping[str, int]]:
        """Return of each facet its values, and how many answers each would leave."""

    def one(self, run: RunId, number: int) -> AnswerRow:
        """Return one answer.

        Raises:
            AbsentError: there is none of that number.
        """

    def problems(self, run: RunId, start: int, most: int) -> tuple[str, ...]:
        """Return Problems, as JSON, in the order of the upload."""

    def waiting(
        self, run: RunId | None, start: int, most: int
    ) -> tuple[tuple[RunId, AnswerRow], ...]:
        """Return the answers that a person should look at, best first."""

    def waiting_count(self, run: RunId | None) -> int:
        """Return how many answers a person should look at."""

    def search(self, words: str, most: int) -> tuple[tuple[RunId, AnswerRow], ...]:
        """Return answers of any run whose name holds *words*, newest runs first."""


class ReviewStore(Protocol):
    """Keeps judgements on matches; the latest that is not undone counts."""

    def add(self, review: Review, *, seen: int | None) -> KeptReview:
        """Keep a judgement, and let it count in every run.

        Args:
            review: what was judged.
            seen: number of the latest judgement that the person saw; None for none.

        Raises:
            ConflictError: somebody judged the same in between.
        """

    def undo(self, number: int, who: str) -> KeptReview:
        """Take a judgement back; it stays in the history.

        Raises:
            AbsentError: there is none of that number, or it is undone already.
        """

    def history(self, record: str, entity: str) -> tuple[KeptReview, ...]:
        """Return every judgement on one match, oldest first."""

    def current(self) -> tuple[Review, ...]:
        """Return the judgements that count, one a match."""


class UploadStore(Protocol):
    """Keeps the bytes of uploads by their SHA-256."""

    def take(self, stream: BinaryIO, largest: int) -> tuple[Sha256, int]:
        """Keep what a stream gives, durably, without holding it; return its name and size.

        Raises:
            SourceError: it has more than *largest* bytes; nothing of it is kept.
        """

    def open(self, name: Sha256) -> BinaryIO:
        """Return a stream of the bytes of *name*.

        Raises:
            HoldingError: they are not held.
        """


class OfficeStore(Protocol):
    """What one office keeps."""

    @property
    def uploads(self) -> UploadStore:
        """The bytes of uploads."""

    @property
    def runs(self) -> RunStore:
        """Uploads and their screenings."""

    @property
    def answers(self) -> AnswerStore:
        """What was told in runs."""

    @property
    def jobs(self) -> JobStore:
        """Work to be done."""

    @property
    def reviews(self) -> ReviewStore:
        """Judgements on matches."""

    @property
    def settings(self) -> SettingStore:
        """What is set."""

    @property
    def audit(self) -> AuditStore:
        """Who changed what."""
