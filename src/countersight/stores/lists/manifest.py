"""What a kept edition is, as JSON beside its entries."""

import json
from datetime import date
from pathlib import Path
from typing import Final

from countersight.errors import SourceError
from countersight.ids import EditionId, ListId, Sha256
from countersight.messages import sentence
from countersight.model.edition import Edition, ListCounts, Rhythm, Watchlist
from countersight.model.watchlist import EntityKind
from countersight.stores.lists.parts import MANIFEST

_FORM: Final = 1
_MOST: Final = 1 << 20


def write_edition(folder: Path, edition: Edition) -> None:
    """Write what an edition is.

    Raises:
        OSError: it can't be written.
    """
    told = {
        "form": _FORM,
        "id": edition.id,
        "vintage": edition.vintage.isoformat(),
        "vintage_from": edition.vintage_from,
        "sha256": edition.sha256,
        "size": edition.size,
        "shape": edition.shape,
        "added_on": edition.added_on.isoformat(),
        "paths": list(edition.paths),
        "mapping": dict(edition.mapping),
        "number": edition.number,
        "list": _list_object(edition.watchlist),
        "counts": _counts_object(edition.counts),
    }
    text = json.dumps(told, indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def _list_object(known: Watchlist) -> dict[str, object]:
    return {
        "id": known.id,
        "name": known.name,
        "publisher": known.publisher,
        "licence": known.licence,
        "addresses": list(known.addresses),
        "files": list(known.files),
        "rhythm": known.rhythm.value,
        "rhythm_source": known.rhythm_source,
        "keeps_delisted": known.keeps_delisted,
        "parts": list(known.parts),
    }


def _counts_object(counts: ListCounts) -> dict[str, object]:
    numbers: dict[str, object] = {name: getattr(counts, name) for name in _NUMBERS}
    return numbers | {"kinds": {kind.value: number for kind, number in counts.kinds}}


def read_edition(folder: Path) -> Edition:
    """Return what an edition is.

    Raises:
        SourceError: it can't be read, or was not written by this program.
    """
    path = folder / MANIFEST
    try:
        with path.open(encoding="utf-8") as file:
            told = json.loads(file.read(_MOST))
        return _edition(told)
    except OSError as wrong:
        raise SourceError(
            sentence("{path}: can't be read: {strerror}", path=path, strerror=wrong.strerror)
        ) from wrong
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise SourceError(
            sentence("{path}: is no kept edition of a list", path=path),
            hint=sentence("Remove its folder, and add the list again."),
        ) from wrong


def _edition(told: dict[str, object]) -> Edition:
    return Edition(
        watchlist=_watchlist(_table(told["list"])),
        id=EditionId(str(told["id"])),
        vintage=date.fromisoformat(str(told["vintage"])),
        vintage_from=str(told["vintage_from"]),
        sha256=Sha256(str(told["sha256"])),
        size=int(str(told["size"])),
        shape=str(told["shape"]),
        added_on=date.fromisoformat(str(told["added_on"])),
        counts=_counts(_table(told["counts"])),
        paths=_texts(told["paths"]),
        mapping=tuple((name, str(own)) for name, own in _table(told["mapping"]).items()),
        number=int(str(told.get("number", 0))),
    )


def _watchlist(told: dict[str, object]) -> Watchlist:
    return Watchlist(
        id=ListId(str(told["id"])),
        name=str(told["name"]),
        publisher=str(told["publisher"]),
        licence=str(told["licence"]),
        addresses=_texts(told["addresses"]),
        files=_texts(told["files"]),
        rhythm=Rhythm(str(told["rhythm"])),
        rhythm_source=str(told["rhythm_source"]),
        keeps_delisted=told["keeps_delisted"] is True,
        parts=tuple(map(ListId, _texts(told["parts"]))),
    )


def _counts(told: dict[str, object]) -> ListCounts:
    kinds = _table(told["kinds"])
    numbers = {name: int(str(told[name])) for name in _NUMBERS}
    return ListCounts(
        kinds=tuple((EntityKind(kind), int(str(number))) for kind, number in kinds.items()),
        **numbers,
    )


_NUMBERS: Final = ("entries", "persons", "unclear", "problems", "short_names")


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(map(str, value))
