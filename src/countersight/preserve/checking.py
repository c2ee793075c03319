"""Whether a case still is what it was: every line, hash, signature and byte."""

from collections.abc import Iterator

from countersight.errors import HoldingError, LogError
from countersight.ids import Sha256
from countersight.messages import sentence
from countersight.model.proof import Flaw
from countersight.ports import CaseStore, LogStore
from countersight.preserve.log.lines import entry, is_canonical
from countersight.preserve.log.notes import Verifier, verify
from countersight.preserve.log.tree import Growing, leaf_hash
from countersight.preserve.telling import capture_in, derived_in, needed

_STRETCH = 10_000


def check(case: CaseStore) -> Iterator[Flaw]:
    """Return what of a case does not hold; nothing where all does.

    Read are every entry and its sealed text, the hashes of the tree, each signed checkpoint
    against the log, and the bytes of every capture and rendition that the log says are held.
    """
    roots: dict[int, bytes] = {0: Growing().root()}
    sizes = {one.size for one in case.checkpoints()}
    needs: dict[Sha256, int] = {}
    try:
        for size, whole, more in _read(case.log):
            if size in sizes:
                roots[size] = whole.root()
            for name in more:
                needs.setdefault(name, size - 1)
    except LogError as wrong:
        yield Flaw("log", "entries", wrong.message)
        return
    yield from _checkpoints(case, roots)
    for name, number in needs.items():
        try:
            case.blobs.get(name)
        except HoldingError as wrong:
            yield Flaw(
                "object",
                name,
                sentence("{what}; entry {number} needs it", what=wrong.message, number=number),
            )


def _read(log: LogStore) -> Iterator[tuple[int, Growing, set[Sha256]]]:
    """Return after each entry the size of the log, its tree, and the bytes that it needs."""
    tree, at = Growing(), 0
    waiting: list[bytes] = []
    for number, (line, sealed) in enumerate(log.lines()):
        found = entry(number, line, sealed)
        if sealed is not None and not is_canonical(sealed):
            raise LogError(
                sentence("entry {number}: the sealed text is no canonical JSON", number=number)
            )
        capture_in(found)
        derived_in(found)
        waiting += tree.add(leaf_hash(line.encode()))
        if len(waiting) >= _STRETCH:
            at = _compare(log, waiting, at)
            waiting = []
        yield tree.size, tree, needed(found)
    _compare(log, waiting, at)


def _compare(log: LogStore, hashes: list[bytes], at: int) -> int:
    if list(log.hashes(range(at, at + len(hashes)))) != hashes:
        raise LogError(
            sentence("a hash of the tree is another one"),
            hint=sentence("Make the tables anew."),
        )
    return at + len(hashes)


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
