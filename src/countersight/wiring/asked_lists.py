"""Outside lists wired for screenings: which edition is asked, and what newer ones changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from countersight.errors import SettingError
from countersight.messages import _
from countersight.wiring import CLOCK, ScreenSettings, screening
from countersight.wiring.lists import list_store, listed_names

if TYPE_CHECKING:
    from countersight.model.edition import Edition
    from countersight.model.finding import ListVersion
    from countersight.work.listed import AsksLists
    from countersight.work.lists.asked import AskedList
    from countersight.work.lists.since import Compared, Since


def asking_lists(
    wanted: Sequence[str], on: date
) -> "tuple[AsksLists | None, tuple[ListVersion, ...]]":
    """Return what asks outside lists, and their versions, as they were known on a day.

    Nothing, where none is wanted.

    Args:
        wanted: lists by name, ``NAME@VERSION`` for one version of it, ``all`` for all held.
        on: the day of asking; of each list the edition that was out then.

    Raises:
        AbsentError: a list or a version is not held.
    """
    if not wanted:
        return None, ()
    from countersight.work.lists.asked import AskedLists
    from countersight.work.lists.comparing import edition_on, named

    store = list_store()
    asked = tuple(_asked(edition_on(store, each, on)) for each in named(store, wanted))
    versions = tuple(each.edition.version(on) for each in asked)
    return partial(AskedLists, asked, on), versions


def _asked(edition: "Edition") -> "AskedList":
    from countersight.work.lists.asked import AskedList

    store = list_store()
    return AskedList(edition, store, listed_names(store, edition.list, edition.id))


def since(settings: "ScreenSettings", said: str) -> "Since":
    """Return what screens again for what lists have changed in since a day or a version.

    Raises:
        AbsentError: a list or a version is not held.
        SettingError: no list is named, or it lies after the day of asking.
    """
    from countersight.work.lists.comparing import named
    from countersight.work.lists.since import Since

    if not settings.lists:
        raise SettingError(
            _("--since compares versions of lists, and none is named"),
            hint=_("Name one that is held: --list us-csl. `countersight lists` tells which."),
        )
    now = settings.as_of or CLOCK.today()
    compared = [_compared(name, said, now) for name in named(list_store(), settings.lists)]
    return Since(screening(replace(settings, lists=())), compared)


def _compared(name: str, said: str, now: date) -> "Compared":
    from countersight.model.turn import Span
    from countersight.work.lists.comparing import as_day, edition_on
    from countersight.work.lists.since import Compared

    store, called, day = list_store(), name.partition("@")[0], as_day(said)
    newer = edition_on(store, name, now)
    older = edition_on(store, called if day else f"{called}@{said}", day or now)
    then = day or older.vintage
    if then > now:
        raise SettingError(
            _("--since {since} lies after {day}, the day of asking").format(
                since=then, day=now
            ),
            hint=_("Name an earlier day or version, or a later --as-of."),
        )
    sides = (older, newer, (then, now))
    changes = (*store.changes(*sides), *store.settled(*sides))
    after = _asked(newer)
    before = after if older == newer else _asked(older)  # two days of one: one index of names
    return Compared(Span(older, then, newer, now, changes), before, after)
