"""What shows that an entry stands in a log, and that a log only grew."""

from dataclasses import dataclass

from countersight.ids import EntryNumber


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log at one size (C2SP tlog-checkpoint)."""

    origin: str
    """Name of the log."""
    size: int
    """Number of entries."""
    root: bytes
    """Root of its Merkle tree, 32 bytes (RFC 9162, 2.1.1)."""


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """Shows that an entry stands in a tree (RFC 9162, 2.1.3)."""

    number: EntryNumber
    size: int
    path: tuple[bytes, ...]
    """Hashes of 32 bytes, from the leaf up."""


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """Shows that one tree begins with the entries of a smaller one (RFC 9162, 2.1.4)."""

    smaller: int
    larger: int
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing of a case or a bag that does not hold."""

    code: str
    """Stable: ``file``, ``manifest``, ``log``, ``signature``, ``object``, ``payload``, ..."""
    where: str
    """Path in the bag, digest, or entry of the log."""
    what: str
