import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.read.dates import Order, iso, settle
from countersight.read.workbook import cell_text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-03-04", "2025-03-04"),
        ("2025-03-04T10:11:12Z", "2025-03-04"),
        ("2025/3/4", "2025-03-04"),
        ("20250304", "2025-03-04"),
        ("2025年3月4日", "2025-03-04"),
        ("2025-03", "2025-03"),
        ("2025", "2025"),
        ("04.03.2025", "2025-03-04"),
        ("04/04/2025", "2025-04-04"),
        ("13/03/25", "2025-03-13"),
        ("03/13/1999 10:00", "1999-03-13"),
        ("13/03/71", "1971-03-13"),
        ("4 March 2025", "2025-03-04"),
        ("4-Mar-25", "2025-03-04"),
        ("March 4th, 2025", "2025-03-04"),
        ("Mar 4 2025", "2025-03-04"),
        ("03/04/2025", None),
        ("31.02.2025", None),
        ("2025-13-01", None),
        ("4 Foo 2025", None),
        ("soon", None),
        ("45000", None),
        ("", None),
    ],
)
def test_dates_as_people_write_them(written: str, meant: str | None) -> None:
    assert iso(written) == meant


@given(st.dates(min_value=dt.date(1970, 1, 1), max_value=dt.date(2069, 12, 31)))
def test_a_settled_order_reads_every_day_back(day: dt.date) -> None:
    assert iso(day.strftime("%d/%m/%Y"), Order.DAY_FIRST) == day.isoformat()
    assert iso(day.strftime("%m/%d/%Y"), Order.MONTH_FIRST) == day.isoformat()
    assert iso(day.strftime("%d-%m-%y"), Order.DAY_FIRST) == day.isoformat()


def test_a_column_that_mixes_both_orders_settles_nothing() -> None:
    order = settle(["13/01/2025", "01/13/2025"])
    assert order is Order.MIXED
    assert iso("03/04/2025", order) is None
    assert settle(["13.01.2025", "soon", "01/02/2025"]) is None
    assert settle(["01/13/2025"], Order.MONTH_FIRST) is Order.MONTH_FIRST


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (True, "true"),
        (2.5, "2.5"),
        (1e22, "10000000000000000000000"),
        (dt.datetime(2025, 3, 4, 5, 6), "2025-03-04T05:06:00"),  # noqa: DTZ001
        (dt.date(2025, 3, 4), "2025-03-04"),
        (dt.time(5, 6), "05:06:00"),
        (dt.timedelta(hours=1), "1:00:00"),
        (7, "7"),
    ],
)
def test_cells_of_a_sheet_become_text(cell: object, text: str) -> None:
    assert cell_text(cell) == text
