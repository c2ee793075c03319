"""A case as a case file with its documents beside it, which loads into a case of its own."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from countersight.errors import SettingError
from countersight.ids import Sha256
from countersight.messages import sentence
from countersight.model.casefile import Casefile
from countersight.model.document import Document
from countersight.preserve.sniffing import media_type
from countersight.work.casework.bench import Casework

_PLAIN: Final = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_. -]{0,98}[A-Za-z0-9_-])?")
"""Names that are one in every folder; any other is replaced by the id of the document."""
_ENDINGS: Final = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "text/html": ".html",
    "text/plain": ".txt",
}


def dump_files(work: Casework, beside: Path) -> Casefile:
    """Write the documents of a case that have a text beside *beside*; return the case.

    In the case that is returned, each of them names its file; what was erased stays away.

    Raises:
        SettingError: a file of such a name is there, and is another one; or can't be written.
        HoldingError: bytes that the log names are not held, or are damaged.
    """
    case, names = work.read().case, _Names({beside.name.casefold(): ""})
    return replace(
        case, documents=tuple(_with_file(work, each, names, beside) for each in case.documents)
    )


@dataclass(slots=True)
class _Names:
    """Names of files, each for one row of bytes."""

    taken: dict[str, str] = field(default_factory=dict)

    def name(self, document: Document, digest: str, ending: str) -> str:
        """Return a name: the one it has, where that is plain and free."""
        if _PLAIN.fullmatch(document.file) and self._take(document.file, digest):
            return document.file
        for made in (f"{document.id}{ending}", f"{document.id}.{digest}{ending}"):
            if self._take(made, digest):
                return made
        raise AssertionError(document.id)  # pragma: no cover - a digest is of one row of bytes

    def _take(self, name: str, digest: str) -> bool:
        return self.taken.setdefault(name.casefold(), digest) == digest


def _with_file(work: Casework, document: Document, names: _Names, beside: Path) -> Document:
    digest = document.capture or document.rendition
    if not document.rendition or not work.store.blobs.holds(Sha256(digest)):
        return replace(document, file="")
    data = work.store.blobs.get(Sha256(digest))
    name = names.name(document, digest, _ENDINGS.get(media_type(data), ""))
    _write(beside.parent / name, data)
    return replace(document, file=name)


def _write(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        if not path.is_file() or path.read_bytes() != data:
            hint = sentence("Write the case file into a folder of its own.")
            raise SettingError(
                sentence("{path}: is there already, and is another file", path=path), hint=hint
            ) from None
    except OSError as wrong:
        raise SettingError(
            sentence("{path}: can't be written: {wrong}", path=path, wrong=wrong)
        ) from wrong
