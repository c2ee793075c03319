"""What every room needs of a request."""

from datetime import date
from typing import Annotated, TypeAlias, cast

from fastapi import Depends
from starlette.requests import Request

from countersight.errors import SettingError
from countersight.messages import _
from countersight.work.office import Desk


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


AtDesk: TypeAlias = Annotated[Desk, Depends(_desk)]
"""The use cases of the office."""
