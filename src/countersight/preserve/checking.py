"""Whether a case still is what it was: every line, hash, signature and byte.

The tree is made anew from the lines, and compared with the kept hashes, one by one, and with
the root that is signed. That is as much as to check the inclusion proof of each entry: a proof
is made of these kept hashes, and climbs by the same steps to the same root.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from countersight.errors import CaseError, HoldingError, LogError
from countersight.ids import Sha256
from countersight.messages import sentence
from countersight.model.event import Entry
from countersight.model.proof import Flaw
from countersight.ports import CaseStore
from countersight.preserve.log.lines import sound
from countersight.preserve.log.notes import Verifier, verify
from countersight.preserve.log.tree import Growing, leaf_hash
from countersight.preserve.telling import needed

_STRETCH: Final = 2_000
_ANEW: Final = sentence("Make the tables anew: `countersight case check --rebuild`.")


def _nobody(_: Entry) -> None:
    """Hear nothing."""


def check(case: CaseStore, hears: Callable[[Entry], None] = _nobody) -> Iterator[Flaw]:
    """Return what of a case does not hold; nothing where all does.

    Read are the pages of the database, every entry and its sealed text, the hashes of the tree,
    the tables that are made of the entries, each signed checkpoint against the log, and the
    bytes of every capture and rendition that the log says are held. Nothing that is wrong with
    a case makes this fail.

    Args:
        case: the case.
        hears: called with each entry that holds, in order.
    """
    read = _Read(case, hears)
    try:
        for fault in case.faults():
            yield Flaw("database", "case", fault)
        sizes = {one.size for one in case.checkpoints()}
        yield from read.entries(sizes)
    except CaseError as wrong:
        yield Flaw("log", sentence("entries from {size}", size=read.tree.size), wrong.message)
        return
    yield from _checkpoints(case, read.roots)
    for name, number in read.needs.items():
        try:
            case.blobs.get(name)
        except HoldingError as wrong:
            yield Flaw(
                "object",
                name,
                sentence("{what}; entry {number} needs it", what=wrong.message, number=number),
            )


@dataclass(slots=True)
class _Read:
    """A reading of the log, from its first entry to its last."""

    case: CaseStore
    hears: Callable[[Entry], None]
    tree: Growing = field(default_factory=Growing)
    roots: dict[int, bytes] = field(default_factory=dict)
    """Root at each size that was asked for."""
    needs: dict[Sha256, int] = field(default_factory=dict)
    """Bytes that must be held, and the first entry that says so."""
    places: int = 0
    """Hashes of the tree so far."""

    def entries(self, sizes: set[int]) -> Iterator[Flaw]:
        """Read every entry, a stretch at a time.

        Raises:
            LogError: a line, a sealed text or a hash is another one.
        """
        self.roots[0] = self.tree.root()
        lines = self.case.log.lines()
        unlike: dict[str, int] = {}
        while stretch := list(islice(lines, _STRETCH)):
            first = self.tree.size
            within = range(first, first + len(stretch))
            table = self.case.projection.unlike(within, self._sound(first, stretch))
            self._grow([line for line, _ in stretch], sizes)
            if table:
                unlike.setdefault(table, first)
        for table, first in unlike.items():
            what = sentence(
                "is not what the entries from {first} make of it. {anew}",
                first=first,
                anew=_ANEW,
            )
            yield Flaw("projection", table, what)

    def _sound(self, first: int, lines: Iterable[tuple[str, str | None]]) -> Iterator[Entry]:
        """Yield the entries of a stretch, one at a time: who holds many has them swept often.

        Raises:
            LogError: a line or a sealed text does not hold.
        """
        for number, one in enumerate(lines, first):
            entry = sound(number, *one)
            for name in needed(entry):
                self.needs.setdefault(name, entry.number)
            self.hears(entry)
            yield entry

    def _grow(self, lines: Sequence[str], sizes: set[int]) -> None:
        """Have the tree grow by *lines*, and compare its hashes with those that are kept.

        Raises:
            LogError: one is another.
        """
        nodes: list[bytes] = []
        for line in lines:
            nodes += self.tree.add(leaf_hash(line.encode()))
            if self.tree.size in sizes:
                self.roots[self.tree.size] = self.tree.root()
        places = range(self.places, self.places + len(nodes))
        if list(self.case.log.hashes(places)) != nodes:
            raise LogError(sentence("a hash of the tree is another one. {anew}", anew=_ANEW))
        self.places += len(nodes)


def _checkpoints(case: CaseStore, roots: dict[int, bytes]) -> Iterator[Flaw]:
    verifiers = [Verifier.parse(one) for one in case.verifiers()]
    for one in case.checkpoints():
        where = sentence("checkpoint of {size} entries", size=one.size)
        try:
            told = verify(one.note, verifiers)
        except LogError as wrong:
            yield Flaw("signature", where, wrong.message)
            continue
        if told.size != one.size or roots.get(told.size) != told.root:
            yield Flaw("log", where, sentence("the log does not continue this state"))
