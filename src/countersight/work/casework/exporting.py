"""A case into a bag that strangers verify, and a bag back into a case."""

import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TypeAlias

from countersight.cite import annotation
from countersight.claim import dump
from countersight.errors import BagError, HoldingError, StoreError
from countersight.ids import Sha256, canonical_json
from countersight.messages import sentence
from countersight.model.event import Event, EventKind, JsonValue
from countersight.ports import CaseStore, Watch
from countersight.publish.bag import About, Export, Report, disclose, export, verify
from countersight.publish.bag.importing import take_in
from countersight.publish.bag.writing import sync
from countersight.publish.case import Told, as_object
from countersight.publish.case.entities import entities
from countersight.work.casework.assessing import look
from countersight.work.casework.bench import Casework

Makes: TypeAlias = Callable[[Path, str], AbstractContextManager[CaseStore]]
"""Makes a case in a folder, with a log of that name."""


def export_case(work: Casework, folder: Path, as_of: date) -> str:
    """Write a whole case into a new folder as a bag; return the signed checkpoint.

    Raises:
        BagError: the folder is there, or can't be written.
        HoldingError: bytes of the case are not held, or are damaged.
    """
    shown = look(work, as_of)
    about = About(shown.case.title, shown.case.note, work.by)
    files = tuple(_files(shown))
    return export(work.store, folder, Export(about, work.by, files), watch=work.watch)


def _files(shown: Told) -> Iterator[tuple[str, bytes]]:
    whole = as_object(shown)
    entries = whole.pop("entries")
    told = entries if isinstance(entries, list) else []
    yield "case.jsonl", _lines([{"entry": "case", **whole}, *told])
    yield "case.toml", dump(shown.case).encode()
    documents = {each.id: each for each in shown.case.documents}
    notes = [annotation(each, documents[each.document]) for each in shown.case.passages]
    yield "annotations.jsonl", _lines(notes)
    yield "entities.ftm.jsonl", _lines(entities(shown.case))


def _lines(values: Iterable[object]) -> bytes:
    return "".join(f"{canonical_json(each)}\n" for each in values).encode()


def disclose_document(work: Casework, document: str, folder: Path) -> str:
    """Write a bag with one document alone and its proof; return the signed checkpoint.

    Raises:
        HoldingError: there is no such document, or its bytes are not held.
        BagError: the folder is there, or can't be written.
    """
    found = work.read().document(document)
    if not found.capture:
        raise HoldingError(
            sentence("{id!r} is not held, and can't be disclosed", id=document),
            hint=sentence("Documents become held with `countersight case add`."),
        )
    return disclose(work.store, Sha256(found.capture), folder, by=work.by, watch=work.watch)


def import_case(bag: Path, folder: Path, make: Makes, *, by: str, watch: Watch) -> Report:
    """Restore a whole case from a bag into a new folder, which is there whole or not at all.

    The key of the bag's case stays where it is: the new case has one of its own, and its log
    says so.

    Raises:
        BagError: the bag does not hold, or is no whole case.
        StoreError: the folder is there, or can't be written.
    """
    report = _fit(bag, folder)
    aside = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}")
    try:
        with make(aside, report.origin) as store:
            take_in(bag, store, report)
            told: dict[str, JsonValue] = {
                "type": "import",
                "size": report.size,
                "signed_by": report.signed_by,
                "key": store.verifiers()[0],
            }
            store.log.append([Event(EventKind.IMPORT, watch.now(), by, told)])
            store.checkpoint()
        aside.replace(folder)
        sync(folder.parent)
    except OSError as wrong:
        raise StoreError(
            sentence(
                "{folder}: can't be written: {strerror}", folder=folder, strerror=wrong.strerror
            )
        ) from wrong
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return report


def _fit(bag: Path, folder: Path) -> Report:
    """Return what a bag is, if it holds and the folder is free."""
    report = verify(bag)
    if report.flaws:
        first = report.flaws[0]
        raise BagError(
            sentence("{where}: {what}; nothing is taken in", where=first.where, what=first.what)
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(
            sentence("{folder}: is there already", folder=folder),
            hint=sentence("Take another folder."),
        )
    return report
