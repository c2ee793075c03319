"""A bag back into a case that can be worked on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from countersight.errors import BagError
from countersight.ids import Sha256
from countersight.messages import sentence
from countersight.ports import CaseStore, SignedCheckpoint
from countersight.preserve.log.notes import LONGEST_NOTE, read
from countersight.publish.bag.layout import CHECKPOINT, ENTRIES, KEYS, OBJECTS, OLD
from countersight.publish.bag.logs import log_lines
from countersight.publish.bag.report import Report
from countersight.publish.bag.verifying import verify
from countersight.publish.bag.walking import bounded, walk

_AT_ONCE: Final = 1 << 26
_LARGEST: Final = 1 << 34
_SMALL: Final = 1 << 20


def import_bag(folder: Path, case: CaseStore, *, trusted: Sequence[str] = ()) -> Report:
    """Restore a whole case from a bag, into a case with an empty log of the same name.

    The bytes come first, the log last and in one transaction: a crash leaves an empty log, and
    the import can be run again.

    Args:
        folder: the bag.
        case: where to; its log must be empty.
        trusted: keys that alone count (see ``verify``).

    Raises:
        BagError: the bag does not hold, or is no whole case, or of a log of another name.
        LogError: the log of *case* is not empty.
        StoreError: the case can't be written.
    """
    report = verify(folder, trusted=trusted)
    if report.flaws:
        first = report.flaws[0]
        raise BagError(
            sentence(
                "{where}: {what} ({number} flaws); nothing is taken in",
                where=first.where,
                what=first.what,
                number=len(report.flaws),
            )
        )
    take_in(folder, case, report)
    return report


def take_in(folder: Path, case: CaseStore, report: Report) -> None:
    """Do what ``import_bag`` does with a bag that was just verified, and has no flaws.

    Raises:
        BagError: it is no whole case, or of a log of another name.
        LogError: the log of *case* is not empty.
        StoreError: the case can't be written.
    """
    if not (folder / ENTRIES).is_file():
        raise BagError(
            sentence("{folder}: holds one document, and no whole case", folder=folder),
            hint=sentence("Add the document instead."),
        )
    if report.origin != case.log.origin:
        raise BagError(
            sentence(
                "the bag is of the log {origin}, and the case of {other}",
                origin=report.origin,
                other=case.log.origin,
            ),
            hint=sentence("Make the new case with the name of the bag's log."),
        )
    paths = list(walk(folder))
    _take_objects(folder, case, [path for path in paths if path.startswith(f"{OBJECTS}/")])
    case.log.restore(log_lines(folder))
    _take_signed(folder, case, paths)


def _take_objects(folder: Path, case: CaseStore, paths: Sequence[str]) -> None:
    names: list[Sha256] = []
    blobs: list[bytes] = []
    for number, path in enumerate(paths, start=1):
        names.append(Sha256(path.rpartition("/")[2]))
        blobs.append(bounded(folder / path, _LARGEST))
        if number == len(paths) or sum(map(len, blobs)) >= _AT_ONCE:
            if case.blobs.put(blobs) != tuple(names):
                raise BagError(sentence("a file of the bag changed while it was read"))
            names, blobs = [], []


def _take_signed(folder: Path, case: CaseStore, paths: Sequence[str]) -> None:
    keys = [one for one in paths if one.startswith(f"{KEYS}/") and one.endswith(".vkey")]
    there = set(paths)
    case.learn([bounded(folder / path, _SMALL).decode() for path in keys])
    for path in paths:
        if path == CHECKPOINT or (path.startswith(f"{OLD}/") and "." not in path):
            note = bounded(folder / path, LONGEST_NOTE).decode()
            stamp, authority = (
                bounded(folder / f"{path}{end}", _SMALL) if f"{path}{end}" in there else None
                for end in (".tsr", ".ca.pem")
            )
            case.keep_checkpoint(
                SignedCheckpoint(
                    read(note).size,
                    note,
                    stamp,
                    None if authority is None else authority.decode(),
                )
            )
