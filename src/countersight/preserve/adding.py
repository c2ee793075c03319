"""Documents into a case: bytes first, then one transaction of the log that tells of them.

Documents are taken in batches, each of which is kept whole or not at all. The log never tells
of bytes that are not held. A document within a document (an attachment) is a capture of its
own, as far as the limits go.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Final, Protocol, TypeAlias

from countersight.ids import Sha256, digest
from countersight.model.capture import Capture, NoRendition, Receipt, Rendition, RenditionKind
from countersight.model.event import Event
from countersight.ports import CaseStore, Watch
from countersight.preserve.parsing.made import Answer, Limits, Made, Part, Unmade
from countersight.preserve.sniffing import media_type
from countersight.preserve.telling import Derived, capture_event, derived_event

Document: TypeAlias = tuple[bytes, Receipt]
_Unfolded: TypeAlias = tuple[bytes, Capture, Answer]
_MOST_HELD: Final = 1 << 26
"""Bytes that wait for one transaction."""
_MOST_WAITING: Final = 100
"""Documents that do; few enough that little is read again after a crash."""


class Reads(Protocol):
    """Makes text of a document."""

    limits: Limits

    @property
    def at_once(self) -> int:
        """How many documents it reads at a time, asked by as many threads."""

    def parse(self, media_type: str, data: bytes) -> Answer:
        """Return what is made of *data*."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document."""

    capture: Capture
    renditions: tuple[Rendition, ...] = ()
    failures: tuple[NoRendition, ...] = ()

    @property
    def text(self) -> Rendition | None:
        """The text that was made of it; None where none was."""
        texts = (each for each in self.renditions if each.kind is RenditionKind.TEXT)
        return next(texts, None)


@dataclass(slots=True)
class Batch:
    """Documents that wait to be kept together: their bytes, and what the log is to tell."""

    blobs: list[bytes] = field(default_factory=list)
    added: list[tuple[Added, tuple[Event, ...]]] = field(default_factory=list)

    def is_full(self) -> bool:
        """Tell whether it is time to keep them."""
        held = sum(map(len, self.blobs))
        return len(self.added) >= _MOST_WAITING or held >= _MOST_HELD


@dataclass(frozen=True, slots=True)
class Adder:
    """Adds documents to a case, on behalf of someone."""

    case: CaseStore
    reads: Reads
    watch: Watch
    by: str

    def add(self, documents: Iterable[Document]) -> Iterator[Added]:
        """Add documents; tell of each, and of each one within it, once it is kept.

        The same bytes again are a capture again. Nothing that is in a document makes this fail:
        what can't be read is told in ``failures`` and in the log.

        Raises:
            StoreError: bytes or log can't be written; what was told of is kept.
        """
        for batch in self.batches(documents):
            self.case.blobs.put(batch.blobs)
            self.case.log.append([event for _, events in batch.added for event in events])
            yield from (added for added, _ in batch.added)

    def batches(self, documents: Iterable[Document]) -> Iterator[Batch]:
        """Read documents, and those within them, and return them in batches; keep nothing.

        The caller keeps the bytes first, and then the events in one transaction.
        """
        batch = Batch()
        for unfolded in self._ahead(documents):
            for one in unfolded:
                self._take(batch, *one)
            if batch.is_full():
                yield batch
                batch = Batch()
        if batch.added:
            yield batch

    def _ahead(self, documents: Iterable[Document]) -> Iterator[Sequence[_Unfolded]]:
        """Return what is made of each document, in order; the next ones are read meanwhile."""
        waiting: deque[tuple[int, Future[Sequence[_Unfolded]]]] = deque()
        held, most = 0, 2 * self.reads.at_once
        pool = ThreadPoolExecutor(self.reads.at_once)
        try:
            for data, receipt in documents:
                while waiting and (len(waiting) >= most or held + len(data) > _MOST_HELD):
                    size, answer = waiting.popleft()
                    held -= size
                    yield answer.result()
                waiting.append((len(data), pool.submit(self._unfolded, data, receipt)))
                held += len(data)
            for _, answer in waiting:
                yield answer.result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _unfolded(self, data: bytes, receipt: Receipt) -> Sequence[_Unfolded]:
        """Return a document and those within it, each with what was made of it."""
        found: list[_Unfolded] = []
        waiting = deque([(data, receipt)])
        left = self.reads.limits.parts
        while waiting:
            data, receipt = waiting.popleft()
            capture = Capture(digest(data), len(data), media_type(data), receipt)
            answer = self.reads.parse(capture.media_type, data)
            parts = answer.parts if isinstance(answer, Made) else ()
            if parts and receipt.depth >= self.reads.limits.depth:
                deep = f"its parts lie deeper than {self.reads.limits.depth}"
                answer, parts = _noted(answer, "too_deep", deep), ()
            if len(parts) > left:
                most = f"there are more than {self.reads.limits.parts} parts in all"
                answer, parts = _noted(answer, "too_many_parts", most), parts[:left]
            left -= len(parts)
            found.append((data, capture, answer))
            waiting.extend((part.data, _within(part, capture)) for part in parts)
        return found

    def _take(self, batch: Batch, data: bytes, capture: Capture, answer: Answer) -> None:
        at = self.watch.now()
        batch.blobs.append(data)
        texts, failures = _derived(capture.digest, answer)
        batch.blobs += [text for text, _ in texts]
        renditions = tuple(rendition for _, rendition in texts)
        derived: list[Derived] = [*renditions, *failures]
        events = (
            capture_event(capture, at=at, by=self.by),
            *(derived_event(one, at=at, by=self.by) for one in derived),
        )
        batch.added.append((Added(capture, renditions, failures), events))


def _within(part: Part, around: Capture) -> Receipt:
    return Receipt(
        around.receipt.source,
        f"part of {around.digest}",
        part.name,
        part.claimed_type,
        around.digest,
        around.receipt.depth + 1,
    )


def _noted(answer: Answer, code: str, reason: str) -> Answer:
    match answer:
        case Unmade():
            return answer
        case Made():
            return replace(answer, parts=(), notes=(*answer.notes, (code, reason)))


def _derived(
    capture: Sha256, answer: Answer
) -> tuple[list[tuple[bytes, Rendition]], tuple[NoRendition, ...]]:
    """Return the bytes of renditions with their descriptions, and what failed."""
    match answer:
        case Unmade():
            failed = NoRendition(
                capture, answer.code, answer.reason, answer.tool, answer.version
            )
            return [], (failed,)
        case Made():
            kinds = [(RenditionKind.TEXT, answer.text), (RenditionKind.PAGEMAP, answer.pagemap)]
            made = [
                (
                    text.encode(),
                    Rendition(
                        capture,
                        digest(text.encode()),
                        kind,
                        answer.tool,
                        answer.version,
                        answer.parameters,
                    ),
                )
                for kind, text in kinds
                if text or kind is RenditionKind.TEXT
            ]
            notes = tuple(
                NoRendition(capture, code, reason, answer.tool, answer.version)
                for code, reason in answer.notes
            )
            return made, notes
