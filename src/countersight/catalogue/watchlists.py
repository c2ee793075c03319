"""What is known of outside lists: names, licences, addresses, and how often they come out."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from countersight.catalogue.files import File, folder, parse_file
from countersight.errors import CatalogueError
from countersight.ids import ListId
from countersight.messages import sentence
from countersight.model.edition import Rhythm, Watchlist

FILE: Final = "lists.toml"
_TEXTS: Final = ("id", "name", "publisher", "licence", "rhythm", "said")
_KEYS: Final = {*_TEXTS, "addresses", "files", "looked_at", "keeps_delisted", "parts"}


@cache
def load_watchlists() -> Mapping[ListId, Watchlist]:
    """Return the lists that are known, by id.

    Raises:
        CatalogueError: an entry is wrong.

    >>> load_watchlists()["us-1260h"].rhythm.value
    'yearly'
    """
    return watchlists(File(FILE, (folder() / FILE).read_bytes()))


def watchlists(file: File) -> Mapping[ListId, Watchlist]:
    """Return the lists that a file tells of.

    Raises:
        CatalogueError: an entry lacks something, has a key too many, or stands twice.
    """
    found: dict[ListId, Watchlist] = {}
    entries = parse_file(file).get("list")
    for entry in entries if isinstance(entries, list) else ():
        known = _watchlist(file.name, entry)
        if known.id in found:
            raise _wrong(file.name, known.id, sentence("stands twice"))
        found[known.id] = known
    return MappingProxyType(found)


def _watchlist(file: str, entry: Mapping[str, object]) -> Watchlist:
    own = str(entry.get("id", ""))
    if unknown := sorted(set(entry) - _KEYS):
        raise _wrong(file, own, sentence("unknown key {key}", key=unknown[0]))
    if not own or not entry.get("name"):
        raise _wrong(file, own, sentence("has no id or no name"))
    try:
        rhythm = Rhythm(str(entry.get("rhythm", Rhythm.UNKNOWN.value)))
    except ValueError as wrong:
        raise _wrong(file, own, sentence("has a rhythm that is none")) from wrong
    said, looked_at = entry.get("said"), entry.get("looked_at")
    if rhythm is not Rhythm.UNKNOWN and not (said and looked_at):
        raise _wrong(file, own, sentence("does not say where its rhythm is said, and when"))
    return Watchlist(
        id=ListId(own),
        name=str(entry["name"]),
        publisher=str(entry.get("publisher", "")),
        licence=str(entry.get("licence", "unknown")),
        addresses=_texts(entry.get("addresses")),
        files=_texts(entry.get("files")),
        rhythm=rhythm,
        rhythm_source=sentence("{said}; looked at on {day}", said=said, day=looked_at)
        if said
        else "",
        keeps_delisted=entry.get("keeps_delisted") is True,
        parts=tuple(map(ListId, _texts(entry.get("parts")))),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _wrong(file: str, own: str, what: str) -> CatalogueError:
    return CatalogueError(sentence("{file}: list {own}: {what}", file=file, own=own, what=what))
