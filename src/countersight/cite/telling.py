"""What became of words that were looked for, told in a line or a few."""

from collections.abc import Iterator
from typing import Final

from countersight.cite.anchoring import MAX_PLACES
from countersight.cite.nearest import AROUND
from countersight.messages import joined, sentence
from countersight.model.passage import (
    Absent,
    Ambiguous,
    Anchored,
    ChangeKind,
    Elsewhere,
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
            return _anchored(sought)
        case Ambiguous():
            return _ambiguous(sought)
        case Elsewhere():
            return _elsewhere(sought)
        case Hidden():
            return sentence(
                "characters that nobody sees: {characters}",
                characters=joined("; ", sought.characters),
            )
        case Reworded():
            return sentence(
                "reworded; nearest at {start}: {diff}",
                start=sought.nearest.start,
                diff=" ".join(_diff(sought)),
            )
        case Absent():
            return sentence("stands nowhere in the text, nor does anything much like it")


def _anchored(sought: Anchored) -> str:
    notes = ""
    if sought.notes:
        notes = sentence("; holds {notes}", notes=joined(", ", sought.notes))
    return sentence(
        "stands at {start}-{end} ({how}){notes}",
        start=sought.place.start,
        end=sought.place.end,
        how=sought.how,
        notes=notes,
    )


def _ambiguous(sought: Ambiguous) -> str:
    places = "; ".join(_in_context(each) for each in sought.places)
    more = sentence("; and {more} more", more=sought.more) if sought.more else ""
    many = len(sought.places) + sought.more
    least = sentence(" or more") if many >= MAX_PLACES else ""
    return sentence(
        "stands at {many} places{least}: {places}{more}",
        many=many,
        least=least,
        places=places,
        more=more,
    )


def _elsewhere(sought: Elsewhere) -> str:
    places = "; ".join(_in_context(each) for each in sought.places)
    more = sentence("; and {more} more", more=sought.more) if sought.more else ""
    return sentence(
        "does not stand at {asked}, but at {places}{more}",
        asked=sought.asked,
        places=places,
        more=more,
    )


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
