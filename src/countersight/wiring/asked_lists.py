"""Outside lists wired for screenings: which edition is asked, and what newer ones changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from countersight.errors import SettingError
from countersight.messages import _
from countersight.wiring import CLOCK, ScreenSettings, screening
from countersight.wiring.lists import list_store, listed_names

if TYPE_CHECKING:
    from countersight.model.finding import ListVersion
    from countersight.work.listed import AsksLists
    from countersight.work.lists.asked import AskedList
    from countersight.work.lists.since import Compared, Since

ALL: Final = "all"
"""Stands for every list that is held."""


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

    asked = tuple(asked_list(name, on) for name in _named(wanted))
    versions = tuple(each.edition.version(on) for each in asked)
    return partial(AskedLists, asked, on), versions


def asked_list(name: str, on: date) -> "AskedList":
    """Return one list ready to be asked: ``NAME`` as it was out on a day, or ``NAME@VERSION``.

    Raises:
        AbsentError: it is not held.
    """
    from countersight.ids import ListId
    from countersight.work.lists.asked import AskedList

    store = list_store()
    called, _, version = name.partition("@")
    edition = store.edition(ListId(called), version or on)
    return AskedList(edition, store, listed_names(store, edition.list, edition.id))


def since(settings: "ScreenSettings", said: str) -> "Since":
    """Return what screens again for what lists have changed in since a day or a version.

    Raises:
        AbsentError: a list or a version is not held.
        SettingError: no list is named, or it lies after the day of asking.
    """
    from countersight.work.lists.since import Since

    if not settings.lists:
        raise SettingError(
            _("--since compares versions of lists, and none is named"),
            hint=_("Name one that is held: --list us-csl. `countersight lists` tells which."),
        )
    now = settings.as_of or CLOCK.today()
    compared = [_compared(name, said, now) for name in _named(settings.lists)]
    return Since(screening(replace(settings, lists=())), compared)


def _compared(name: str, said: str, now: date) -> "Compared":
    from countersight.model.turn import Span
    from countersight.work.lists.since import Compared

    after, called = asked_list(name, now), name.partition("@")[0]
    day = _day(said)
    before = asked_list(called if day else f"{called}@{said}", day or now)
    then = day or before.edition.vintage
    if then > now:
        raise SettingError(
            _("--since {since} lies after {day}, the day of asking").format(
                since=then, day=now
            ),
            hint=_("Name an earlier day or version, or a later --as-of."),
        )
    sides = (before.edition, after.edition, (then, now))
    store = after.store
    changes = (*store.changes(*sides), *store.settled(*sides))
    span = Span(before.edition, then, after.edition, now, changes)
    return Compared(span, before, after)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _named(wanted: Sequence[str]) -> tuple[str, ...]:
    names = [
        each for name in wanted for each in (list_store().lists() if name == ALL else [name])
    ]
    return tuple(dict.fromkeys(names))
