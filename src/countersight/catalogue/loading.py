"""From files to a catalogue: read, parsed, checked, and given a version."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from countersight.catalogue.fields import Field, Place, Section
from countersight.catalogue.files import (
    Parsed,
    folder,
    keep,
    parse,
    parse_file,
    read,
    toml_files,
)
from countersight.catalogue.readers import any_text, several, text
from countersight.catalogue.references import check_restriction, check_vendor
from countersight.catalogue.restrictions import RESTRICTION
from countersight.catalogue.vendors import VENDOR
from countersight.catalogue.words import Lists, grown, merged, read_lists, vocabulary_of
from countersight.errors import CatalogueError
from countersight.ids import VendorId, digest
from countersight.messages import sentence
from countersight.model.catalogue import Catalogue
from countersight.model.restriction import Restriction
from countersight.model.vendor import Vendor
from countersight.model.vocabulary import Vocabulary

K = TypeVar("K")
V = TypeVar("V", Vendor, Restriction)

VOCABULARY_FILE = "vocabulary.toml"
TARGETS, WORDS = "targets.toml", "vocab.toml"
"""In a folder of restrictions: its makers, and its words."""

TARGET: Section[dict[str, object]] = Section(
    dict,
    (
        Field("name", text, required=True),
        Field("aliases", several(text)),
        *(
            Field(key, any_text)
            for key in (
                "identifiers_checked",
                "isin",
                "lei",
                "listing",
                "note",
                "parent",
                "parent_note",
                "uscc",
                "wikidata",
            )
        ),
    ),
)
"""A maker that a folder of restrictions names; only its id is used."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A user's files: restrictions, and perhaps makers and words of their own."""

    restrictions: Mapping[str, Restriction]
    makers: frozenset[VendorId]
    lists: Lists | None


def load(*, cache: Path | None = None, restrictions: Sequence[Path] = ()) -> Catalogue:
    """Return the bundled catalogue, with a user's own restrictions added.

    Args:
        cache: a folder that may hold the parsed files from one run to the next.
        restrictions: folders of restriction files, or single files.

    Raises:
        CatalogueError: an entry is wrong; the message names file, entry and field.

    >>> catalogue = load()
    >>> catalogue.vendors["hikvision"].name
    'Hangzhou Hikvision Digital Technology Co., Ltd.'
    >>> catalogue.restrictions["us-ndaa889-a1a"].duties[0].id
    'buy'
    """
    files = [read(path, path.relative_to(folder()).as_posix()) for path in _bundled()]
    own = [read(path, str(path)) for where in restrictions for path in toml_files(where)]
    parsed, added = parse(files, cache), parse(own, cache)
    catalogue = _build(parsed, added)
    keep(parsed, files, cache)
    keep(added, own, cache)
    return catalogue


def load_folder(where: Path) -> Catalogue:
    """Return the restrictions of one folder, or file, alone: no vendors, no subfolders.

    ``targets.toml`` and ``vocab.toml`` there are its makers and its words; the makers of the
    bundled catalogue are known too, and its words where the folder brings none.

    Raises:
        CatalogueError: it can't be read, holds no restriction, or an entry is wrong.
    """
    files = [read(path, path.name) for path in toml_files(where)]
    parsed = parse(files, None)
    own = _read_folder(parsed)
    if not own.restrictions:
        raise CatalogueError(
            sentence("{where}: holds no restriction", where=where),
            hint=sentence("Put *.toml files there."),
        )
    base = bundled_lists()
    vocabulary = grown(vocabulary_of(own.lists or base, base), own.restrictions.values())
    makers = own.makers | {VendorId(path.stem) for path in toml_files(folder() / "vendors")}
    _check_restrictions(own.restrictions, vocabulary, makers)
    return _catalogue({}, own.restrictions, vocabulary, parsed.digest)


def bundled_lists() -> Lists:
    """Return the words of the bundled vocabulary."""
    file = read(folder() / VOCABULARY_FILE, VOCABULARY_FILE)
    return read_lists(parse_file(file), VOCABULARY_FILE)


def _bundled() -> list[Path]:
    data = folder()
    return [
        data / VOCABULARY_FILE,
        *toml_files(data / "vendors"),
        *toml_files(data / "restrictions"),
    ]


def _build(parsed: Parsed, added: Parsed) -> Catalogue:
    tables = parsed.tables
    vendors = {
        name: VENDOR.read(tables[name], Place(name)) for name in _under(tables, "vendors/")
    }
    bundled = {
        name: RESTRICTION.read(tables[name], Place(name))
        for name in _under(tables, "restrictions/")
    }
    lists = read_lists(tables[VOCABULARY_FILE], VOCABULARY_FILE)
    makers = frozenset(vendor.id for vendor in vendors.values())
    for name, vendor in vendors.items():
        check_vendor(vendor, Place(name), makers)
    vocabulary = vocabulary_of(lists)
    _check_restrictions(bundled, vocabulary, makers)
    if not added.tables:
        return _catalogue(vendors, bundled, vocabulary, parsed.digest)
    own = _read_folder(added)
    vocabulary = vocabulary_of(merged(lists, own.lists) if own.lists else lists)
    vocabulary = grown(vocabulary, own.restrictions.values())
    everything = {**bundled, **own.restrictions}
    _check_restrictions(everything, vocabulary, makers | own.makers)
    return _catalogue(
        vendors, everything, vocabulary, digest(f"{parsed.digest}{added.digest}".encode())
    )


def _under(tables: Mapping[str, object], start: str) -> list[str]:
    return [name for name in tables if name.startswith(start)]


def _read_folder(parsed: Parsed) -> Folder:
    restrictions: dict[str, Restriction] = {}
    makers: set[VendorId] = set()
    lists: Lists | None = None
    for name, raw in parsed.tables.items():
        base = Path(name).name
        if base == TARGETS:
            for key, target in raw.items():
                TARGET.read(target, Place(name, f"[{key}]"))
                makers.add(VendorId(key))
        elif base == WORDS:
            found = read_lists(raw, name)
            lists = found if lists is None else merged(lists, found)
        else:
            restrictions[name] = RESTRICTION.read(raw, Place(name))
    return Folder(restrictions, frozenset(makers), lists)


def _check_restrictions(
    restrictions: Mapping[str, Restriction],
    vocabulary: Vocabulary,
    makers: Collection[VendorId],
) -> None:
    lists = {each.id for each in restrictions.values() if each.listings}
    for name, restriction in restrictions.items():
        check_restriction(restriction, Place(name), vocabulary, makers=makers, lists=lists)


def _catalogue(
    vendors: Mapping[str, Vendor],
    restrictions: Mapping[str, Restriction],
    vocabulary: Vocabulary,
    key: str,
) -> Catalogue:
    days = [vendor.verified_on for vendor in vendors.values()]
    days += [restriction.verified_on for restriction in restrictions.values()]
    newest = max(days)
    return Catalogue(
        vendors=MappingProxyType(_by_id(vendors, lambda vendor: vendor.id)),
        restrictions=MappingProxyType(_by_id(restrictions, lambda restriction: restriction.id)),
        vocabulary=vocabulary,
        version=f"{newest}+{key[:12]}",
        verified_on=newest,
    )


def _by_id(entries: Mapping[str, V], id_of: Callable[[V], K]) -> dict[K, V]:
    found: dict[K, V] = {}
    files: dict[K, str] = {}
    for file, entry in entries.items():
        key = id_of(entry)
        if key in found:
            what = sentence("{key!r} is also the id of {files}", key=str(key), files=files[key])
            raise Place(file, field="id").error(
                what, sentence("Give each file an id of its own.")
            )
        found[key], files[key] = entry, file
    return found
