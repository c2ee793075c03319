"""One document alone, with the proof that it stands in the log of a case."""

from pathlib import Path

from countersight.errors import HoldingError
from countersight.ids import Sha256
from countersight.messages import sentence
from countersight.model.event import Entry, Event, EventKind
from countersight.ports import CaseStore, Watch
from countersight.preserve.log.notes import read
from countersight.preserve.log.proofs import write_proof
from countersight.preserve.log.tree import prove_inclusion
from countersight.preserve.telling import capture_in
from countersight.publish.bag.crate import About
from countersight.publish.bag.exporting import tags, write_keys
from countersight.publish.bag.layout import CHECKPOINT, LOG, object_path
from countersight.publish.bag.writing import BagWriter

ENTRY, SEALED_ENTRY = f"{LOG}/entry.json", f"{LOG}/sealed.json"
PROOF = f"{LOG}/entry.tlog-proof"


def disclose(case: CaseStore, name: Sha256, folder: Path, *, by: str, watch: Watch) -> str:
    """Write a bag with one document and its proof; return the signed checkpoint.

    The bag tells how the document came, and nothing else of the case but the number of entries.
    That it was handed out is told in the log.

    Raises:
        HoldingError: no entry tells of such a document, or its bytes are gone.
        BagError: the folder is there, or can't be written.
    """
    entry = _entry(case, name)
    data = case.blobs.get(name)
    at = watch.now()
    with BagWriter(folder) as bag:
        told = Event(EventKind.EXPORT, at, by, {"type": "disclosure", "digest": name})
        case.log.append([told])
        note = case.checkpoint()
        size = read(note).size
        ((line, sealed),) = case.log.lines(entry.number, entry.number + 1)
        proof = prove_inclusion(entry.number, size, case.log.hashes)
        bag.write(object_path(name), [data])
        bag.write(ENTRY, [line.encode()])
        bag.write(SEALED_ENTRY, [(sealed or "").encode()])
        bag.write(PROOF, [write_proof(proof, note).encode()])
        bag.write(CHECKPOINT, [note.encode()])
        write_keys(case, bag, note)
        bag.finish(tags(About(f"One document of {case.log.origin}"), at, size))
    return note


def _entry(case: CaseStore, name: Sha256) -> Entry:
    for entry in case.log.entries():
        held = capture_in(entry)
        if held is not None and held.capture.digest == name:
            return entry
    raise HoldingError(sentence("{name}: the log tells of no such document", name=name))
