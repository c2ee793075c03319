"""What every room needs of a request."""

from datetime import date
from typing import Annotated, Final, TypeAlias, cast

from fastapi import Depends, Path, Query
from starlette.requests import Request

from countersight.errors import SettingError
from countersight.messages import _
from countersight.work.office import Desk

LARGEST_NUMBER: Final = 2**53 - 1
"""RFC 7493, 2.2; the database holds larger ones, and a wider one it refuses."""


def _desk(request: Request) -> Desk:
    return cast("Desk", request.app.state.desk)


def day_of(text: str) -> date | None:
    """Return the day that a form names; None where it names none.

    >>> day_of("2027-01-31"), day_of("")
    (datetime.date(2027, 1, 31), None)

    Raises:
        SettingError: it is no day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise SettingError(
            _("{text!r} is no day").format(text=text[:40]), hint=_("Write it as 2027-01-31.")
        ) from wrong


Number: TypeAlias = Annotated[int, Path(ge=0, le=LARGEST_NUMBER)]
"""The number of a run, an answer, an upload or a judgement, in an address."""
OfRun: TypeAlias = Annotated[int | None, Query(ge=0, le=LARGEST_NUMBER)]
"""The number of a run in a query; None where it is not told."""
AtDesk: TypeAlias = Annotated[Desk, Depends(_desk)]
"""The use cases of the office."""
