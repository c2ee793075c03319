"""A user's own restriction files, each judged by itself: one wrong file hides no other.

``load`` stops at the first error, for a catalogue with an error decides nothing. Here every
file is read, and every file that is wrong says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from countersight.catalogue.examples import Example, examples
from countersight.catalogue.fields import Place
from countersight.catalogue.files import folder, parse_file, read, toml_files
from countersight.catalogue.loading import TARGET, TARGETS, WORDS, bundled_lists, load
from countersight.catalogue.references import check_restriction
from countersight.catalogue.restrictions import RESTRICTION
from countersight.catalogue.words import Lists, grown, merged, read_lists, vocabulary_of
from countersight.errors import CatalogueError
from countersight.ids import RestrictionId, VendorId
from countersight.messages import sentence
from countersight.model.catalogue import Catalogue
from countersight.model.restriction import Restriction
from countersight.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class OwnFile:
    """One file: the restriction that it holds, or what is wrong with it."""

    path: Path
    restriction: Restriction | None = None
    examples: tuple[Example, ...] = ()
    error: CatalogueError | None = None
    is_bundled: bool = False
    """It is a file that the project ships."""


@dataclass(frozen=True, slots=True)
class Own:
    """All files, with the words that they may use and the lists that they may ask for."""

    files: tuple[OwnFile, ...]
    vocabulary: Vocabulary
    lists: Mapping[RestrictionId, Restriction]
    """Restrictions that keep a list: the bundled ones, and the user's."""
    bundled: frozenset[RestrictionId]
    defined: frozenset[str]
    """Facts that a vocabulary defines; any other is one that a file's own test brings."""


def load_own(paths: Sequence[Path], *, cache: Path | None = None) -> Own:
    """Return what is in a user's files; folders give their ``*.toml``.

    A folder's ``targets.toml`` and ``vocab.toml`` give makers and words to all files.

    Raises:
        CatalogueError: a folder can't be listed, or holds no TOML file.
    """
    found = [path for where in paths for path in toml_files(where)]
    catalogue = load(cache=cache)
    lists, makers = bundled_lists(), set(catalogue.vendors)
    files: list[OwnFile] = []
    for path in found:
        try:
            if path.name == TARGETS:
                makers |= _makers(path)
            elif path.name == WORDS:
                own = read_lists(parse_file(read(path, str(path))), str(path))
                lists = merged(lists, own)
            files.append(_read(path))
        except CatalogueError as error:
            files.append(OwnFile(path, error=error))
    return _checked(files, catalogue, lists, frozenset(makers))


def _read(path: Path) -> OwnFile:
    if path.name in (TARGETS, WORDS):
        return OwnFile(path)
    raw = parse_file(read(path, str(path)))
    restriction = RESTRICTION.read(raw, Place(str(path)))
    return OwnFile(path, restriction, is_bundled=_is_bundled(path))


def _makers(path: Path) -> set[VendorId]:
    raw = parse_file(read(path, str(path)))
    for key, target in raw.items():
        TARGET.read(target, Place(str(path), f"[{key}]"))
    return {VendorId(key) for key in raw}


def _is_bundled(path: Path) -> bool:
    return path.resolve().is_relative_to(folder().resolve())


def _checked(
    files: Sequence[OwnFile], catalogue: Catalogue, words: Lists, makers: frozenset[VendorId]
) -> Own:
    restrictions = [each.restriction for each in files if each.restriction is not None]
    vocabulary = grown(vocabulary_of(words), restrictions)
    kept = [*catalogue.restrictions.values(), *restrictions]
    lists = {each.id: each for each in kept if each.listings}
    holders: dict[RestrictionId, Path] = {}
    told: list[OwnFile] = []
    for each in files:
        try:
            if each.restriction is not None:
                place = Place(str(each.path))
                _refuse_twin(each.restriction, holders.get(each.restriction.id), place)
                holders[each.restriction.id] = each.path
                check_restriction(
                    each.restriction, place, vocabulary, makers=makers, lists=lists
                )
                (cases,) = examples(each.path).values()
                told.append(replace(each, examples=cases))
            else:
                told.append(each)
        except CatalogueError as error:
            told.append(replace(each, error=error))
    defined = frozenset(vocabulary_of(words).facts)
    return Own(tuple(told), vocabulary, lists, frozenset(catalogue.restrictions), defined)


def _refuse_twin(restriction: Restriction, other: Path | None, place: Place) -> None:
    if other is not None:
        what = sentence("{id!r} is also the id of {other}", id=str(restriction.id), other=other)
        raise place.at("id").error(what, sentence("Give each file an id of its own."))
