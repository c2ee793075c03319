"""Settings in, use cases with their adapters out; the only reader of the environment.

What costs time to import (polars, the matcher, the judge) is imported here, inside the
function that needs it, so that ``import countersight`` and ``--help`` stay quick.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Final

import platformdirs

from countersight.errors import SettingError, SourceError

if TYPE_CHECKING:
    from countersight.model.catalogue import Catalogue
    from countersight.model.finding import Screened
    from countersight.model.profile import Profile
    from countersight.model.record import Problem, RecordKind
    from countersight.model.rules import Change, FileCheck
    from countersight.model.vocabulary import Vocabulary
    from countersight.read import Source
    from countersight.render.styles import Paint
    from countersight.report.decisions import DecisionLines
    from countersight.report.explained import Explained
    from countersight.report.faces import Renderer
    from countersight.work.deciding import Deciding
    from countersight.work.identifying import Identifying
    from countersight.work.rules import Rules
    from countersight.work.screening import Screening

CACHE: Final = "COUNTERSIGHT_CACHE"
"""Environment variable: the folder of the cache; empty means no cache."""
LICENCE: Final = "CC BY 4.0"


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """What a user can say of a screening."""

    profile: str | None = None
    """Name of a bundled profile, or path of a file."""
    mapping: tuple[tuple[str, str], ...] = ()
    kind: "RecordKind | None" = None
    as_of: date | None = None
    every: bool = False
    restrictions: tuple[Path, ...] = ()
    """Folders or files with a user's own restrictions."""


class SystemClock:
    """Tells the day of the machine's clock, in UTC."""

    def today(self) -> date:
        """Return the current day."""
        return datetime.now(tz=UTC).date()  # noqa: TID251 - the one clock


def cache_folder() -> Path | None:
    """Return where parsed files are kept from one run to the next, or None."""
    said = os.environ.get(CACHE)  # noqa: TID251 - the one reader of the environment
    if said is not None:
        return Path(said) if said else None
    return Path(platformdirs.user_cache_dir("countersight", appauthor=False))


def wants_colours() -> bool:
    """Return whether colours may be shown: unless NO_COLOR is set (https://no-color.org)."""
    dumb = os.environ.get("TERM") == "dumb"  # noqa: TID251
    return not dumb and not os.environ.get("NO_COLOR")  # noqa: TID251


def catalogue(restrictions: tuple[Path, ...] = ()) -> "Catalogue":
    """Return the bundled catalogue, with a user's own restrictions added.

    Raises:
        CatalogueError: an entry is wrong.
    """
    from countersight.catalogue import load

    return load(cache=cache_folder(), restrictions=restrictions)


def known(alone: Path | None, restrictions: tuple[Path, ...] = ()) -> "Catalogue":
    """Return the restrictions of one folder alone, or the bundled ones and a user's own.

    Raises:
        CatalogueError: an entry is wrong.
        SettingError: both were asked for.
    """
    from countersight.catalogue import load_folder

    if alone is None:
        return catalogue(restrictions)
    if restrictions:
        raise SettingError(
            "--catalogue and --restrictions exclude each other",
            hint="--catalogue decides over one folder alone; --restrictions adds to the rest.",
        )
    return load_folder(alone)


def rules(alone: Path | None, restrictions: tuple[Path, ...] = ()) -> "Rules":
    """Return what answers questions on the restrictions themselves; see ``known``."""
    from countersight.work.rules import Rules

    return Rules(known(alone, restrictions))


def differences(before: Path, after: Path) -> "tuple[Change, ...]":
    """Return what differs between two folders or files of restrictions.

    Raises:
        CatalogueError: an entry is wrong.
    """
    from countersight.work.rules import differences as between

    return between(known(before).restrictions, known(after).restrictions)


def check_restrictions(paths: tuple[Path, ...]) -> "tuple[FileCheck, ...]":
    """Return what was found in each of a user's own files.

    Raises:
        CatalogueError: a path can't be listed, or a folder holds no TOML file.
    """
    from countersight.work.rules import check

    return check(paths, cache_folder())


def deciding(alone: Path | None, restrictions: tuple[Path, ...] = ()) -> "Deciding":
    """Return what decides lines of facts; see ``known``."""
    from countersight.work.deciding import Deciding

    return Deciding(known(alone, restrictions))


def decision_renderer(
    version: str, *, explained: bool, every: bool
) -> "DecisionLines | Explained":
    """Return what writes decisions: objects, or trees for a person."""
    from countersight.judge import explain
    from countersight.report.decisions import DecisionLines
    from countersight.report.explained import Explained

    return Explained(version, explain, every) if explained else DecisionLines(version)


def vocabulary() -> "Vocabulary":
    """Return the words that profiles and facts may use."""
    return catalogue().vocabulary


def profile(name_or_path: str, words: "Vocabulary") -> "Profile":
    """Return a bundled profile, or the one in a file.

    Raises:
        ProfileError: there is none, or it is wrong.
    """
    from countersight.catalogue import load_profile

    return load_profile(name_or_path, words)


def screening(settings: ScreenSettings) -> "Screening":
    """Return a screening, ready to run.

    Raises:
        CatalogueError: an entry of a user's own restrictions is wrong.
        ProfileError: the profile can't be used.
    """
    from countersight.catalogue import load_devices
    from countersight.model.finding import Grounds, ListVersion
    from countersight.read import Options
    from countersight.work.screening import Conditions, Screening

    known = catalogue(settings.restrictions)
    asks = None
    if settings.profile is not None:
        asks = profile(settings.profile, known.vocabulary)
    version = ListVersion(
        "Countersight catalogue", known.version, known.verified_on.isoformat(), LICENCE
    )
    grounds = Grounds((version,), settings.as_of or SystemClock().today(), asks)
    options = Options(settings.mapping, settings.kind)
    devices = load_devices(known.vendors, cache=cache_folder())
    return Screening(known, Conditions(grounds, options, settings.every), devices)


def identifying(as_of: date | None, registries: tuple[Path, ...] = ()) -> "Identifying":
    """Return what identifies devices, by whole registries where a user has them."""
    from countersight.catalogue import load_devices, load_registry
    from countersight.work.identifying import Identifying

    known, whole = catalogue(), [load_registry(path) for path in registries]
    devices = load_devices(known.vendors, cache=cache_folder(), registries=whole)
    return Identifying(known, devices, as_of or SystemClock().today())


def screen(
    source: "str | Path | BinaryIO",
    *,
    profile: str | None = None,
    as_of: date | None = None,
    every: bool = False,
) -> "Iterator[Screened | Problem]":
    """Yield what was found of each record of a file or stream, and each Problem.

    Args:
        source: a path, or a stream of bytes.
        profile: who asks: the name of a bundled profile, or the path of a file.
        as_of: the day of asking; today where it is not given.
        every: tell of every record, and not of matches and reviews alone.

    Raises:
        ColumnError: the mapping can't be used.
        ProfileError: the profile can't be used.
    """
    from countersight.read import Source

    use_case = screening(ScreenSettings(profile=profile, as_of=as_of, every=every))
    if isinstance(source, str | Path):
        opened = Source.at(Path(source))
    else:
        opened = Source("stream", stream=source)
    for batch in use_case.run([opened]):
        yield from batch.records
        yield from batch.problems


def source(
    name: str, file: str | Path, files: ExitStack
) -> tuple["Source", BinaryIO | None, int | None]:
    """Return a source of that name, the stream under it, and its size where that is known.

    A file that can't be opened is left to the reader, which makes a Problem of it.
    """
    from countersight.read import Source

    if file == "-":
        return Source(name, stream=sys.stdin.buffer), None, None
    path = Path(file)
    try:
        stream = files.enter_context(Source.at(path).open())
    except SourceError:
        return Source(name, path=path), None, None
    return Source(name, stream=stream), stream, os.fstat(stream.fileno()).st_size


def _text(use_case: "Screening", paint: "Paint") -> "Renderer":
    from countersight.report.text import Text

    conditions = use_case.conditions
    words = use_case.catalogue.vocabulary
    return Text(conditions.grounds, words, paint, full=conditions.every)


def _lines(use_case: "Screening", _: "Paint") -> "Renderer":
    from countersight.report.lines import JsonLines

    return JsonLines(use_case.conditions.grounds)


def _csv(use_case: "Screening", _: "Paint") -> "Renderer":
    from countersight.report.csv_rows import CsvRows

    return CsvRows(use_case.conditions.grounds)


RENDERERS: Final = MappingProxyType({"text": _text, "jsonl": _lines, "csv": _csv})
"""The formats of output; a new one is a module of ``report`` and a line here."""


def renderer(name: str, use_case: "Screening", paint: "Paint") -> "Renderer":
    """Return the renderer of a format, for what *use_case* finds.

    Raises:
        SettingError: there is no such format.
    """
    make = RENDERERS.get(name)
    if make is None:
        known: Mapping[str, object] = RENDERERS
        raise SettingError(f"{name!r} is no format", hint=f"Write one of {', '.join(known)}.")
    return make(use_case, paint)


def demo_folder() -> Path:
    """Return the folder with the fictional council of the demo."""
    from countersight.work import demo_folder as where

    return where()
