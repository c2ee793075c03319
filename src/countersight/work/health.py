"""Whether the program stands on firm ground here: versions, catalogue, fonts, disk, clock.

Nothing is mended and nothing is sent. A check that can't be made says so.
"""

import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Final

from countersight.errors import CatalogueError, CountersightError
from countersight.messages import joined, marked, sentence
from countersight.model.catalogue import Catalogue
from countersight.model.signature import MacRegistry
from countersight.work.fonts import chinese_fonts

DISTRIBUTION: Final = "countersight"
OLDEST_PYTHON: Final = (3, 11)
STALE: Final = timedelta(days=180)
"""After so long it is worth to look for a newer catalogue."""
ROOM: Final = 1024**3
"""Bytes that should be free: a workbook or an archive may unpack to as many."""
MIB: Final = 1024**2
_FONTS: Final = 3
"""Fonts that are told by name."""
EXTRAS: Final = {
    "pandas": sentence("to_pandas() of the Python interface"),
    "xlsxwriter": sentence("--format xlsx"),
    "pynetbox": sentence("countersight fetch netbox"),
    "pyyaml": sentence("NetBox's exports as YAML"),
    "google-re2": sentence("signatures in linear time"),
    "followthemoney": sentence("checks what restrictions export --format ftm writes"),
}
"""Libraries that only some users need, and what for."""


class Health(StrEnum):
    """How a check came out."""

    OK = "ok"
    NOTE = "note"
    """Nothing fails, and somebody may want to know."""
    WRONG = "wrong"
    """Something will fail, or an answer can't be trusted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    health: Health
    said: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the program stands on: handed in, so that every state can be tried."""

    today: date
    cache: Path | None
    """Folder of the cache; None where none is kept."""
    catalogue: Callable[[], Catalogue]
    fonts: tuple[Path, ...] = ()
    """Folders in which the machine keeps its fonts."""
    temporary: Path = Path(tempfile.gettempdir())
    python: tuple[int, int] = sys.version_info[:2]
    registries: Callable[[], tuple[MacRegistry, ...]] = tuple
    """The registries of MAC prefixes that answers rest on."""


def checks(here: Surroundings) -> Iterator[Check]:
    """Yield every check, in the order in which a person reads them.

    >>> from datetime import date
    >>> from countersight.catalogue import load
    >>> made = checks(Surroundings(date(2026, 11, 24), None, load))
    >>> [check.name for check in made if check.health is not Health.OK]
    ['lists', 'fonts', 'cache']
    """
    yield _python(here)
    yield from _libraries()
    yield from _extras()
    try:
        known = here.catalogue()
    except CatalogueError as wrong:
        yield Check("catalogue", Health.WRONG, wrong.message, wrong.hint)
    else:
        yield _catalogue(known, here.today)
        yield _lists(known, here.today)
        yield _clock(known, here.today)
    yield from _registries(here)
    yield _fonts(here.fonts)
    yield _cache(here.cache)
    yield _disk(marked("disk of the cache"), here.cache)
    yield _disk(marked("disk for unpacking"), here.temporary)


def _python(here: Surroundings) -> Check:
    system = f"{platform.system()} {platform.machine()}"
    said = f"{platform.python_implementation()} {platform.python_version()} on {system}"
    if here.python < OLDEST_PYTHON:
        return Check("python", Health.WRONG, said, sentence("Use Python 3.11 or later."))
    return Check("python", Health.OK, said)


def _libraries() -> Iterator[Check]:
    """Yield the program's version, and those of what it was installed with."""
    try:
        wanted = metadata.requires(DISTRIBUTION) or []
        yield Check("program", Health.OK, f"countersight {metadata.version(DISTRIBUTION)}")
    except metadata.PackageNotFoundError:
        hint = sentence("Install it, so that its libraries can be looked at.")
        yield Check("program", Health.NOTE, sentence("it runs from its source"), hint)
        return
    versions: list[str] = []
    missing: list[str] = []
    for line in wanted:
        if "extra ==" not in line:
            name = _name(line)
            version = _version(name)
            (missing if version is None else versions).append(f"{name} {version or ''}".strip())
    if missing:
        said = sentence("missing: {missing}", missing=", ".join(missing))
        yield Check("libraries", Health.WRONG, said, sentence("Install the program anew."))
    yield Check("libraries", Health.OK, ", ".join(versions))


def _extras() -> Iterator[Check]:
    for name, purpose in EXTRAS.items():
        version = _version(name)
        said = (
            joined("", (version, " (", purpose, ")"))
            if version
            else sentence("not installed ({purpose})", purpose=purpose)
        )
        yield Check(f"extra {name}", Health.OK, said)


def _registries(here: Surroundings) -> Iterator[Check]:
    try:
        found = here.registries()
    except CountersightError as wrong:
        yield Check("registries", Health.WRONG, wrong.message, wrong.hint)
        return
    for each in found:
        stale = each.staleness(here.today)
        said = joined(", ", filter(None, (each.told(), stale)))
        hint = sentence("Load a newer one with `countersight registries update`.")
        yield Check("registries", Health.NOTE if stale else Health.OK, said, hint)


def _name(requirement: str) -> str:
    """Return the name at the beginning of a requirement (PEP 508)."""
    length = next((at for at, sign in enumerate(requirement) if sign in "[<>=!~;( "), None)
    return requirement[:length]


def _version(name: str) -> str | None:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version(name)
    return None


def _catalogue(known: Catalogue, today: date) -> Check:
    age = (today - known.verified_on).days
    said = sentence(
        "{version}, {vendors} vendors, {instruments} instruments, verified {days} days ago",
        version=known.version,
        vendors=len(known.vendors),
        instruments=len(known.restrictions),
        days=max(age, 0),
    )
    if age > STALE.days:
        return Check(
            "catalogue", Health.NOTE, said, sentence("Look for a newer version of the program.")
        )
    return Check("catalogue", Health.OK, said)


def _lists(known: Catalogue, today: date) -> Check:
    """Tell how far the sources of the instruments were read."""
    days = sorted(each.verified_through for each in known.restrictions.values())
    if not days:
        return Check("lists", Health.NOTE, sentence("no instrument is known"))
    old = sum(today - day > STALE for day in days)
    said = sentence(
        "sources read through {first} (the oldest) to {last}", first=days[0], last=days[-1]
    )
    if old:
        more = sentence(
            "{said}; {old} of {number} more than {days} days ago",
            said=said,
            old=old,
            number=len(days),
            days=STALE.days,
        )
        return Check(
            "lists", Health.NOTE, more, sentence("See countersight restrictions list.")
        )
    return Check("lists", Health.OK, said)


def _clock(known: Catalogue, today: date) -> Check:
    if today < known.verified_on:
        said = sentence(
            "today is {today}, which lies before the catalogue's day {verified_on}",
            today=today,
            verified_on=known.verified_on,
        )
        return Check(
            "clock", Health.WRONG, said, sentence("Set the clock, or name a day with --as-of.")
        )
    return Check("clock", Health.OK, sentence("today is {today} (UTC)", today=today))


def _fonts(folders: tuple[Path, ...]) -> Check:
    """Tell whether a page can show the names of Chinese companies on this machine."""
    found = chinese_fonts(folders)
    if not found:
        said = sentence("none shows Chinese; in pages such names may be rows of boxes")
        hint = sentence("Install one, such as Noto Sans CJK (fonts-noto-cjk).")
        return Check("fonts", Health.NOTE, said, hint)
    more = sentence(" and {more} more", more=len(found) - _FONTS) if len(found) > _FONTS else ""
    return Check(
        "fonts",
        Health.OK,
        sentence("{found}{more} show Chinese", found=", ".join(found[:_FONTS]), more=more),
    )


def _cache(folder: Path | None) -> Check:
    if folder is None:
        return Check(
            "cache",
            Health.NOTE,
            sentence("none is kept"),
            sentence("Every run parses the catalogue anew."),
        )
    try:
        files = [path for path in folder.iterdir() if path.is_file()] if folder.exists() else []
        size = sum(path.stat().st_size for path in files)
        trial = folder if folder.exists() else _above(folder)
        with tempfile.TemporaryFile(dir=trial):
            said = sentence(
                "{folder}: {number} files, {mib:.1f} MiB, can be written",
                folder=folder,
                number=len(files),
                mib=size / MIB,
            )
            return Check("cache", Health.OK, said)
    except OSError as wrong:
        said = sentence(
            "{folder}: can't be used: {strerror}", folder=folder, strerror=wrong.strerror
        )
        hint = sentence("Runs are slower. COUNTERSIGHT_CACHE names another.")
        return Check("cache", Health.NOTE, said, hint)


def _disk(name: str, folder: Path | None) -> Check:
    if folder is None:
        return Check(name, Health.OK, sentence("not needed"))
    try:
        free = shutil.disk_usage(_above(folder)).free
    except OSError as wrong:
        return Check(
            name,
            Health.NOTE,
            sentence(
                "{folder}: can't be looked at: {strerror}",
                folder=folder,
                strerror=wrong.strerror,
            ),
        )
    said = sentence("{mib:,.0f} MiB free at {folder}", mib=free / MIB, folder=folder)
    if free < ROOM:
        return Check(
            name, Health.NOTE, said, sentence("A workbook or archive may need 1,024 MiB.")
        )
    return Check(name, Health.OK, said)


def _above(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    return next((path for path in (folder, *folder.parents) if path.exists()), folder)
