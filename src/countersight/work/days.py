"""On which day the owners of a maker count."""

from datetime import date
from typing import Final

from countersight.model.record import Record, RecordKind
from countersight.model.values import PartialDate

_THINGS: Final = frozenset({RecordKind.DEVICE, RecordKind.COMPONENT})


def day_of_tie(record: Record, as_of: date) -> tuple[date | None, date | None]:
    """Return the first and the last day on which the record's maker was dealt with.

    A thing counts with the owners that its maker had when it was acquired; where the row does
    not say when, that is not known. Anything else without a date counts as of *as_of*.

    >>> from countersight.model.record import Origin
    >>> camera = Record(RecordKind.DEVICE, "Lorex", Origin("a.csv"), (("date", "2020-05"),))
    >>> [str(day) for day in day_of_tie(camera, date(2026, 11, 24))]
    ['2020-05-01', '2020-05-31']
    """
    text = record.get("date")
    if text is not None:
        try:
            told = PartialDate.parse(text)
        except ValueError:
            return None, None
        return told.earliest, told.latest
    if record.kind in _THINGS:
        return None, None
    return as_of, as_of
