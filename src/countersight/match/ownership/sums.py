"""Owners that hold more than there is: told as a Problem, and nothing is concluded of it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from countersight.match.ownership.walking import ROUNDING, Links, total_of
from countersight.messages import sentence
from countersight.model.ownership import NOTHING, WHOLE, LinkKind, OwnershipLink, plain
from countersight.model.record import Problem

CODE: Final = "owners-over-100"
MOST_TOLD: Final = 1_000


def too_much(links: Links, as_of: date) -> tuple[Problem, ...]:
    """Return a Problem for each company whose owners sum to more than the whole on some day.

    >>> too_much(Links([]), date(2026, 1, 1))
    ()
    """
    found: list[Problem] = []
    for node in links.imported.owned():
        mine = [link for link in links.imported.links(node) if link.kind is not LinkKind.LOOSE]
        least = sum((link.share.least for link in mine if link.share), NOTHING)
        if least <= WHOLE + ROUNDING or len(found) >= MOST_TOLD:
            continue
        found += _first(node, mine, links, as_of)
    return tuple(found)


def _first(
    node: str, mine: list[OwnershipLink], links: Links, as_of: date
) -> Iterator[Problem]:
    """Yield the Problem of the first day on which it is so."""
    starts = {link.since.latest for link in mine if link.since is not None}
    for on in sorted({as_of, *(day for day in starts if day < as_of)}):
        total = total_of(links.stated(node, on, as_of))
        if total > WHOLE + ROUNDING:
            said = sentence(
                "the owners of {company} sum to {total} percent on {day}: nothing is concluded "
                "from their shares",
                company=links.imported.told(node),
                total=plain(total),
                day=on,
            )
            hint = sentence("Look which source is right, and leave the other out.")
            yield Problem(mine[-1].origin, CODE, said, hint, rows=0)
            return
