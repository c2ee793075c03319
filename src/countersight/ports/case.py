"""What a case needs of the world: time, bytes, a log, signed checkpoints."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from countersight.ids import EntryNumber, Sha256
from countersight.model.event import Entry, Event
from countersight.ports.world import BlobStore


class LogStore(Protocol):
    """Keeps the log of a case: its entries, in order, and the hashes of its tree."""

    @property
    def origin(self) -> str:
        """Name of the log."""

    def size(self) -> int:
        """Return the number of entries."""

    def append(self, events: Sequence[Event], *, after: int | None = None) -> tuple[Entry, ...]:
        """Add *events* at the end, all or none, durably, before this returns.

        Args:
            events: what happened.
            after: number of entries that the log must have, for what was made of them.

        Raises:
            ConflictError: the log has another number of entries.
            StoreError: they can't be kept; nothing of them is.
        """

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """Return the entries from *start*, up to *stop* and without it."""

    def lines(
        self, start: int = 0, stop: int | None = None
    ) -> Iterator[tuple[str, str | None]]:
        """Return of each entry its line and its sealed text; None where that was erased."""

    def pick(self, numbers: Sequence[EntryNumber]) -> Iterator[Entry]:
        """Return the entries with *numbers*, in that order."""

    def hashes(self, places: Sequence[int]) -> Sequence[bytes]:
        """Return the hashes of the tree at *places* (``preserve.log.tree`` numbers them)."""

    def restore(self, lines: Iterable[tuple[str, str | None]]) -> int:
        """Fill an empty log with the lines of another, all or none; return how many."""


class Projection(Protocol):
    """Where in the log things stand: made of it, and asked so that it need not all be read.

    *stop* leaves out what stands at this entry of the log, or later.
    """

    def latest(self, stop: int | None = None) -> Sequence[EntryNumber]:
        """Return the entry of the log with the latest word on each entry of the case.

        They come in the order in which the entries of the case were first named.
        """

    def last(self, name: str, stop: int | None = None) -> EntryNumber | None:
        """Return the latest entry of the log that speaks of *name*.

        That is the case itself (``case``), verdicts (``verdicts``), or a table of a case file.
        """

    def told(self, id_: str) -> Sequence[EntryNumber]:
        """Return every entry of the log that tells of an entry of the case, in order."""

    def ids(self, start: str) -> Sequence[str]:
        """Return the ids of the case that begin with *start*."""

    def captured(self, source: str, stop: int | None = None) -> EntryNumber | None:
        """Return the latest entry that tells of a capture from *source*, and of no part."""

    def texts(self, capture: Sha256 | None = None) -> Sequence[EntryNumber]:
        """Return the latest entry that tells of the text of each capture, or of one."""

    def unlike(self, within: range, entries: Iterable[Entry]) -> str:
        """Return the name of a table that differs from what entries make; "" for none.

        Args:
            within: the numbers of the entries, without a gap.
            entries: each is read once, and let go.
        """


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is removed from a case."""

    numbers: Sequence[EntryNumber] = ()
    """Entries of the log whose sealed texts go."""
    digests: Sequence[Sha256] = ()
    """Bytes that go."""


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A signed state of the log, with the word of an authority of time where there is one."""

    size: int
    note: str
    """C2SP signed note."""
    stamp: bytes | None = None
    """RFC 3161 response, DER, over the note."""
    authority: str | None = None
    """Certificate of the authority's root, PEM."""


class CaseStore(Protocol):
    """A whole case: its log, its bytes, its signed checkpoints and the keys that signed."""

    @property
    def log(self) -> LogStore:
        """The log."""

    @property
    def projection(self) -> Projection:
        """Where in the log things stand."""

    @property
    def blobs(self) -> BlobStore:
        """The bytes."""

    def verifiers(self) -> tuple[str, ...]:
        """Return the keys that signed checkpoints, as C2SP signed-note writes them."""

    def learn(self, verifiers: Sequence[str]) -> None:
        """Keep keys that signed checkpoints elsewhere."""

    def checkpoint(self, size: int | None = None) -> str:
        """Sign the log as it is, or as it was at *size*; keep the note, and return it."""

    def keep_checkpoint(self, checkpoint: SignedCheckpoint) -> None:
        """Keep a checkpoint that was signed before, or its time stamp."""

    def checkpoints(self) -> Iterator[SignedCheckpoint]:
        """Return the signed checkpoints, from small to large."""

    def erase(
        self, events: Sequence[Event], erasure: Erasure, *, after: int | None = None
    ) -> tuple[Entry, tuple[str, ...]]:
        """Remove what entries say, and bytes, and append events; the last of them says why.

        Returns:
            The entry of the last event, and the sealed texts that were removed.

        Raises:
            ConflictError: the log has not *after* entries.
        """

    def faults(self) -> tuple[str, ...]:
        """Return what the database finds wrong with itself, as it words it."""

    def rebuild(self) -> None:
        """Make anew, from the log, everything that is made of it."""


class Authority(Protocol):
    """Asks an authority of time for its word on a checkpoint (RFC 3161)."""

    def stamp(self, note: str) -> tuple[bytes, str]:
        """Return the authority's answer (DER) and the certificate of its root (PEM)."""
