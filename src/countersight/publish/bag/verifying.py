"""Whether a bag is what it was: every file, the log, its signature, its proofs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from countersight.errors import BagError, CaseError, LogError
from countersight.ids import Sha256
from countersight.messages import sentence
from countersight.model.proof import Checkpoint, Flaw
from countersight.preserve.log.lines import entry
from countersight.preserve.log.notes import LONGEST_NOTE, Verifier, read, signed_by
from countersight.preserve.log.notes import verify as verify_note
from countersight.preserve.log.proofs import read_proof
from countersight.preserve.log.timestamps import check_timestamp
from countersight.preserve.log.tree import includes, leaf_hash
from countersight.preserve.telling import capture_in
from countersight.publish.bag.disclosing import ENTRY, PROOF, SEALED_ENTRY
from countersight.publish.bag.layout import (
    CHECKPOINT,
    ENTRIES,
    KEYS,
    OBJECTS,
    OLD,
    SEALED,
    object_path,
    payload_digest,
)
from countersight.publish.bag.logs import read_log, tile_flaws
from countersight.publish.bag.report import Report
from countersight.publish.bag.walking import bounded, fixity

_SMALL: Final = 1 << 20
_LARGE: Final = 1 << 25


@dataclass(slots=True)
class _Signed:
    """What the checkpoint says, and who signed it."""

    checkpoint: Checkpoint
    verifiers: list[Verifier]
    signed_by: str
    note: str


def verify(folder: Path, *, trusted: Sequence[str] = ()) -> Report:
    """Verify a bag: a whole case, or one document that was disclosed alone.

    Args:
        folder: the bag.
        trusted: keys (C2SP signed-note) that alone count; where none is given, those in the bag
            do, and the bag shows no more than that it is of one piece.

    Nothing that is in a bag makes this fail; what does not hold is told in ``flaws``.
    """
    try:
        digests, flaws = fixity(folder)
    except (OSError, BagError) as wrong:
        return Report((Flaw("bag", str(folder), str(wrong)),), 0)
    if flaws:
        return Report(tuple(flaws), len(digests))
    try:
        _one_log(digests)
        signed = _signed(folder, digests, trusted)
        check = _whole if ENTRIES in digests else _alone
        return check(folder, digests, signed)
    except (CaseError, OSError, ValueError) as wrong:
        return Report((Flaw("log", CHECKPOINT, str(wrong)),), len(digests))


def _one_log(digests: dict[str, str]) -> None:
    """Refuse a bag that holds the logs of several cases: a signature covers one log."""
    logs = [path for path in digests if path.rpartition("/")[2] == "entries.jsonl"]
    if len(logs) > 1:
        some = ", ".join(sorted(logs)[:5])
        raise BagError(
            sentence("holds {many} logs ({some}), and may hold one", many=len(logs), some=some)
        )


def _signed(folder: Path, digests: dict[str, str], trusted: Sequence[str]) -> _Signed:
    verifiers: list[Verifier] = []
    for path in sorted(digests):
        if path.startswith(f"{KEYS}/") and path.endswith(".vkey"):
            text = bounded(folder / path, _SMALL).decode()
            verifier = Verifier.parse(text)
            pem = folder / path.replace(".vkey", ".pem")
            if text != f"{verifier}\n" or bounded(pem, _SMALL) != verifier.pem():
                raise LogError(sentence("{path}: the two writings of a key differ", path=path))
            verifiers.append(verifier)
    counted = [Verifier.parse(one) for one in trusted] or verifiers
    note = bounded(folder / CHECKPOINT, LONGEST_NOTE).decode()
    signer = next((one for one in counted if signed_by(note, one)), None)
    if signer is None:
        raise LogError(sentence("the checkpoint is signed by none of the keys that count"))
    return _Signed(read(note), verifiers, str(signer), note)


def _whole(folder: Path, digests: dict[str, str], signed: _Signed) -> Report:
    old = [path for path in digests if path.startswith(f"{OLD}/") and "." not in path]
    notes = {path: _old(folder, path, signed.verifiers) for path in old}
    whole = signed.checkpoint
    log = read_log(folder, {whole.size, *(one.size for one in notes.values())})
    flaws: list[Flaw] = []
    if log.tree.size != whole.size or log.tree.root() != whole.root:
        flaws.append(Flaw("log", ENTRIES, sentence("is not the log that the checkpoint names")))
    for path, checkpoint in notes.items():
        if (
            checkpoint.origin != whole.origin
            or log.roots.get(checkpoint.size) != checkpoint.root
        ):
            flaws.append(
                Flaw("log", path, sentence("the log does not continue this earlier state"))
            )
    flaws += [
        Flaw("log", path, sentence("differs from the log"))
        for path in tile_flaws(folder, log, digests)
    ]
    flaws += _objects(digests, log.needs, log.names)
    if log.payload != payload_digest(digests):
        flaws.append(
            Flaw("payload", SEALED, sentence("the last export names other files than are here"))
        )
    stamped = _stamped(folder, digests, signed.note, flaws)
    return Report(
        tuple(flaws),
        len(digests),
        whole.origin,
        whole.size,
        log.erased,
        log.set_back,
        signed.signed_by,
        stamped,
    )


def _old(folder: Path, path: str, verifiers: Sequence[Verifier]) -> Checkpoint:
    return verify_note(bounded(folder / path, LONGEST_NOTE).decode(), verifiers)


def _objects(digests: dict[str, str], needs: set[Sha256], names: set[Sha256]) -> Iterator[Flaw]:
    for name in sorted(needs):
        if object_path(name) not in digests:
            yield Flaw(
                "object", object_path(name), sentence("the log needs it and it is not there")
            )
    for path, found in digests.items():
        if path.startswith(f"{OBJECTS}/"):
            if path != object_path(Sha256(found)):
                yield Flaw("object", path, sentence("is not what its name says"))
            elif found not in names:
                yield Flaw("object", path, sentence("the log does not name it"))


def _stamped(folder: Path, digests: dict[str, str], note: str, flaws: list[Flaw]) -> str:
    path = f"{CHECKPOINT}.tsr"
    if path not in digests:
        return ""
    try:
        root = bounded(folder / f"{CHECKPOINT}.ca.pem", _SMALL)
        return check_timestamp(note, bounded(folder / path, _SMALL), root).at
    except (LogError, BagError) as wrong:
        flaws.append(Flaw("stamp", path, wrong.message))
        return ""


def _alone(folder: Path, digests: dict[str, str], signed: _Signed) -> Report:
    """Check one document and its proof."""
    line = bounded(folder / ENTRY, _SMALL).decode()
    sealed = bounded(folder / SEALED_ENTRY, _LARGE).decode()
    proof, note = read_proof(bounded(folder / PROOF, _SMALL).decode())
    found = capture_in(entry(proof.number, line, sealed))
    flaws: list[Flaw] = []
    if note != signed.note or not includes(
        proof, leaf_hash(line.encode()), signed.checkpoint.root
    ):
        flaws.append(Flaw("log", PROOF, sentence("the entry does not stand in the log")))
    held = {path for path in digests if path.startswith(f"{OBJECTS}/")}
    if found is None or held != {object_path(found.capture.digest)}:
        flaws.append(
            Flaw("object", OBJECTS, sentence("is not the document that the entry tells of"))
        )
    flaws += [
        Flaw("object", path, sentence("is not what its name says"))
        for path in held
        if path != object_path(Sha256(digests[path]))
    ]
    whole = signed.checkpoint
    return Report(
        tuple(flaws), len(digests), whole.origin, whole.size, signed_by=signed.signed_by
    )
