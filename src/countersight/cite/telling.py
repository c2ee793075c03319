"""What became of words that were looked for, told in a line or a few."""

from collections.abc import Iterator
from typing import Final

from countersight.cite.anchoring import MAX_PLACES
from countersight.cite.nearest import AROUND
from countersight.model.passage import (
    Absent,
    Ambiguous,
    Anchored,
    ChangeKind,
    Hidden,
    Place,
    Reworded,
    Sought,
)
from countersight.render.escaping import shortened, visible


def explained(sought: Sought) -> str:
    """Return what became of words that were looked for, in a line or a few.

    >>> from countersight.cite.anchoring import Readable
    >>> explained(Readable("They operate the system now.").find("They manage the system now."))
    'reworded; nearest at 0: They [-operate-] {+manage+} the system now.'
    """
    match sought:
        case Anchored():
            notes = f"; holds {', '.join(sought.notes)}" if sought.notes else ""
            return f"stands at {sought.place.start}-{sought.place.end} ({sought.how}){notes}"
        case Ambiguous():
            places = "; ".join(_in_context(each) for each in sought.places)
            more = f"; and {sought.more} more" if sought.more else ""
            many = len(sought.places) + sought.more
            least = " or more" if many >= MAX_PLACES else ""
            return f"stands at {many} places{least}: {places}{more}"
        case Hidden():
            return f"characters that nobody sees: {'; '.join(sought.characters)}"
        case Reworded():
            return f"reworded; nearest at {sought.nearest.start}: {' '.join(_diff(sought))}"
        case Absent():
            return "stands nowhere in the text, nor does anything much like it"


_MARKS: Final = {
    ChangeKind.SAME: ("", ""),
    ChangeKind.REMOVED: ("[-", "-]"),
    ChangeKind.ADDED: ("{+", "+}"),
}


def _diff(sought: Reworded) -> Iterator[str]:
    for change in sought.changes:
        before, after = _MARKS[change.kind]
        yield f"{before}{visible(shortened(change.words))}{after}"


def _in_context(place: Place) -> str:
    around = f"{place.prefix}[{shortened(place.words, AROUND)}]{place.suffix}"
    return f"{place.start}: {visible(' '.join(around.split()))}"
