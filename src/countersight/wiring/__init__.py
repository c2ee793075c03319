"""Settings in, use cases with their adapters out; the only reader of the environment.

What costs time to import (polars, the matcher, the judge) is imported here, inside the
function that needs it, so that ``import countersight`` and ``--help`` stay quick.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import platformdirs

from countersight.errors import SettingError, SourceError
from countersight.messages import _
from countersight.ports import Clock
from countersight.work.settings import ScreenSettings as ScreenSettings

if TYPE_CHECKING:
    from polars import DataFrame

    from countersight.model.catalogue import Catalogue
    from countersight.model.profile import Profile
    from countersight.model.rules import Change, FileCheck
    from countersight.model.vocabulary import Vocabulary
    from countersight.read import Source
    from countersight.report.decisions import DecisionLines
    from countersight.report.explained import Explained
    from countersight.work.answers import Answers
    from countersight.work.deciding import Deciding
    from countersight.work.rules import Rules
    from countersight.work.screening import Screening

CACHE: Final = "COUNTERSIGHT_CACHE"
"""Environment variable: the folder of the cache; empty means no cache."""
NO_LANGUAGE: Final = frozenset({"C", "POSIX"})
LICENCE: Final = "CC BY 4.0"


class SystemClock:
    """Tells the day of the machine's clock, in UTC."""

    def today(self) -> date:
        """Return the current day."""
        return datetime.now(tz=UTC).date()  # noqa: TID251 - the one clock


CLOCK: Final[Clock] = SystemClock()
"""The clock of every use case."""


def cache_folder() -> Path | None:
    """Return where parsed files are kept from one run to the next, or None."""
    said = os.environ.get(CACHE)  # noqa: TID251 - the one reader of the environment
    if said is not None:
        return Path(said) if said else None
    return Path(platformdirs.user_cache_dir("countersight", appauthor=False))


def languages() -> tuple[str, ...]:
    """Return the languages that the user wants, best first; none where none is told.

    The first of the variables that is set counts (GNU gettext manual, 2.3).
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        said = os.environ.get(name)  # noqa: TID251
        if said:
            wanted = (each for each in said.split(":") if each)
            return tuple(each for each in wanted if each.partition(".")[0] not in NO_LANGUAGE)
    return ()


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
            _("--catalogue and --restrictions exclude each other"),
            hint=_(
                "--catalogue decides over one folder alone; --restrictions adds to the rest."
            ),
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


def deciding(
    alone: Path | None, restrictions: tuple[Path, ...] = (), owners: tuple[Path, ...] = ()
) -> "Deciding":
    """Return what decides lines of facts; see ``known``. Files of owners tell of makers."""
    from countersight.work.deciding import Deciding

    rules = known(alone, restrictions)
    if not owners:
        return Deciding(rules)
    from countersight.wiring.ownership import companies, problems_of

    told = companies(owners, date.max)
    return Deciding(rules, told.owners, problems_of(told))


def decision_renderer(
    rules: "Catalogue", *, explained: bool, every: bool
) -> "DecisionLines | Explained":
    """Return what writes decisions: objects, or trees for a person."""
    from countersight.judge import explain
    from countersight.report.decisions import DecisionLines
    from countersight.report.explained import Explained
    from countersight.report.words import meanings

    if not explained:
        return DecisionLines(rules.version)
    told = partial(explain, meanings=meanings(rules.vocabulary))
    return Explained(rules.version, told, every)


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
        ReviewError: the file of reviews can't be used.
    """
    from countersight.catalogue import load_reviews
    from countersight.model.finding import Grounds, ListVersion
    from countersight.read import Options
    from countersight.wiring.asked_lists import asking_lists
    from countersight.wiring.devices import device_matches
    from countersight.wiring.names import near_names
    from countersight.wiring.ownership import imported, versions
    from countersight.work.reviewing import version_of
    from countersight.work.screening import Conditions, Screening

    known = catalogue(settings.restrictions)
    said = settings.profile
    asks = None if said is None else profile(said, known.vocabulary)
    on, vintage = settings.as_of or CLOCK.today(), known.verified_on.isoformat()
    lists = [ListVersion("Countersight catalogue", known.version, vintage, LICENCE)]
    asks_lists, asked = asking_lists(settings.lists, on)
    lists += asked
    judged = None if settings.reviews is None else load_reviews(settings.reviews)
    if judged is not None:
        lists.append(version_of(judged, on))
    owners = imported(settings.owners, known.vendors.values())
    lists += versions(owners.owners) if owners is not None else ()
    options = Options(settings.mapping, settings.kind)
    devices = partial(device_matches, known, on)
    reviews = judged.reviews if judged is not None else ()
    grounds = Grounds(tuple(lists), on, asks)
    conditions = Conditions(grounds, options, settings.every, reviews, owners)
    return Screening(known, conditions, devices, near_names, asks_lists)


def screen(  # noqa: PLR0913 - what a user can say
    source: "str | Path | BinaryIO | object",
    *,
    profile: str | None = None,
    as_of: date | str | None = None,
    mapping: Mapping[str, str] | None = None,
    kind: str | None = None,
    every: bool = False,
    reviews: str | Path | None = None,
    lists: Sequence[str] = (),
    owners: Sequence[str | Path] = (),
) -> "Answers":
    """Return what was found of each record of a source, and each Problem; see ``Answers``.

    Args:
        source: a path, a stream of bytes, a polars or pandas frame, or anything that has
            ``__arrow_c_stream__``.
        profile: who asks: the name of a bundled profile, or the path of a file.
        as_of: the day of asking, as a date or as ``"2026-11-24"``; today where none is.
        mapping: which column is which field, such as ``{"name": "Supplier"}``.
        kind: what each row speaks of, where the columns do not tell, such as ``device``.
        every: tell of every record, and not of matches and reviews alone.
        reviews: the path of a file with judgements on matches.
        lists: outside lists that are asked, of those that ``countersight lists`` keeps:
            ``us-csl``, ``us-csl@VERSION``, or ``all``.
        owners: paths of files that tell who owns whom: BODS 0.4, GLEIF level 1 and 2.

    Raises:
        CountersightError: something that was handed in can't be used.
    """
    from countersight.work.answers import Answers, day_of, kind_of, opened

    judged = Path(reviews) if reviews is not None else None
    said = (profile, tuple((mapping or {}).items()), kind_of(kind), day_of(as_of), every)
    settings = ScreenSettings(*said, (), judged, tuple(lists), tuple(map(Path, owners)))
    return Answers(screening(settings), opened(source), _pandas_frame)


def _pandas_frame(table: "DataFrame") -> object:
    try:
        from countersight.report.pandas_frame import pandas_frame
    except ImportError as gone:
        hint = _(
            "Install it: pip install 'countersight[pandas]'. to_polars() needs nothing more."
        )
        raise SettingError(_("pandas is not installed"), hint=hint) from gone
    return pandas_frame(table)


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


def demo_folder() -> Path:
    """Return the folder with the fictional council of the demo."""
    from countersight.work import demo_folder as where

    return where()
