"""Forms that are shown again with what is wrong, rather than lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from countersight.errors import (
    ColumnError,
    ConflictError,
    CountersightError,
    FactError,
    ProfileError,
    SettingError,
    SourceError,
)

MENDED: Final = (
    *(ColumnError, FactError, ProfileError, SettingError, SourceError),
    ConflictError,
)
"""What a person mends in the form; any other error is a page of its own."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with a form."""

    field: str
    """Id of the field to be mended; empty where it is none."""
    message: str
    hint: str
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY


def wrong_of(
    error: CountersightError, fields: Mapping[type[CountersightError], str]
) -> tuple[Wrong, ...]:
    """Return what an error says of a form; *fields* tells which field an error is about.

    >>> [wrong] = wrong_of(SettingError("no day", hint="Name one."), {SettingError: "day"})
    >>> wrong.field, wrong.message, wrong.hint
    ('day', 'no day', 'Name one.')
    """
    field = next((fields[kind] for kind in type(error).__mro__ if kind in fields), "")
    status = (
        HTTPStatus.CONFLICT
        if isinstance(error, ConflictError)
        else HTTPStatus.UNPROCESSABLE_ENTITY
    )
    return (Wrong(field, error.message, error.hint, status),)
