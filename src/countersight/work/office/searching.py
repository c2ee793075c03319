"""Search across all: vendors, restrictions, and the answers of every run."""

from dataclasses import dataclass
from typing import Final

from countersight.errors import AbsentError
from countersight.ids import VendorId
from countersight.messages import sentence
from countersight.model.catalogue import Catalogue
from countersight.model.office import AnswerRow, RunId
from countersight.model.restriction import Restriction
from countersight.model.vendor import Vendor
from countersight.normalise.scripts import plain
from countersight.work.office.desk import Desk
from countersight.work.office.listed import ListedFound, listed

MOST: Final = 50
"""Of each kind that are told."""
SHORTEST: Final = 2
"""Letters below which answers are not searched."""


@dataclass(frozen=True, slots=True)
class Found:
    """What bears some words."""

    vendors: tuple[Vendor, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    answers: tuple[tuple[RunId, AnswerRow], ...] = ()
    listed: tuple[ListedFound, ...] = ()
    """Entries of the latest edition of each list that is held."""


def search(desk: Desk, words: str) -> Found:
    """Return vendors, restrictions, answers and listed that hold *words*; nothing for none."""
    asked = words.strip()
    if not asked:
        return Found()
    is_long = len(asked) >= SHORTEST
    return Found(
        vendors_named(desk.catalogue, asked)[:MOST],
        _restrictions(desk.catalogue, asked)[:MOST],
        desk.store.answers.search(asked, MOST) if is_long else (),
        listed(desk.lists, asked, MOST) if is_long else (),
    )


def vendors_named(catalogue: Catalogue, words: str) -> tuple[Vendor, ...]:
    """Return the vendors with a name or an id that holds *words*, by name; all for none.

    >>> from countersight.catalogue import load
    >>> [each.id for each in vendors_named(load(), "海康威视")]
    ['hikvision']
    """
    asked = plain(words, 200).strip()
    found = [
        each
        for each in catalogue.vendors.values()
        if not asked
        or asked in each.id
        or any(asked in plain(name.text, 500) for name in each.names)
    ]
    return tuple(sorted(found, key=lambda each: each.name.casefold()))


def vendor_of(catalogue: Catalogue, key: str) -> Vendor:
    """Return a vendor by its id.

    Raises:
        AbsentError: the catalogue has none of that id.
    """
    found = catalogue.vendors.get(VendorId(key))
    if found is None:
        raise AbsentError(
            sentence("the catalogue has no vendor {key!r}", key=key[:100]),
            hint=sentence("Look for its name in the catalogue."),
        )
    return found


def _restrictions(catalogue: Catalogue, words: str) -> tuple[Restriction, ...]:
    asked = words.casefold()
    return tuple(
        each
        for each in catalogue.restrictions.values()
        if asked in each.id or asked in each.title.casefold()
    )
