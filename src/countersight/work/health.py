"""Whether the program stands on firm ground here: versions, catalogue, fonts, disk, clock.

Nothing is mended and nothing is sent. A check that can't be made says so.
"""

import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path
from typing import Final

from countersight.errors import CatalogueError, CountersightError
from countersight.messages import joined, sentence, sentences
from countersight.model.catalogue import Catalogue
from countersight.model.signature import MacRegistry
from countersight.work.fonts import chinese_fonts
from countersight.work.health_disk import Check as Check  # noqa: PLC0414 - its readers look here
from countersight.work.health_disk import Health as Health  # noqa: PLC0414
from countersight.work.health_disk import cache, disk
from countersight.work.installed import DISTRIBUTION, EXTRAS, Libraries, installed

OLDEST_PYTHON: Final = (3, 11)
STALE: Final = timedelta(days=180)
"""After so long it is worth to look for a newer catalogue."""
_FONTS: Final = 3
"""Fonts that are told by name."""


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
    >>> {"lists", "fonts", "cache"} <= {each.name for each in made if each.health == "note"}
    True
    """
    yield _python(here)
    yield from _libraries()
    try:
        known = here.catalogue()
    except CatalogueError as wrong:
        yield Check(sentence("catalogue"), Health.WRONG, wrong.message, wrong.hint)
    else:
        yield _catalogue(known, here.today)
        yield _lists(known, here.today)
        yield _clock(known, here.today)
    yield from _registries(here)
    yield _fonts(here.fonts)
    yield cache(here.cache)
    yield disk(sentence("disk of the cache"), here.cache)
    yield disk(sentence("disk for unpacking"), here.temporary)


def _python(here: Surroundings) -> Check:
    system = f"{platform.system()} {platform.machine()}"
    said = f"{platform.python_implementation()} {platform.python_version()} on {system}"
    if here.python < OLDEST_PYTHON:
        return Check(
            sentence("python"), Health.WRONG, said, sentence("Use Python 3.11 or later.")
        )
    return Check(sentence("python"), Health.OK, said)


def _libraries() -> Iterator[Check]:
    """Yield the program's version, and those of what it was installed with."""
    try:
        found = [*installed()]
    except metadata.PackageNotFoundError:
        hint = sentence("Install it, so that its libraries can be looked at.")
        yield Check(sentence("program"), Health.NOTE, sentence("it runs from its source"), hint)
        return
    yield Check(
        sentence("program"), Health.OK, f"{DISTRIBUTION} {metadata.version(DISTRIBUTION)}"
    )
    for each in found:
        yield _extra(each) if each.extra else _base(each)


def _base(found: Libraries) -> Check:
    said = _lacking(found) or ", ".join(found.there)
    if found.missing or found.old:
        hint = sentence("Install the program anew.")
        return Check(sentence("libraries"), Health.WRONG, said, hint)
    return Check(sentence("libraries"), Health.OK, said)


def _extra(found: Libraries) -> Check:
    """Tell of an extra; whoever lacks a part of it may not have asked for it."""
    name = sentence("extra {name}", name=found.extra)
    purpose = sentence(EXTRAS.get(found.extra, ""))
    hint = sentence("Install it: pip install 'countersight[{extra}]'.", extra=found.extra)
    if not found.is_known:
        said = sentence(
            "not known to the version that is installed ({purpose})", purpose=purpose
        )
        return Check(name, Health.NOTE, said, sentence("Install the program anew."))
    if not (found.there or found.old):
        said = sentence("not installed ({purpose})", purpose=purpose)
        return Check(name, Health.OK, said, hint)
    if found.missing or found.old:
        said = sentence("{lacking} ({purpose})", lacking=_lacking(found), purpose=purpose)
        return Check(name, Health.NOTE if found.old else Health.OK, said, hint)
    said = sentence("{there} ({purpose})", there=", ".join(found.there), purpose=purpose)
    return Check(name, Health.OK, said)


def _lacking(found: Libraries) -> str:
    parts = []
    if found.missing:
        parts.append(sentence("missing: {missing}", missing=", ".join(found.missing)))
    if found.old:
        parts.append(sentence("too old: {old}", old=", ".join(found.old)))
    return joined("; ", parts) if parts else ""


def _registries(here: Surroundings) -> Iterator[Check]:
    try:
        found = here.registries()
    except CountersightError as wrong:
        yield Check(sentence("registries"), Health.WRONG, wrong.message, wrong.hint)
        return
    for each in found:
        stale = each.staleness(here.today)
        said = joined(", ", [each.told(), stale] if stale else [each.told()])
        hint = sentence("Load a newer one with `countersight registries update`.")
        yield Check(sentence("registries"), Health.NOTE if stale else Health.OK, said, hint)


def _catalogue(known: Catalogue, today: date) -> Check:
    age = (today - known.verified_on).days
    said = sentences(
        "{version}, {vendors} vendors, {instruments} instruments, verified {number} day ago",
        "{version}, {vendors} vendors, {instruments} instruments, verified {number} days ago",
        max(age, 0),
        version=known.version,
        vendors=len(known.vendors),
        instruments=len(known.restrictions),
    )
    if age > STALE.days:
        return Check(
            sentence("catalogue"),
            Health.NOTE,
            said,
            sentence("Look for a newer version of the program."),
        )
    return Check(sentence("catalogue"), Health.OK, said)


def _lists(known: Catalogue, today: date) -> Check:
    """Tell how far the sources of the instruments were read."""
    days = sorted(each.verified_through for each in known.restrictions.values())
    if not days:
        return Check(sentence("lists"), Health.NOTE, sentence("no instrument is known"))
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
            sentence("lists"),
            Health.NOTE,
            more,
            sentence("See countersight restrictions list."),
        )
    return Check(sentence("lists"), Health.OK, said)


def _clock(known: Catalogue, today: date) -> Check:
    if today < known.verified_on:
        said = sentence(
            "today is {today}, which lies before the catalogue's day {verified_on}",
            today=today,
            verified_on=known.verified_on,
        )
        return Check(
            sentence("clock"),
            Health.WRONG,
            said,
            sentence("Set the clock, or name a day with --as-of."),
        )
    return Check(sentence("clock"), Health.OK, sentence("today is {today} (UTC)", today=today))


def _fonts(folders: tuple[Path, ...]) -> Check:
    """Tell whether a page can show the names of Chinese companies on this machine."""
    found = chinese_fonts(folders)
    if not found:
        said = sentence("none shows Chinese; in pages such names may be rows of boxes")
        return Check(
            sentence("fonts"),
            Health.NOTE,
            said,
            sentence("Install one, such as Noto Sans CJK (fonts-noto-cjk)."),
        )
    more = sentence(" and {more} more", more=len(found) - _FONTS) if len(found) > _FONTS else ""
    return Check(
        sentence("fonts"),
        Health.OK,
        sentence("{found}{more} show Chinese", found=", ".join(found[:_FONTS]), more=more),
    )
