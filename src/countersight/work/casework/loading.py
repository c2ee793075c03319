"""A case file into a case: every entry that is new or another becomes an event of the log."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from countersight.claim import Head, head_event, load
from countersight.errors import EntryError, SourceError
from countersight.ids import Sha256, digest
from countersight.messages import sentence
from countersight.model.capture import Receipt, Rendition
from countersight.model.casefile import Casefile, Entry
from countersight.model.event import Event
from countersight.preserve.adding import Adder, Reads
from countersight.preserve.parsing.made import Answer, Limits, Made
from countersight.preserve.sniffing import media_type
from countersight.work.casework.bench import Casework
from countersight.work.casework.ledger import Ledger, text_in

_LARGEST: Final = 1 << 29


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a case file came to."""

    new: int
    changed: int
    same: int
    kept: int
    """Entries of the case that the file does not name; they stay."""
    files: int
    """Files that were added."""


@dataclass
class Once:
    """Reads each document once, though it is asked for twice."""

    reads: Reads
    known: dict[str, Answer] = field(default_factory=dict)
    limits: Limits = field(init=False)

    def __post_init__(self) -> None:
        self.limits = self.reads.limits

    @property
    def at_once(self) -> int:
        """How many documents are read at a time: as many as the reader that is asked."""
        return self.reads.at_once

    def parse(self, media_type: str, data: bytes) -> Answer:
        """Return what is made of *data*."""
        name = digest(data)
        if name not in self.known:
            self.known[name] = self.reads.parse(media_type, data)
        return self.known[name]


def load_file(work: Casework, reads: Reads, path: Path) -> Loaded:
    """Say in the log what a case file says that the case does not say yet.

    The whole file is read and checked before anything is kept. Files that it names stand beside
    it, and are added where their bytes are not held.

    Raises:
        EntryError: an entry is wrong; nothing is kept.
        SourceError: the file, or one that it names, can't be read.
    """
    text = _decoded(path)
    once, told = Once(reads), _held_texts(work)
    files = {name: _beside(path, name) for name in _named(text)}
    case = load(text, _texts(work, told, once, files), work.schemes.predicates, name=path.name)
    fresh = {name: data for name, data in files.items() if digest(data) not in told}
    adder = Adder(work.store, once, work.watch, work.by)
    receipts = [
        (data, Receipt(str(path.parent / name), "file", name)) for name, data in fresh.items()
    ]
    for _ in adder.add(receipts):
        pass
    captured = {name: digest(data) for name, data in files.items()}
    return _kept(work, _with_captures(case, captured), len(fresh))


def _kept(work: Casework, case: Casefile, files: int) -> Loaded:
    counts: list[Loaded] = []

    def make(ledger: Ledger) -> Sequence[Event]:
        before = {each.id: each for each in ledger.case.entries()}
        after = {each.id: each for each in case.entries()}
        said: list[Entry] = [each for id_, each in after.items() if before.get(id_) != each]
        changed = sum(each.id in before for each in said)
        work.fitting(ledger, said)
        same = len(after) - len(said)
        left = len(before.keys() - after.keys())
        counts[:] = [Loaded(len(said) - changed, changed, same, left, files)]
        head = Head(case.id, case.title, case.note)
        named = [] if ledger.told.head == head else [_head(work, ledger, head)]
        return [*named, *(work.event(each) for each in said)]

    work.keep(make)
    return counts[0]


def _head(work: Casework, ledger: Ledger, head: Head) -> Event:
    if ledger.case.id != head.id and ledger.told.tables:
        raise EntryError(
            sentence(
                "the file is of the case {head!r}, and this is {case!r}",
                head=head.id,
                case=ledger.case.id,
            ),
            hint=sentence("Load it into a case of its own."),
        )
    return head_event(head, at=work.watch.now(), by=work.by)


def _with_captures(case: Casefile, captured: Mapping[str, Sha256]) -> Casefile:
    documents = tuple(
        replace(each, capture=captured[each.file]) if each.file in captured else each
        for each in case.documents
    )
    return replace(case, documents=documents)


def _held_texts(work: Casework) -> dict[Sha256, Rendition]:
    """Return the text of each capture, by the digest of the capture."""
    entries = work.store.log.pick(work.store.projection.texts())
    texts = (text_in(each) for each in entries)
    return {each.capture: each for each in texts if each is not None}


def _texts(
    work: Casework, told: Mapping[Sha256, Rendition], reads: Reads, files: Mapping[str, bytes]
) -> Mapping[str, str]:
    found = {each.digest: work.store.blobs.get(each.digest).decode() for each in told.values()}
    texts: dict[str, str] = {str(name): text for name, text in found.items()}
    for name, data in files.items():
        held = told.get(digest(data))
        if held is not None:
            texts[name] = found[held.digest]
            continue
        answer = reads.parse(media_type(data), data)
        if not isinstance(answer, Made):
            raise EntryError(
                sentence(
                    "{name}: no text can be made of it: {reason}",
                    name=name,
                    reason=answer.reason,
                )
            )
        texts[name] = answer.text
    return texts


def _named(text: str) -> tuple[str, ...]:
    """Return the files that a case file names; what is wrong with it is told by ``load``."""
    try:
        documents = tomllib.loads(text).get("document", [])
    except (tomllib.TOMLDecodeError, RecursionError):
        return ()
    if not isinstance(documents, list):
        return ()
    names = (each.get("file") for each in documents if isinstance(each, dict))
    return tuple(dict.fromkeys(each for each in names if isinstance(each, str) and each))


def _beside(path: Path, name: str) -> bytes:
    target = (path.parent / name).resolve()
    if not target.is_relative_to(path.parent.resolve()):
        hint = sentence("Put it beside the case file.")
        raise SourceError(
            sentence("{path}: file {name!r} lies elsewhere", path=path.name, name=name),
            hint=hint,
        )
    return _bytes(target)


def _decoded(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise EntryError(
            sentence("{path}: is no text in UTF-8", path=path.name),
            hint=sentence("Save it as UTF-8."),
        ) from wrong


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as wrong:
        raise SourceError(
            sentence("{path}: can't be read: {wrong}", path=path, wrong=wrong)
        ) from wrong
    if len(data) > _LARGEST:
        raise SourceError(
            sentence("{path}: has more than {largest:,} bytes", path=path, largest=_LARGEST)
        )
    return data
