"""The day on which the owners of a maker count."""

from datetime import date

import pytest

from countersight.model.record import Origin, Record, RecordKind
from countersight.work.days import day_of_tie

AS_OF = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("kind", "text", "first", "last"),
    [
        (RecordKind.PAYMENT, "2021-03-04", "2021-03-04", "2021-03-04"),
        (RecordKind.PAYMENT, None, "2026-11-24", "2026-11-24"),
        (RecordKind.PAYMENT, "2021", "2021-01-01", "2021-12-31"),
        (RecordKind.DEVICE, "2021-03", "2021-03-01", "2021-03-31"),
        (RecordKind.DEVICE, None, "None", "None"),
        (RecordKind.COMPONENT, None, "None", "None"),
        (RecordKind.SUPPLIER, "soon", "None", "None"),
    ],
)
def test_the_day_of_the_tie(kind: RecordKind, text: str | None, first: str, last: str) -> None:
    fields = () if text is None else (("date", text),)
    found = day_of_tie(Record(kind, "Lorex", Origin("a.csv"), fields), AS_OF)
    assert [str(day) for day in found] == [first, last]
