"""The Merkle tree of the log (RFC 9162, section 2.1): hashes, proofs, and their verification.

The hashes of complete subtrees are kept in one row, in the order in which they are completed: a
leaf, then each subtree that it completes, from small to large. So an append only adds at the
end, and the place of each hash follows from its level and its number within the level. A level
``0`` hash is a leaf; a hash of level ``n`` covers ``2 ** n`` entries.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from countersight.ids import EntryNumber
from countersight.model.proof import ConsistencyProof, InclusionProof

Hashes = Callable[[Sequence[int]], Sequence[bytes]]
"""Gives the hashes at places."""

EMPTY = sha256(b"").digest()
"""Root of a tree without entries."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of an entry.

    >>> leaf_hash(b"").hex()[:8]
    '6e340b9c'
    """
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two subtrees."""
    return sha256(b"\1" + left + right).digest()


def place(level: int, number: int) -> int:
    """Return where the hash of a complete subtree stands in the row.

    >>> [place(0, 0), place(0, 1), place(1, 0), place(0, 2), place(0, 3), place(1, 1)]
    [0, 1, 2, 3, 4, 5]
    """
    for _ in range(level):
        number = 2 * number + 1
    return 2 * number - number.bit_count() + level


def places_of(size: int) -> int:
    """Return how many hashes the row of a tree with *size* entries has.

    >>> places_of(4)
    7
    """
    return 2 * size - size.bit_count()


@dataclass(slots=True)
class Growing:
    """A tree that grows: its size, and the roots of its complete subtrees, largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    @classmethod
    def at(cls, size: int, hashes: Hashes) -> "Growing":
        """Return the tree of *size* entries, ready to grow."""
        return cls(size, list(hashes([place(*subtree) for subtree in _complete(0, size)])))

    def add(self, leaf: bytes) -> list[bytes]:
        """Take one leaf hash; return the hashes that it adds to the row, in order."""
        added = [leaf]
        number = self.size
        while number & 1:
            added.append(node_hash(self.peaks.pop(), added[-1]))
            number >>= 1
        self.peaks.append(added[-1])
        self.size += 1
        return added

    def root(self) -> bytes:
        """Return the root.

        >>> tree = Growing()
        >>> _ = tree.add(leaf_hash(b"one")), tree.add(leaf_hash(b"two"))
        >>> tree.root() == node_hash(leaf_hash(b"one"), leaf_hash(b"two"))
        True
        """
        return _folded(self.peaks)


def root(size: int, hashes: Hashes) -> bytes:
    """Return the root of the tree of the first *size* entries (2.1.1)."""
    return Growing.at(size, hashes).root()


def _folded(peaks: Sequence[bytes]) -> bytes:
    if not peaks:
        return EMPTY
    whole = peaks[-1]
    for left in reversed(peaks[:-1]):
        whole = node_hash(left, whole)
    return whole


def _complete(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch of entries into complete subtrees; *start* begins one of them all."""
    while start < stop:
        level = (stop - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _split(size: int) -> int:
    """Return the largest power of two below *size*."""
    return 1 << ((size - 1).bit_length() - 1)


def _read(stretches: Iterable[tuple[int, int]], hashes: Hashes) -> tuple[bytes, ...]:
    """Return the hash of each stretch of entries, asking for all at once."""
    cut = [[place(*subtree) for subtree in _complete(*stretch)] for stretch in stretches]
    found = iter(hashes([one for places in cut for one in places]))
    return tuple(_folded([next(found) for _ in places]) for places in cut)


def prove_inclusion(number: int, size: int, hashes: Hashes) -> InclusionProof:
    """Prove that entry *number* stands in the tree of the first *size* entries (2.1.3.1).

    Raises:
        ValueError: there is no such entry.
    """
    if not 0 <= number < size:
        raise ValueError(f"a tree of {size} entries has no entry {number}")
    beside: list[tuple[int, int]] = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if number < middle:
            beside.append((middle, stop))
            stop = middle
        else:
            beside.append((start, middle))
            start = middle
    return InclusionProof(EntryNumber(number), size, _read(reversed(beside), hashes))


def prove_consistency(smaller: int, larger: int, hashes: Hashes) -> ConsistencyProof:
    """Prove that the tree of *larger* entries begins with that of *smaller* (2.1.4.1).

    Raises:
        ValueError: the sizes are not in order, or the smaller is nothing.
    """
    if not 0 < smaller <= larger:
        raise ValueError(f"no tree of {smaller} entries is the beginning of one of {larger}")
    beside: list[tuple[int, int]] = []
    start, stop = 0, larger
    while stop != smaller:
        middle = start + _split(stop - start)
        if smaller <= middle:
            beside.append((middle, stop))
            stop = middle
        else:
            beside.append((start, middle))
            start = middle
    if start:
        beside.append((start, stop))
    return ConsistencyProof(smaller, larger, _read(reversed(beside), hashes))


def includes(proof: InclusionProof, leaf: bytes, whole: bytes) -> bool:
    """Tell whether *proof* shows that *leaf* stands in the tree with the root *whole*.

    The steps are those of RFC 9162, 2.1.3.2.

    >>> one, two = leaf_hash(b"one"), leaf_hash(b"two")
    >>> includes(InclusionProof(EntryNumber(0), 2, (two,)), one, node_hash(one, two))
    True
    """
    if not 0 <= proof.number < proof.size:
        return False
    sides = _sides(proof.number, proof.size - 1)
    have = leaf
    if len(sides) != len(proof.path):
        return False
    for side, beside in zip(sides, proof.path, strict=True):
        have = node_hash(beside, have) if side else node_hash(have, beside)
    return have == whole


def continues(proof: ConsistencyProof, before: bytes, after: bytes) -> bool:
    """Tell whether *proof* shows that the tree with root *after* begins with that of *before*.

    The steps are those of RFC 9162, 2.1.4.2. Two trees of one size must be the same.
    """
    if not 0 < proof.smaller <= proof.larger:
        return False
    if proof.smaller == proof.larger:
        return not proof.path and before == after
    number, last, path = proof.smaller - 1, proof.larger - 1, list(proof.path)
    if proof.smaller.bit_count() == 1:
        path.insert(0, before)
    while number & 1:
        number, last = number >> 1, last >> 1
    sides = _sides(number, last)
    if len(path) != len(sides) + 1:
        return False
    old = new = path[0]
    for side, beside in zip(sides, path[1:], strict=True):
        old = node_hash(beside, old) if side else old
        new = node_hash(beside, new) if side else node_hash(new, beside)
    return old == before and new == after


def _sides(number: int, last: int) -> list[bool]:
    """Tell of each hash of a path, from the leaf up, whether it stands to the left.

    Args:
        number: of the leaf or the subtree, within its level.
        last: number of the last one of that level.
    """
    sides = []
    while last:
        left = bool(number & 1)
        if left or number != last:
            sides.append(left)
        number, last = number >> 1, last >> 1
    return sides
