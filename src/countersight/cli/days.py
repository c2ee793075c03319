"""Days that are given as options."""

from datetime import date
from typing import overload

from countersight.errors import SettingError
from countersight.messages import _


@overload
def day_of(text: str, option: str) -> date: ...
@overload
def day_of(text: str | None, option: str) -> date | None: ...
def day_of(text: str | None, option: str) -> date | None:
    """Return the day that *text* says; None where there is no text.

    >>> day_of("2026-11-24", "--on")
    datetime.date(2026, 11, 24)

    Raises:
        SettingError: it is no whole day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise SettingError(
            _("{option}: {text!r} is no day").format(option=option, text=text[:50]),
            hint=_("Write a whole day, such as 2026-11-24."),
        ) from wrong
